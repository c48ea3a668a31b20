"""An institution takes everything away: every room's tables, files and summaries, to be read."""

from __future__ import annotations

import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from houqin.chain.bundle import check_bundle
from houqin.core import clock
from houqin.core.manifest import manifests
from houqin.files.public import attach
from houqin.files.testing import make_photo
from houqin.journal.models import JournalEntry
from houqin.ledgers.bundles import labels, making
from houqin.ledgers.bundles.leaving import _rows
from houqin.ledgers.models import PaperOrder
from houqin.ledgers.services import orders
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.models import SchoolClass, Student
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import Evidence, Letter, Task
from houqin.planning.testing import NOW, TODAY, hand_in
from houqin.reports.services import deciding
from houqin.reports.testing import make_report, make_running_plan

ROOMS = {"org", "journal", "files", "notify", "planning", "reports"}
# What stays behind, and why.
STAYS = {
    "org.ImportBatch": "how to undo an import here", "org.ImportUpload": "a file of one day",
    "files.StoredFile": "taken as files, with a list", "files.Attachment": "taken as files",
    "notify.NoticeChoice": "a person's switch", "notify.Delivery": "the outbox",
    "notify.DigestRun": "the outbox", "notify.GroupPost": "the outbox",
    "notify.Channel": "a way out, with its keys", "notify.ChannelAddress": "a vendor's names",
    "notify.ChannelRefusal": "a person's switch", "planning.PlanReading": "a draft's upload",
}  # fmt: skip


def test_every_table_of_the_rooms_leaves_under_chinese_heads_or_is_named_here(director):
    taken = {
        _rows(one, director).model for room in manifests() for one in room.leaving
        if room.room in ROOMS
    }  # fmt: skip
    held = {
        model for model in apps.get_models()
        if model._meta.app_label in ROOMS
        and any(field.name == "institution" for field in model._meta.fields)
    }  # fmt: skip
    assert {model._meta.label for model in held - taken} == set(STAYS)
    unnamed = {
        f"{model._meta.label}.{field.name}"
        for model in taken for field in model._meta.concrete_fields
        if field.name not in labels.UNTOLD and not field.primary_key
        and not re.search("[\u4e00-\u9fff]", labels.label_of(field))
    }  # fmt: skip
    assert unnamed == set()


@pytest.fixture
def work(institution, director):
    """A term of work: a plan, a task done with a photo, a student, a letter, a summary."""
    group = SchoolClass.objects.create(name="三年级2班", homeroom=director.staff)
    student = Student(name="林小雨", number="20260017", school_class=group)
    student.fill_search()
    student.save()
    plan = make_running_plan(director)
    task = Task.objects.filter(plan=plan, first__lte=TODAY).first()
    hand_in(task, director, note="灯管两根不亮，已换。" + "说明。" * 20)
    proof = Evidence.objects.get(task=task)
    attach(actor=director, file=make_photo(director, seed=3), owner=proof)
    book = make_book(title="食品留样台账", code="sample")
    make_entry(book, director, raw={"photos": [str(make_photo(director, seed=4).pk)]})
    report = make_report(director, plan)
    principal = make_member(institution, "principal", name="周校长")
    deciding.submit(actor=director, report_id=report.pk, now=clock.now())
    deciding.approve(actor=principal, report_id=report.pk, now=clock.now())
    return task


def leave(member) -> zipfile.ZipFile:
    """Ordered on the page, made as the queue makes it, downloaded."""
    client = signed_in(member)
    client.post(at(member.institution, "ledgers/papers/leaving/"))
    order = PaperOrder.objects.latest("pk")
    orders.make(order.pk, making.write, read_clock=clock.now)
    order.refresh_from_db()
    assert order.problem == ""
    assert order.done == order.total
    answer = client.get(at(member.institution, f"ledgers/papers/{order.pk}/file/"))
    return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))


def sheet(held: zipfile.ZipFile, name: str) -> list[dict]:
    book = CalamineWorkbook.from_filelike(BytesIO(held.read(name)))
    head, *rows = book.get_sheet_by_index(0).to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_what_leaves_can_be_read_without_the_program(work, director, tmp_path, monkeypatch):
    monkeypatch.setattr("houqin.ledgers.bundles.tables.A_CELL", 60)
    held = leave(director)
    path = tmp_path / "all.zip"
    path.write_bytes(held.fp.getvalue())
    assert check_bundle(path).all_problems == []
    names = held.namelist()
    (done,) = [row for row in sheet(held, "资料/计划/任务.xlsx") if row["状态"] == "已完成"]
    assert done["计划条目"] == f"{work.item.title} #{work.item_id}"
    assert done["频次"].startswith(("每周", "每月"))
    (proof,) = sheet(held, "资料/计划/佐证.xlsx")
    assert proof["任务"] == f"{work.item.title} #{work.pk}"
    assert f"照片和文件/{proof['照片和文件']}" in names
    long = next(n for n in names if n.endswith(proof["说明"].removeprefix("太长，见 ")))
    assert held.read(long).decode("utf-8-sig").startswith("灯管两根不亮")
    (student,) = sheet(held, "资料/单位/学生.xlsx")
    assert student["姓名"] == "林小雨"
    assert student["班级"].startswith("三年级2班")
    files = {
        row["属于"].split(" #")[0]: row["在压缩包里"] for row in sheet(held, "照片和文件/清单.xlsx")
    }
    assert files["台账记录"].startswith("001 食品留样台账/照片/")
    assert set(files.values()) <= set(names)
    assert any(n.startswith("资料/总结/") and n.endswith(".docx") for n in names)
    index = held.read("索引.html").decode()
    assert "计划条目" in index
    assert "张三 #17" in held.read("说明.txt").decode("utf-8-sig")
    actions = set(JournalEntry.objects.values_list("action", flat=True))
    assert {"ledgers.taken_away", "org.students_exported"} <= actions


def test_who_may_not_read_a_table_does_not_take_it_and_more_rows_cost_no_more_queries(
    work, institution, director, administrator
):
    Letter.objects.create(
        number="1号", subject="请求修缮屋面", addressee="区教育局", sent_on=clock.today(),
        remind_on=clock.today() + timedelta(days=9), made_by=director.staff, made_at=clock.now(),
    )  # fmt: skip
    with CaptureQueriesContext(connection) as few:
        held = leave(administrator)
    assert not [name for name in held.namelist() if "上行文" in name]
    assert "导出的人没有查看它的权限" in held.read("索引.html").decode()
    for task in Task.objects.exclude(pk=work.pk)[:5]:
        hand_in(task, director, now=NOW + timedelta(days=90))
        make_member(institution, "technician")
    with CaptureQueriesContext(connection) as many:
        leave(administrator)
    assert len(many) <= len(few) + 3
