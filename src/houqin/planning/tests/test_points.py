"""Cited work points: split, linked to items, and told when the plan is submitted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.org.testing import at, signed_in
from houqin.planning.models import CitedDocument, CitedPoint, PlanItem
from houqin.planning.pointing import nearest, split_points
from houqin.planning.services import approval, drafting
from houqin.planning.testing import make_item, make_plan, run_plan

FIVE = """为做好今年工作，提出如下要点。
一、压实食品安全责任。
1.每月自查一次。
2.问题限期整改。
二、加强消防巡查。
三、规范资产管理。
四、推进节水节电。
五、摸底充电设施。
"""


@pytest.fixture
def plan(institution):
    made = make_plan()
    for title in ("食堂自查", "检查灭火器", "资产盘点", "公布用电"):
        make_item(made, "FREQ=MONTHLY", title=title)
    return made


@pytest.fixture
def document(plan, director, institution):
    given = {"title": "全区后勤工作要点", "sort": "superior", "text": FIVE}
    answer = signed_in(director).post(at(institution, f"plans/{plan.pk}/points/new/"), given)
    assert answer.status_code == 302
    return CitedDocument.objects.get()


def link(director, institution, point, *items):
    address = at(institution, f"points/{point.pk}/items/")
    return signed_in(director).post(address, {"ids": [item.pk for item in items]})


def link_four(document, plan, director, institution):
    for point, item in zip(document.points.all(), plan.items.all(), strict=False):
        link(director, institution, point, item)


def test_the_outer_numbering_makes_the_points_and_keeps_what_stands_below():
    found = split_points(FIVE)
    assert [point.number for point in found] == ["一", "二", "三", "四", "五"]
    assert found[0].text == "压实食品安全责任。\n1.每月自查一次。\n2.问题限期整改。"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. 保安全\n2. 保供应", ["1", "2"]),
        ("（一）保安全\n（二）保供应", ["(一)", "(二)"]),
        ("保安全\n\n保供应", ["1", "2"]),
        ("", []),
    ],
)
def test_other_ways_of_numbering(text, numbers):
    assert [point.number for point in split_points(text)] == numbers


def test_repeated_numbers_do_not_lose_a_point():
    found = split_points("1. 甲方案\n2. 乙方案\n1. 丙方案")
    assert len({point.number for point in found}) == 3


def test_what_reads_alike_is_offered_first():
    offered = [(1, "检查灭火器和消防栓"), (2, "公布水电用量"), (3, "组织趣味活动")]
    assert nearest("加强消防栓和灭火器巡查", offered) == [1]


def test_the_point_without_an_item_is_told_before_submitting(document, plan, director, institution):
    link_four(document, plan, director, institution)
    review = signed_in(director).get(at(institution, f"plans/{plan.pk}/review/"))
    assert "《全区后勤工作要点》有 1 条要点没有对应的事项：五。" in review.text


def test_it_does_not_stand_against_submitting_and_its_reason_reaches_the_principal(
    document, plan, director, principal, institution
):
    link_four(document, plan, director, institution)
    fifth = document.points.get(number="五")
    signed_in(director).post(
        at(institution, f"points/{fifth.pk}/reason/"), {"reason": "本校没有停车场"}
    )
    assert signed_in(director).post(at(institution, f"plans/{plan.pk}/submit/")).status_code == 302
    plan.refresh_from_db()
    assert plan.state == "submitted"
    page = signed_in(principal).get(at(institution, f"plans/{plan.pk}/approval/"))
    assert "五（本校没有停车场）" in page.text


def test_linking_an_item_makes_the_reason_fall_away(document, plan, director, institution):
    fifth = document.points.get(number="五")
    address = at(institution, f"points/{fifth.pk}/reason/")
    signed_in(director).post(address, {"reason": "暂缓"})
    link(director, institution, fifth, plan.items.first())
    fifth.refresh_from_db()
    assert fifth.reason == ""


def test_an_item_that_is_to_be_withdrawn_takes_up_nothing(
    document, plan, director, principal, institution
):
    link_four(document, plan, director, institution)
    run_plan(plan, director, principal)
    item = PlanItem.objects.get(plan=plan, title="资产盘点")
    drafting.remove_items(actor=director, plan_id=plan.pk, item_ids=[item.pk])
    said = [concern.sentence for concern in approval.concerns(plan)]
    assert "《全区后勤工作要点》有 2 条要点没有对应的事项：三、五。" in said


def test_an_item_of_another_plan_cannot_be_linked(document, director, institution):
    other = make_item(make_plan(title="别的计划"), "FREQ=MONTHLY", title="别处的事")
    point = document.points.first()
    link(director, institution, point, other)
    assert point.links.count() == 0


def test_only_authors_of_plans_cite_and_link(document, plan, technician, institution):
    point = document.points.first()
    for path in (f"plans/{plan.pk}/points/new/", f"points/{point.pk}/items/"):
        assert signed_in(technician).post(at(institution, path), {}).status_code == 403


def test_a_citation_needs_text_or_a_file(plan, director, institution):
    address = at(institution, f"plans/{plan.pk}/points/new/")
    answer = signed_in(director).post(address, {"title": "空文件", "sort": "own"})
    assert (answer.status_code, CitedDocument.objects.count()) == (422, 0)


def test_the_plan_page_shows_what_guides_it(document, plan, director, principal, institution):
    link_four(document, plan, director, institution)
    run_plan(plan, director, principal)
    page = signed_in(director).get(at(institution, f"plans/{plan.pk}/"))
    assert "4 / 5 条要点有事项" in page.text


def test_the_page_asks_no_more_questions_for_more_points(document, plan, director, institution):
    client, address = signed_in(director), at(institution, f"plans/{plan.pk}/points/")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    link_four(document, plan, director, institution)
    asked()
    before = asked()
    for number in range(20):
        CitedPoint.objects.create(document=document, number=f"附{number}", text="更多")
    assert asked() == before
