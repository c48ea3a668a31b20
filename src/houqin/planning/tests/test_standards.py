"""Titles sought through their pages: criteria, evidence, scores, the table and the file."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import Criterion, Standard, Task
from houqin.planning.services import doing, proving, standards
from houqin.planning.testing import hand_in, make_item, make_plan, run_plan


@pytest.fixture
def standard(institution, director):
    return standards.open_standard(
        actor=director, title="放心食堂", now=clock.now(), pass_score=Decimal(12)
    )


@pytest.fixture
def canteen(institution, director):
    return make_member(institution, "canteen_manager", superior=director.staff)


@pytest.fixture
def criterion(standard, director, canteen):
    return standards.keep_criterion(
        actor=director, standard_id=standard.pk, number="3.2", section="加工", text="留样有记录",
        max_score=Decimal(10), owner=canteen.staff, now=clock.now(),
    )  # fmt: skip


@pytest.fixture
def done(institution, director, principal, canteen):
    """A task the canteen manager has done, and one that is still open."""
    plan = make_plan()
    make_item(plan, "FREQ=WEEKLY", title="食品留样", domain="canteen", owner_role="canteen_manager")
    run_plan(plan, director, principal, date(2026, 8, 31))
    first, second = Task.objects.order_by("first")[:2]
    Task.objects.update(assignee=canteen.staff)
    return hand_in(Task.objects.get(pk=first.pk), canteen, clock.now()), second


def page_of(institution, criterion):
    return at(institution, f"criteria/{criterion.pk}/")


def scored(client, institution, criterion, score):
    return client.post(page_of(institution, criterion), {"self_score": score, "remark": "有台账"})


def test_without_evidence_no_full_score_is_taken(criterion, canteen, institution):
    client = signed_in(canteen)
    answer = scored(client, institution, criterion, "10")
    assert answer.status_code == 422
    assert "没有佐证不能打满分" in answer.text
    assert scored(client, institution, criterion, "9.5").status_code == 302
    criterion.refresh_from_db()
    assert criterion.self_score == Decimal("9.5")


def test_nor_does_the_database_take_it(criterion):
    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.filter(pk=criterion.pk).update(
            self_score=Decimal(10), scored_at=clock.now()
        )


def test_a_finished_task_proves_and_cannot_be_dropped_from_under_a_full_score(
    criterion, done, canteen, institution
):
    client, finished = signed_in(canteen), done[0]
    picker = client.get(at(institution, f"criteria/{criterion.pk}/prove/tasks/"))
    assert "食品留样" in picker.text
    client.post(at(institution, f"criteria/{criterion.pk}/prove/tasks/"), {"ids": [finished.pk]})
    assert scored(client, institution, criterion, "10").status_code == 302
    link = criterion.links.get()
    drop = at(institution, f"criteria/{criterion.pk}/proofs/{link.pk}/remove/")
    client.post(drop)
    assert criterion.links.count() == 1
    scored(client, institution, criterion, "8")
    client.post(drop)
    assert criterion.links.count() == 0


def test_an_open_task_is_no_evidence(criterion, done, canteen, institution):
    address = at(institution, f"criteria/{criterion.pk}/prove/tasks/")
    answer = signed_in(canteen).post(address, {"ids": [done[1].pk]}, follow=True)
    assert criterion.links.count() == 0
    assert "只有办完的任务能作佐证" in answer.text


def test_evidence_taken_back_later_is_told_on_the_page(
    criterion, done, canteen, director, institution
):
    proving.prove(actor=canteen, criterion_id=criterion.pk, now=clock.now(), task_ids=[done[0].pk])
    standards.score(
        actor=canteen, criterion_id=criterion.pk, self_score=Decimal(10), now=clock.now()
    )
    evidence = done[0].evidence.get()
    doing.take_back(actor=canteen, evidence_id=evidence.pk, now=clock.now())
    page = signed_in(director).get(at(institution, f"standards/{criterion.standard_id}/"))
    assert "自评满分，但佐证已被撤回" in page.text


def test_a_file_proves_and_is_listed_in_the_application(
    criterion, canteen, director, institution, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client = signed_in(canteen)
    paper = SimpleUploadedFile("留样制度.txt", "每样不少于 125 g".encode(), "text/plain")
    client.post(at(institution, f"criteria/{criterion.pk}/files/"), {"files": [paper]})
    assert scored(client, institution, criterion, "10").status_code == 302
    printed = (
        signed_in(director).get(at(institution, f"standards/{criterion.standard_id}/print/")).text
    )
    assert "附件 3.2-1 留样制度.txt" in printed
    assert "留样有记录" in printed


def test_totals_and_gaps_are_those_of_the_criteria(criterion, director, institution):
    standard = criterion.standard
    standards.keep_criterion(
        actor=director, standard_id=standard.pk, number="1.1", text="制度上墙",
        max_score=Decimal(5), now=clock.now(),
    )  # fmt: skip
    standards.score(
        actor=director, criterion_id=criterion.pk, self_score=Decimal("7.5"), now=clock.now()
    )
    page = signed_in(director).get(at(institution, f"standards/{standard.pk}/"))
    sheet = page.context["sheet"]
    assert (sheet.full, sheet.own, sheet.gap) == (Decimal(15), Decimal("7.5"), Decimal("7.5"))
    assert (sheet.unscored, sheet.bare, sheet.passes) == (1, 2, False)
    assert [line.criterion.number for line in sheet.gaps] == ["1.1", "3.2"]


def test_only_the_owner_and_who_leads_may_score(criterion, technician, director, institution):
    refused = scored(signed_in(technician), institution, criterion, "5")
    assert refused.status_code == 403
    assert "由食堂管理员自评" in refused.text
    assert scored(signed_in(director), institution, criterion, "5").status_code == 302


def table(rows):
    lines = ["编号,项目,评分内容,满分,责任人,完成期限", *rows]
    return SimpleUploadedFile("评分表.csv", "\n".join(lines).encode(), "text/csv")


def test_criteria_come_from_a_table_and_their_owners_are_told(
    standard, director, canteen, institution
):
    address = at(institution, f"standards/{standard.pk}/table/")
    rows = ["1.1,制度,职责上墙,5,,", f"1.2,制度,每周检查,2.5,{canteen.name},2026-12-10"]
    answer = signed_in(director).post(address, {"file": table(rows)})
    assert answer.status_code == 302
    kept = standard.criteria.get(number="1.2")
    assert (kept.max_score, kept.owner, kept.due_on) == (
        Decimal("2.5"), canteen.staff, date(2026, 12, 10),
    )  # fmt: skip
    assert Notice.objects.filter(kind="standard.assigned").count() == 1


def test_a_wrong_cell_refuses_the_whole_table(criterion, director, institution):
    standard = criterion.standard
    standards.score(
        actor=director, criterion_id=criterion.pk, self_score=Decimal(8), now=clock.now()
    )
    address = at(institution, f"standards/{standard.pk}/table/")
    rows = ["1.1,制度,职责上墙,五分,,", "3.2,加工,留样有记录,6,,", "1.3,制度,有人管,5,无此人,"]
    answer = signed_in(director).post(address, {"file": table(rows)})
    assert answer.status_code == 422
    assert "不是分数" in answer.text
    assert "没有“无此人”" in answer.text
    assert standard.criteria.count() == 1


def test_a_mark_below_a_given_score_is_refused(criterion, director, institution):
    standards.score(
        actor=director, criterion_id=criterion.pk, self_score=Decimal(8), now=clock.now()
    )
    address = at(institution, f"standards/{criterion.standard_id}/table/")
    answer = signed_in(director).post(address, {"file": table(["3.2,加工,留样有记录,6,,"])})
    assert "已自评 8 分" in answer.text
    criterion.refresh_from_db()
    assert criterion.max_score == 10


def test_the_decided_standard_is_left_as_it_was(criterion, canteen, director, institution):
    standard = criterion.standard
    decide = at(institution, f"standards/{standard.pk}/decide/")
    client = signed_in(director)
    assert client.post(decide, {"state": "awarded"}).status_code == 422
    client.post(decide, {"state": "awarded", "decided_on": "2026-11-20"})
    assert Standard.objects.get().state == "awarded"
    assert scored(signed_in(canteen), institution, criterion, "5").status_code == 422


def test_the_excel_file_lists_every_criterion(criterion, director, institution):
    answer = signed_in(director).get(
        at(institution, f"standards/{criterion.standard_id}/?export=xlsx")
    )
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.getvalue())).get_sheet_by_index(0)
    assert sheet.to_python()[1][:4] == ["3.2", "加工", "留样有记录", 10.0]


def test_the_page_asks_no_more_questions_for_more_criteria(criterion, done, director, institution):
    client = signed_in(director)
    address = at(institution, f"standards/{criterion.standard_id}/")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    proving.prove(actor=director, criterion_id=criterion.pk, now=clock.now(), task_ids=[done[0].pk])
    asked()
    before = asked()
    for number in range(10):
        row = standards.keep_criterion(
            actor=director, standard_id=criterion.standard_id, number=str(number), text="条目",
            max_score=Decimal(1), now=clock.now(),
        )  # fmt: skip
        proving.prove(actor=director, criterion_id=row.pk, now=clock.now(), task_ids=[done[0].pk])
    assert asked() == before
