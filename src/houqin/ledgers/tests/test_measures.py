"""A hospital's service measures: one row of numbers, old wordings kept, what fails is seen."""

from __future__ import annotations

import csv
import io
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from houqin.core.roles import Kind
from houqin.ledgers.importing import taking
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.services import amending
from houqin.ledgers.services.installing import install_books
from houqin.ledgers.services.writing import write_entry
from houqin.ledgers.testing import NOW
from houqin.org.testing import at, signed_in, words


@pytest.fixture
def books(institution):
    install_books(actor=None, kind=Kind.HOSPITAL, facilities=frozenset(), now=NOW)
    return {book.code: book for book in Book.objects.all()}


def measure(text: str, director, **more: str) -> dict[str, str]:
    owner = str(director.staff.pk)
    return {"where": "导诊", "measure": text, "owner": owner, "status": "推行中", **more}


def written(book, director, raw, **given) -> Entry:
    raw = {"day": NOW.date().isoformat(), "by": str(director.staff.pk), **raw}
    given = {"token": uuid4(), "now": NOW, **given}
    return write_entry(actor=director, book_id=book.pk, raw=raw, **given)


def listed(numbers: list[int], owner: str) -> bytes:
    text = io.StringIO()
    day = NOW.date().isoformat()
    rows = [[day, "导诊", f"第{n}条措施", owner, "推行中", owner, str(n)] for n in numbers]
    heads = ["日期", "窗口或岗位", "服务措施", "责任人", "推行情况", "记录人", "编号"]
    csv.writer(text).writerows([heads, *rows])
    return text.getvalue().encode("utf-8-sig")


def test_after_measure_410_of_the_hospitals_own_list_comes_411_whatever_is_struck(books, director):
    book = books["innovation"]
    kept = taking.keep_file(
        actor=director,
        book_id=book.pk,
        name="措施.csv",
        content=listed([1, 409, 410], director.staff.name),
        now=NOW,
    )
    batch = taking.check(actor=director, batch=kept, now=NOW)
    assert batch.problems == []
    assert taking.begin(actor=director, batch_id=batch.pk, late_reason="原来的清单")
    batch.refresh_from_db()
    assert taking.take_in(actor=director, batch=batch, now=NOW).added == 3
    adopted = written(book, director, measure("轮椅扫码借用", director))
    assert adopted.number == "411"
    amending.strike_entry(actor=director, entry_id=adopted.pk, reason="记重了", now=NOW)
    assert written(book, director, measure("开水房送水到床", director)).number == "412"


def test_an_improved_measure_still_shows_its_old_wording(books, director):
    entry = written(books["innovation"], director, measure("导诊台备轮椅两辆", director))
    better = measure("导诊台备轮椅五辆，扫码借用", director, status="已改进", reason="早上不够用")
    raw = {"day": NOW.date().isoformat(), "by": str(director.staff.pk), **better}
    amending.amend_entry(actor=director, entry_id=entry.pk, raw=raw, reason="改进", now=NOW)
    address = at(director.institution, f"ledgers/e/{entry.pk}/")
    page = words(signed_in(director).get(address))
    assert "导诊台备轮椅两辆" in page
    assert "导诊台备轮椅五辆，扫码借用" in page


def test_a_measure_that_was_not_carried_out_asks_what_is_done_about_it(books, director):
    book = books["measure_check"]
    failed = {"number": "62", "result": "没落实", "problem": "午间没有人"}
    with pytest.raises(ValidationError, match="没落实"):
        written(book, director, failed)
    assert written(book, director, failed, measure="午间加一人").is_abnormal
    assert not written(book, director, {"number": "62", "result": "落实"}).is_abnormal
