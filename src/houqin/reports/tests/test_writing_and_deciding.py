"""The director writes, the principal approves; nothing written is lost on the way."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from houqin.files.testing import make_photo
from houqin.journal.models import JournalEntry
from houqin.notify.models import Notice
from houqin.org.testing import at, signed_in
from houqin.planning.models import Task, WorkPlan
from houqin.planning.testing import NOW, TODAY, hand_in, make_item, make_plan, run_plan
from houqin.reports.models import Report
from houqin.reports.scoping import outline_of
from houqin.reports.services import deciding, generating, writing
from houqin.reports.testing import make_report


@pytest.fixture
def plan(institution, director, principal) -> WorkPlan:
    made = make_plan()
    made.past = WorkPlan.Past.RECORD
    made.save()
    make_item(made, "FREQ=MONTHLY", title="清洗水箱", headings=["卫生"])
    return run_plan(made, director, principal)


@pytest.fixture
def report(plan, director) -> Report:
    return make_report(director, plan)


def write(actor, report, key, text, **more):
    return writing.write_text(actor=actor, report_id=report.pk, key=key, text=text, **more)


def test_generating_twice_gives_one_report_with_new_figures_and_the_old_words(
    report, plan, director, technician
):
    write(director, report, "s:卫生", "水箱洗得干净。")
    photo = make_photo(technician)
    hand_in(Task.objects.filter(plan=plan, due_on__lt=TODAY).first(), technician, photos=[photo])
    again = make_report(director, plan)
    assert again.pk == report.pk
    assert Report.objects.count() == 1
    assert again.texts == {"s:卫生": "水箱洗得干净。"}
    assert (report.figures["total"]["done"], again.figures["total"]["done"]) == (0, 1)
    assert again.photos == [photo.pk]


def test_what_is_new_is_said_before_it_replaces_anything(report, plan, director, technician):
    assert generating.whats_new(report, TODAY) == []
    hand_in(Task.objects.filter(plan=plan, due_on__lt=TODAY).first(), technician)
    said = {(c.what, c.name): (c.old, c.new) for c in generating.whats_new(report, TODAY)}
    assert said[("全部", "完成")] == ("0", "1")
    assert said[("清洗水箱", "佐证")] == ("0", "1")
    report.refresh_from_db()
    assert report.figures["total"]["done"] == 0


def test_chosen_photos_stay_when_figures_are_brought_up_to_date(report, plan, director, technician):
    tasks = list(Task.objects.filter(plan=plan, due_on__lt=TODAY)[:2])
    photos = [make_photo(technician, seed=n) for n in range(2)]
    for task, photo in zip(tasks, photos, strict=True):
        hand_in(task, technician, photos=[photo])
    writing.choose_photos(actor=director, report_id=report.pk, file_ids=[photos[1].pk], now=NOW)
    assert make_report(director, plan).photos == [photos[1].pk]


def test_a_photo_from_elsewhere_or_the_twenty_fifth_is_refused(report, director):
    stray = make_photo(director)
    with pytest.raises(ValidationError, match="不在这段时间的佐证里"):
        writing.choose_photos(actor=director, report_id=report.pk, file_ids=[stray.pk], now=NOW)
    with pytest.raises(ValidationError, match="最多选 24 张，现在选了 25 张"):
        writing.choose_photos(actor=director, report_id=report.pk, file_ids=range(25), now=NOW)


def test_two_people_writing_different_parts_keep_both(report, director):
    write(director, report, "overall", "总体平稳。", seen="")
    write(director, report, "next", "继续做好。", seen="")
    report.refresh_from_db()
    assert report.texts == {"overall": "总体平稳。", "next": "继续做好。"}


def test_the_same_part_is_not_overwritten_by_who_has_not_seen_it(report, director):
    write(director, report, "overall", "甲写的。", seen="")
    with pytest.raises(ValidationError, match="刚有人改成：“甲写的。”"):
        write(director, report, "overall", "乙写的。", seen="")
    report.refresh_from_db()
    assert report.texts["overall"] == "甲写的。"


def test_words_whose_section_the_plan_has_lost_are_still_there(report, plan, director):
    write(director, report, "s:卫生", "洗了两遍水箱。")
    plan.items.update(headings=["环境"])
    report = make_report(director, plan)
    last = outline_of(report).blocks[-1]
    assert (last.text, "原“卫生”部分" in last.title) == ("洗了两遍水箱。", True)
    report = write(director, report, "s:卫生", "")
    assert outline_of(report).blocks[-1].key == "next"


def test_a_figure_without_evidence_is_marked_until_it_names_some(report, director):
    report = write(director, report, "overall", "演练3次。人人参加。满意率百分之九十。")
    assert [one.text for one in outline_of(report).blocks[0].unproved] == [
        "演练3次。",
        "满意率百分之九十。",
    ]
    report = write(director, report, "overall", "演练3次[1]。第二个[99]编号不存在，5人。")
    assert [one.text for one in outline_of(report).blocks[0].unproved] == [
        "第二个[99]编号不存在，5人。"
    ]


def test_the_principal_approves_and_both_sides_are_told(report, plan, director, principal):
    deciding.submit(actor=director, report_id=report.pk, now=NOW)
    assert "请审定" in Notice.objects.get(recipient=principal.staff, kind="report.submitted").title
    with pytest.raises(ValidationError, match="已经送审"):
        write(director, report, "overall", "再改一句。")
    with pytest.raises(PermissionDenied):
        deciding.approve(actor=director, report_id=report.pk, now=NOW)
    approved = deciding.approve(actor=principal, report_id=report.pk, now=NOW)
    assert (approved.approved_by, approved.state) == (principal.staff, "approved")
    assert Notice.objects.filter(recipient=director.staff, kind="report.approved").count() == 1
    assert deciding.approve(actor=principal, report_id=report.pk, now=NOW) == approved
    said = list(JournalEntry.objects.values_list("sentence", flat=True))
    assert f"审定“{report.title}”" in said


def test_the_links_of_an_approved_report_show_the_records_as_it_counted_them(
    report, plan, director, principal, technician, monkeypatch
):
    monkeypatch.setattr("houqin.core.clock.today", lambda: TODAY)
    monkeypatch.setattr("houqin.core.clock.now", lambda: NOW)
    late = Task.objects.filter(plan=plan, due_on__lt=TODAY).first()
    deciding.submit(actor=director, report_id=report.pk, now=NOW)
    deciding.approve(actor=principal, report_id=report.pk, now=NOW)
    hand_in(late, technician)
    client = signed_in(director)
    page = client.get(at(director.institution, f"reports/{report.pk}/")).content.decode()
    counted = {
        (html.unescape(url), int(number))
        for url, number in re.findall(r'class="rp-n" href="([^"]+)">(\d+)<', page)
    }
    assert counted
    assert all(f"/reports/{report.pk}/records/" in url for url, _number in counted)
    for url, number in counted:
        assert client.get(url).context["count"] == number
    shown = client.get(
        at(director.institution, f"reports/{report.pk}/records/"), {"state": "late"}
    ).content.decode()
    assert "逾期未办" in shown
    assert "已完成（逾期后补办），新增佐证 1 条" in shown


def test_an_approved_report_does_not_change_until_it_is_reopened(
    report, plan, director, principal, technician
):
    deciding.submit(actor=director, report_id=report.pk, now=NOW)
    deciding.approve(actor=principal, report_id=report.pk, now=NOW)
    hand_in(Task.objects.filter(plan=plan, due_on__lt=TODAY).first(), technician)
    with pytest.raises(ValidationError, match="已经审定，文字和数字都不再变"):
        make_report(director, plan)
    report.refresh_from_db()
    assert report.figures["total"]["done"] == 0
    deciding.reopen(actor=principal, report_id=report.pk, now=NOW)
    assert make_report(director, plan).figures["total"]["done"] == 1


def test_a_return_needs_a_reason_and_the_author_sees_it(report, director, principal):
    deciding.submit(actor=director, report_id=report.pk, now=NOW)
    with pytest.raises(ValidationError, match="写明理由"):
        deciding.send_back(actor=principal, report_id=report.pk, reason="  ", now=NOW)
    deciding.send_back(actor=principal, report_id=report.pk, reason="补上食堂部分", now=NOW)
    report.refresh_from_db()
    assert (report.state, report.return_reason) == ("draft", "补上食堂部分")
    told = Notice.objects.get(recipient=director.staff, kind="report.returned")
    assert "补上食堂部分" in told.body
    with pytest.raises(ValidationError, match="不在待审状态"):
        deciding.approve(actor=principal, report_id=report.pk, now=NOW + timedelta(minutes=1))


def test_a_month_outside_the_plan_or_a_plan_nobody_approved_is_refused(plan, director):
    with pytest.raises(ValidationError, match="不在计划的时间里"):
        make_report(director, plan, sort="month", first=TODAY.replace(month=12))
    with pytest.raises(ValidationError, match="还没有批准"):
        make_report(director, make_plan(title="草稿"))


def test_a_withdrawn_item_keeps_its_place_in_the_summary(report, plan, director):
    plan.items.update(status="withdrawn")
    line = outline_of(make_report(director, plan)).blocks[2].lines[0]
    assert (line.title, line.state) == ("清洗水箱", "已撤销")
