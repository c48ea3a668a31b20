"""Records from a file: template, findings, taking in once, undoing as one."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from houqin.core import clock
from houqin.journal.models import JournalEntry
from houqin.ledgers import tasks
from houqin.ledgers.importing import marking, steps, taking, undoing
from houqin.ledgers.models import Amendment, Entry, EntryImport
from houqin.ledgers.services import amending
from houqin.ledgers.services.proving import verify_book
from houqin.ledgers.testing import LUNCH, NOW, SAMPLE_FORM, make_book, make_entry
from houqin.org.models import SchoolClass, Staff
from houqin.org.testing import at, make_member, signed_in
from houqin.ui.grids import UnreadableFileError

HEADS = ["发生时间", "餐次", "菜名", "克数（克）", "冰箱温度（℃）", "处理措施"]
DAY = "2026-11-20 11:30"


def line(dish: str, *, when: str = DAY, grams: str = "150", measure: str = "") -> list[str]:
    return [when, "午餐", dish, grams, "4.0", measure]


def as_csv(*lines: list[str], heads: list[str] = HEADS, encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([heads, *lines])
    return text.getvalue().encode(encoding)


def as_xlsx(*lines: list[str], heads: list[str] = HEADS) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet()
        for row, cells in enumerate([heads, *lines]):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell)
    return file.getvalue()


def checked(book, actor, content, name="留样.csv", now=NOW) -> EntryImport:
    kept = taking.keep_file(actor=actor, book_id=book.pk, name=name, content=content, now=now)
    return taking.check(actor=actor, batch=kept, now=now)


def taken(book, actor, content, name="留样.csv", now=NOW, reason="纸质台账补录") -> EntryImport:
    batch = checked(book, actor, content, name, now)
    assert taking.begin(actor=actor, batch_id=batch.pk, late_reason=reason)
    batch.refresh_from_db()
    return taking.take_in(actor=actor, batch=batch, now=now)


@pytest.fixture
def book(institution):
    return make_book(title="食品留样", code="sample", backdate_days=3)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_rows_of_a_csv_file_become_entries_marked_as_imported_and_late(book, director, encoding):
    old = "2024-03-01 11:30"
    batch = taken(book, director, as_csv(line("红烧肉"), line("青菜", when=old), encoding=encoding))
    assert (batch.state, batch.added, batch.late) == ("done", 2, 2)
    first, second = Entry.objects.order_by("sequence")
    assert first.values == {"meal": "午餐", "dish": "红烧肉", "grams": 150, "temperature": "4.0"}
    assert (first.number, second.number) == ("2026-0001", "2026-0002")
    assert (first.batch_id, first.late_reason) == (batch.pk, "纸质台账补录")
    assert second.happened_at.year == 2024
    assert verify_book(book).is_whole


def test_heads_may_stand_without_their_unit(book, director):
    heads = ["发生时间", "餐次", "菜名", "克数", "冰箱温度", "处理措施"]
    assert taken(book, director, as_csv(line("鱼"), heads=heads)).added == 1


def test_a_workbook_with_real_dates_and_numbers_is_read_too(book, director):
    batch = taken(book, director, as_xlsx([DAY, "午餐", "鱼", 130, 3.5, ""]), "留样.xlsx")
    assert batch.added == 1
    assert Entry.objects.get().values["temperature"] == "3.5"


def test_every_bad_row_is_named_with_its_cell_and_nothing_is_taken_in(book, director):
    content = as_csv(
        line("好的"), line("", grams="很多"), line("轻了", grams="90"),
        line("明天", when="2026-11-30 11:00"), line("无日期", when=""),
    )  # fmt: skip
    batch = checked(book, director, content)
    assert (batch.state, batch.bad_rows, batch.rows) == ("bad", 4, 5)
    told = {(row, cell): (head, reason) for row, cell, head, reason in batch.problems}
    assert told[3, "C3"][0] == "菜名"
    assert told[3, "D3"][0] == "克数（克）"
    assert "怎么处理" in told[4, "F4"][1]
    assert "不能晚于现在" in told[5, "A5"][1]
    assert "必填" in told[6, "A6"][1]
    assert not taking.begin(actor=director, batch_id=batch.pk, late_reason="x")
    assert Entry.objects.count() == 0


def test_the_refused_file_comes_back_with_its_bad_cells_marked(book, director):
    batch = checked(book, director, as_csv(line("好的"), line("", grams="90")))
    file = marking.marked(actor=director, batch=batch, now=NOW)
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["发生时间", "餐次"]
    assert rows[0][-1] == "问题"
    assert rows[1][-1] == ""
    assert "菜名" in rows[2][-1]


def test_the_corrected_marked_file_is_accepted(book, director):
    batch = checked(book, director, as_csv(line("好的"), line("", grams="150")))
    file = marking.marked(actor=director, batch=batch, now=NOW)
    heads, good, bad = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    bad[2] = "补上的菜"
    assert taken(book, director, as_xlsx(good, bad, heads=heads), "改好.xlsx").added == 2


def test_the_same_file_again_and_one_with_more_rows_add_nothing_twice(book, director):
    content = as_csv(line("红烧肉"), line("红烧肉"), line("青菜"))
    first = taken(book, director, content)
    assert first.added == 3  # the same dish twice on paper is two lines
    again = checked(book, director, content)
    assert taking.taken_before(again) == first
    assert (again.added, again.same) == (0, 3)
    with pytest.raises(ValidationError, match="都已经有了"):
        taking.begin(actor=director, batch_id=again.pk, late_reason="x")
    more = taken(book, director, as_csv(line("红烧肉"), line("红烧肉"), line("青菜"), line("鱼")))
    assert (more.added, more.same) == (1, 3)


def test_late_rows_demand_a_reason_and_a_row_may_bring_its_own(book, director):
    content = as_csv([*line("鱼"), "停电三天"], heads=[*HEADS, "补录原因"])
    batch = checked(book, director, content)
    with pytest.raises(ValidationError, match="算补录"):
        taking.begin(actor=director, batch_id=batch.pk, late_reason=" ")
    taken(book, director, content)
    assert Entry.objects.get().late_reason == "停电三天"


def test_undoing_strikes_every_row_of_the_batch_that_stands(book, director):
    own = make_entry(book, director)
    batch = taken(book, director, as_csv(line("甲"), line("乙"), line("丙")))
    one = Entry.objects.get(values__dish="甲")
    amending.strike_entry(actor=director, entry_id=one.pk, reason="重复", now=NOW)
    amended = Entry.objects.get(values__dish="乙")
    amending.amend_entry(
        actor=director, entry_id=amended.pk, raw={**LUNCH, "dish": "乙二"}, reason="错", now=NOW
    )
    with pytest.raises(ValidationError, match="为什么撤回"):
        undoing.begin_undo(actor=director, batch_id=batch.pk, reason="")
    assert undoing.begin_undo(actor=director, batch_id=batch.pk, reason="导错了单位")
    batch.refresh_from_db()
    assert undoing.undo(actor=director, batch=batch, now=NOW) == 2
    assert list(Entry.objects.standing()) == [own]
    assert Amendment.objects.get(entry=amended, is_strike=True).before["dish"] == "乙二"
    assert verify_book(book).is_whole
    assert not undoing.begin_undo(actor=director, batch_id=batch.pk, reason="再来")
    assert "导错了单位" in JournalEntry.objects.get(action="ledgers.import_undone").sentence


def test_after_undoing_the_same_file_may_be_taken_in_again_once(book, director):
    content = as_csv(line("甲"), line("乙"))
    batch = taken(book, director, content)
    undoing.begin_undo(actor=director, batch_id=batch.pk, reason="日期不对")
    batch.refresh_from_db()
    undoing.undo(actor=director, batch=batch, now=NOW)
    assert taken(book, director, content).added == 2
    assert checked(book, director, content).same == 2


def test_numbers_of_the_file_are_kept_and_conflicts_explained(book, director):
    heads = [*HEADS, "编号"]
    make_entry(book, director)  # 2026-0001
    batch = taken(book, director, as_csv(
        [*line("旧"), "2023-0007"], [*line("纸上的"), "甲-3"], [*line("今年"), "2026-0005"],
        [*line("没号"), ""], heads=heads,
    ))  # fmt: skip
    assert batch.added == 4
    numbers = dict(Entry.objects.values_list("values__dish", "number"))
    assert numbers["旧"] == "2023-0007"
    assert numbers["没号"] == "2026-0006"  # goes on behind what the file brought
    assert make_entry(book, director).number == "2026-0007"
    bad = checked(book, director, as_csv(
        [*line("别的菜"), "2026-0001"], [*line("以后"), "2027-0001"], [*line("双"), "甲-9"],
        [*line("双二"), "甲-9"], [*line("旧"), "2023-0007"], heads=heads,
    ))  # fmt: skip
    told = {row: reason for row, _cell, _head, reason in bad.problems}
    assert "已是另一条记录" in told[2]
    assert "属于以后" in told[3]
    assert "第 4 行重复" in told[5]
    assert (set(told), bad.same) == ({2, 3, 5}, 1)


def test_two_people_of_one_name_must_be_told_apart(institution, director):
    form = {**SAMPLE_FORM, "field": [
        *SAMPLE_FORM["field"],
        {"code": "by", "label": "留样人", "type": "staff"},
        {"code": "room", "label": "班级", "type": "class"},
    ]}  # fmt: skip
    book = make_book(form=form)
    SchoolClass.objects.create(name="101", grade="一年级")
    twins = [make_member(institution, "canteen_manager").staff for _n in range(2)]
    Staff.objects.filter(pk__in=[one.pk for one in twins]).update(name="李红")
    heads = [*HEADS, "留样人", "班级"]
    bad = checked(book, director, as_csv([*line("甲"), "李红", "102"], heads=heads))
    told = " ".join(reason for *_where, reason in bad.problems)
    assert "有 2 个“李红”" in told
    assert "找不到“102”" in told
    good = as_csv([*line("甲"), f"李红 #{twins[1].pk}", "101"], heads=heads)
    assert taken(book, director, good).added == 1
    assert Entry.objects.get().values["by"]["id"] == str(twins[1].pk)


def test_strange_and_missing_heads_are_said_in_a_sentence(book, director):
    with pytest.raises(UnreadableFileError, match="不认识表头“湿度”"):
        checked(book, director, as_csv([*line("甲"), "3"], heads=[*HEADS, "湿度"]))
    with pytest.raises(UnreadableFileError, match="没有“发生时间”"):
        checked(book, director, as_csv(line("甲")[1:], heads=HEADS[1:]))
    with pytest.raises(UnreadableFileError, match="打不开"):
        checked(book, director, b"PK\x03\x04 a picture", "照片.xlsx")


def test_only_who_keeps_books_and_may_write_in_this_one_imports(book, institution):
    cook = make_member(institution, "canteen_manager")
    with pytest.raises(PermissionDenied):
        checked(book, cook, as_csv(line("甲")))
    officer = make_member(institution, "safety_officer")
    closed = make_book(writer_roles=["canteen_manager"])
    with pytest.raises(PermissionDenied, match="由食堂管理员填写"):
        checked(closed, officer, as_csv(line("甲")))


def test_two_thousand_rows_cost_no_query_a_row(book, director):
    content = as_csv(*(line(f"菜{n}") for n in range(2_000)))
    batch = checked(book, director, content)
    taking.begin(actor=director, batch_id=batch.pk, late_reason="补")
    batch.refresh_from_db()
    with CaptureQueriesContext(connection) as captured:
        taking.take_in(actor=director, batch=batch, now=NOW)
    assert batch.added == 2_000
    assert len(captured) < 40


def test_the_pages_lead_from_the_template_to_the_undoing(book, director, institution):
    client = signed_in(director)
    page = client.get(at(institution, "ledgers/b/sample/import/"))
    assert "下载空模板" in page.content.decode()
    template = client.get(at(institution, "ledgers/b/sample/import/template/"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(template))).get_sheet_by_index(0)
    assert {"发生时间", "餐次", "克数（克）", "处理措施", "编号"} <= set(sheet.to_python()[0])
    day = (clock.now() - timedelta(days=40)).strftime("%Y-%m-%d %H:%M")
    upload = SimpleUploadedFile("留样.csv", as_csv(line("红烧肉", when=day)))
    answer = client.post(at(institution, "ledgers/b/sample/import/"), {"file": upload})
    assert answer.status_code == 302
    assert "导入 1 条" in client.get(answer["Location"]).content.decode()
    refused = client.post(f"{answer['Location']}take/", {"late_reason": ""})
    assert refused.status_code == 422
    client.post(f"{answer['Location']}take/", {"late_reason": "补录"})
    assert Entry.objects.get().is_late
    done = client.get(answer["Location"]).content.decode()
    assert "撤回这一批" in done
    client.post(f"{answer['Location']}undo/", {"reason": "导错了"})
    assert "已整批划去" in client.get(answer["Location"]).content.decode()
    assert not Entry.objects.standing().exists()


def test_a_file_that_is_no_table_is_refused_on_the_page(book, director, institution):
    upload = SimpleUploadedFile("照片.jpg", b"\xff\xd8\xff")
    page = signed_in(director).post(at(institution, "ledgers/b/sample/import/"), {"file": upload})
    assert page.status_code == 422
    assert "只收 Excel" in page.content.decode()


def test_a_large_file_goes_through_the_queue_from_the_page_to_the_book_and_back(
    book, director, institution, monkeypatch
):
    """What a worker does when the page has handed a file of more than 300 kB on."""
    days = [f"2026-11-{day:02} 11:30" for day in range(1, 21)]
    rows = [line(f"菜{n:05}{'香' * 40}", when=days[n % 20]) for n in range(2_400)]
    content = as_csv(*rows)
    assert len(content) > steps.SMALL
    client, path = signed_in(director), at(institution, "ledgers/b/sample/import/")
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)  # the test's own
    handed: set[int] = set()

    def worker() -> int:
        """Runs what waits, once each, as the queue hands it out: by its name and arguments."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, args FROM procrastinate_jobs"
                " WHERE task_name = 'houqin:ledgers.import_step' ORDER BY id"
            )
            jobs = [(pk, json.loads(args)) for pk, args in cursor.fetchall() if pk not in handed]
        for pk, args in jobs:
            handed.add(pk)
            tasks.import_step(**args)
        return len(jobs)

    answer = client.post(path, {"file": SimpleUploadedFile("留样.csv", content)})
    batch = EntryImport.objects.get()
    one = answer["Location"]
    assert "every 2s" in client.get(one).content.decode()
    assert not Entry.objects.exists()
    assert worker() == 1
    assert "2,400" in client.get(one).content.decode()
    client.post(f"{one}take/", {"late_reason": "纸质台账补录"})
    assert not Entry.objects.exists()
    assert worker() == 1
    batch.refresh_from_db()
    assert (batch.state, batch.added) == ("done", 2_400)
    assert Entry.objects.filter(batch=batch).count() == 2_400
    assert verify_book(book).is_whole
    client.post(f"{one}undo/", {"reason": "导错了"})
    worker()
    batch.refresh_from_db()
    assert batch.state == "undone"
    assert Amendment.objects.filter(entry__batch=batch, is_strike=True).count() == 2_400
    assert verify_book(book).is_whole
    assert worker() == 0
