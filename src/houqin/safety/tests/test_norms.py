"""Risk points, clauses of the norm, checks and the month's overview."""

from __future__ import annotations

from datetime import timedelta

from houqin.cases.public import open_case
from houqin.core import clock
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.models import SchoolClass
from houqin.org.testing import at, make_member, make_place, signed_in
from houqin.safety.models import RiskPoint
from houqin.safety.overview import score_of
from houqin.safety.services import norms
from houqin.safety.testing import make_issue, make_route


def make_risk(actor, place, colour, title):
    return norms.keep_risk(
        actor=actor, place=place, title=title, colour=colour, harm="触电", measures="上锁",
        leader=actor.staff, review_by=clock.today(),
    )  # fmt: skip


def test_a_buildings_board_shows_its_own_risks_the_worst_first(institution, director):
    building = make_place("实验楼")
    building.sort = "building"
    building.save()
    room = make_place("配电室", parent=building)
    make_risk(director, room, RiskPoint.Colour.BLUE, "低压柜")
    make_risk(director, room, RiskPoint.Colour.RED, "高压柜")
    make_risk(director, make_place("操场"), RiskPoint.Colour.RED, "单杠")
    page = signed_in(director).get(at(institution, f"safety/risks/board/?building={building.pk}"))
    said = page.content.decode()
    assert said.index("高压柜") < said.index("低压柜")
    assert "单杠" not in said


def test_clauses_nobody_reported_for_a_week_are_named_with_their_leaders(
    institution, director, django_assert_max_num_queries
):
    silent = make_member(institution, "principal", name="许校长")
    for number in range(1, 7):
        norms.keep_clause(
            actor=director, number=number, text=f"第{number}条的内容",
            leader=silent.staff if number > 4 else director.staff,
        )  # fmt: skip
    client = signed_in(director)
    for clause in norms.SafetyClause.objects.filter(number__lte=4):
        answer = client.post(
            at(institution, f"safety/clauses/{clause.pk}/report/"),
            {"state": "partly", "evidence": "查过一遍"},
        )
        assert answer.status_code == 302
    with django_assert_max_num_queries(10):
        said = client.get(at(institution, "safety/clauses/")).content.decode()
    assert "许校长（第 5、6 条）" in said
    refused = signed_in(make_member(institution, "cleaner")).post(
        at(institution, f"safety/clauses/{norms.SafetyClause.objects.get(number=1).pk}/report/"),
        {"state": "done", "evidence": "不归我管"},
    )
    assert refused.status_code == 403


def test_every_number_of_the_overview_opens_the_list_behind_it(
    institution, director, django_assert_max_num_queries
):
    now = clock.now()
    open_case(actor=director, flow="hazard", title="线头裸露", place=make_place(), now=now)
    open_case(actor=director, flow="incident", title="摔伤", now=now)
    make_issue(director, roles=["director"])
    make_route(director, since=clock.today())
    SchoolClass.objects.create(name="一（1）班")
    book = make_book(
        title="安全巡查记录", code="patrol", per_what="meal", per_field="meal", now=now
    )
    entry = make_entry(book, director, now=now)
    client = signed_in(director)
    for path, most in (("safety/", 10), ("safety/checks/", 10), ("safety/lessons/", 6)):
        client.get(at(institution, path))
        with django_assert_max_num_queries(most):
            page = client.get(at(institution, path))
        assert page.status_code == 200
    page = client.get(at(institution, "safety/checks/")).content.decode()
    assert f"/ledgers/e/{entry.pk}/" in page
    page = client.get(at(institution, "safety/"))
    figures = {one.label: one for one in page.context["figures"]}
    assert figures["发现隐患"].value == 1
    assert figures["事故和突发事件"].value == 1
    assert figures["责任状没签"].value == 1
    for one in figures.values():
        assert client.get(one.url).status_code == 200, one.label
    listed = client.get(figures["发现隐患"].url).content.decode()
    assert "线头裸露" in listed
    last = client.get(at(institution, f"safety/?month={clock.today() - timedelta(days=70):%Y-%m}"))
    assert all(one.value == 0 for one in last.context["figures"] if one.label == "发现隐患")


def test_a_checks_score_leaves_out_what_does_not_apply():
    class Written:
        values = {
            "items": {
                "exits": {"result": "pass"}, "lights": {"result": "pass"},
                "gas": {"result": "na"}, "doors": {"result": "fail"},
            },
            "day": "2026-11-23",
        }  # fmt: skip

    assert score_of(Written()) == 66
