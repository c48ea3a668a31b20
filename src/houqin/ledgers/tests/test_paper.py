"""Sheets on paper: texts arrive as typed, corrections show, each page proves itself."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pypdfium2
import pytest
import segno
from django.core.exceptions import ValidationError
from django.test import Client
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from houqin.core import clock
from houqin.core.row_security import APP_ROLE
from houqin.files.testing import make_photo
from houqin.forms import form_from
from houqin.journal.models import JournalEntry
from houqin.ledgers.models import Entry
from houqin.ledgers.paper import columns, fonts, printing, texts, typesetting, word
from houqin.ledgers.paper.rows import part
from houqin.ledgers.paper.sheets import About, around, blank_sheet, form_now, with_all
from houqin.ledgers.services import amending, layouts, pages
from houqin.ledgers.testing import SAMPLE_FORM, make_book, make_entry
from houqin.org.testing import at, signed_in

BASE = "https://houqin.example/v/qinghe/"
NASTY = ["#let x = 1", "$a$", "\\", "*bold* _it_", "`raw`", "<label>", "@ref", "// no", "😀",
         "x" * 400, "]", "#{", "= h", "é" * 50, "{{ x }}", "\u202ex", '"', "\x07\x1b"]  # fmt: skip


def about():
    return About("青禾小学", "王主任", clock.now())


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return re.sub(r"[\s\u200b\ufffe\ufeff]", "", found)


def plain(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", texts.for_paper(text))


def sheet_with(cells: list[str]) -> dict:
    rows = [{"n": 1, "cells": [[part(one)] for one in cells]}]
    labels = [f"列{n}" for n in range(len(cells))]
    sheet = around(cells[0] or "无", cells[-1], about(), kind="sheet", lying=False)
    return sheet | {"labels": labels, "breadths": [10.0] * len(labels), "rows": rows}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(NASTY) | st.text(max_size=60) | st.text("#$\\*[]{}()<>@=`", max_size=20),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_whatever_is_typed_is_set_and_never_read_as_a_command(cells):
    assert typesetting.set_pdf(sheet_with(cells)).startswith(b"%PDF")


def test_nasty_texts_stand_on_the_paper_as_they_were_typed():
    for nasty in ("#let x = 1", "$a + b$", "\\n *b* _i_ `c`", "<label> @ref // no", "x" * 200):
        assert plain(nasty) in text_of(typesetting.set_pdf(sheet_with([nasty, "尾"])))


@pytest.fixture
def book(institution, director):
    return make_book(title="食品留样", code="sample", backdate_days=None)


def rows_of(book):
    return list(with_all(Entry.objects.filter(book=book).order_by("sequence")))


def test_a_book_shows_what_was_struck_and_what_stood_before(book, director, principal):
    first = make_entry(book, director, now=clock.now(), raw={"dish": "红烧肉"})
    make_entry(book, director, now=clock.now(), raw={"dish": "青菜"})
    wrong = make_entry(book, director, now=clock.now(), raw={"dish": "记错的菜"})
    raw = {"meal": "午餐", "dish": "红烧鱼", "grams": "150", "temperature": "4"}
    amending.amend_entry(
        actor=director, entry_id=first.pk, raw=raw, reason="看错了", now=clock.now()
    )
    amending.strike_entry(actor=director, entry_id=wrong.pk, reason="重复", now=clock.now())
    amending.countersign(actor=principal, entry_id=first.pk, note="属实", now=clock.now())
    said = text_of(printing.book_pdf(book, rows_of(book), about(), base=BASE))
    wanted = (
        "食品留样", "青禾小学", "红烧肉红烧鱼", "青菜", "记错的菜", "已划去", "看错了", "重复",
        "会签：属实", "填表人", "审核人", "第1页，共1页", "克数（克）",
    )  # fmt: skip
    assert [one for one in wanted if one not in said] == []


def test_the_head_is_repeated_and_every_page_has_its_own_mark(book, director, monkeypatch):
    for _n in range(60):
        make_entry(book, director, now=clock.now())
    seen = {}
    real = pages.addresses

    def spy(*given):
        seen.update(real(*given))
        return seen

    monkeypatch.setattr(printing, "addresses", spy)
    made = printing.book_pdf(book, rows_of(book), about(), base=BASE)
    document = pypdfium2.PdfDocument(made)
    assert len(document) == len(seen) >= 2
    for page in document:
        assert "菜名" in page.get_textpage().get_text_range()
    spans = [re.search(r"/(\d+)-(\d+)-60/", address).groups() for address, _said in seen.values()]
    assert int(spans[0][0]) == 1
    assert int(spans[-1][1]) == 60
    document.close()


def test_photos_stand_as_small_pictures_and_a_single_entry_has_a_form(book, director):
    photo = make_photo(director, seed=3)
    entry = make_entry(book, director, now=clock.now(), raw={"photos": [str(photo.pk)]})
    (row,) = rows_of(book)
    assert len(printing.pictures_of([row])) == 1
    made = printing.entry_pdf(entry, about(), base=BASE)
    said = text_of(made)
    assert "照片" in said
    assert plain(f"{entry.number}") in said


def test_blank_forms_have_boxes_or_empty_lines(book):
    said = text_of(printing.blank_pdf(book, about()))
    assert "菜名" in said
    many = make_book(
        title="大检查", code="big",
        form={"code": "big", "title": "大检查", "field": [
            {"code": f"f{n}", "label": f"项目{n}", "type": "choice", "options": ["好", "差"]}
            for n in range(16)
        ]},
    )  # fmt: skip
    assert blank_sheet(many, about())["kind"] == "one"
    assert "□好" in text_of(printing.blank_pdf(many, about()))


def test_many_fields_lie_on_their_side_and_the_rest_share_a_column():
    def form_of(count):
        fields = [{"code": f"f{n}", "label": f"项{n}", "type": "text"} for n in range(count)]
        return form_from({"code": "x", "title": "x", "field": fields})

    assert not columns.plan(form_from(SAMPLE_FORM)).lying
    assert columns.plan(form_of(10)).lying
    wide = columns.plan(form_of(20))
    assert wide.lying
    assert len(wide.fields) + len(wide.rest) == 20
    assert wide.labels[-1] == columns.REST


def test_without_a_chinese_font_one_sentence_says_so(book, director, monkeypatch):
    fonts.chosen.cache_clear()
    monkeypatch.setattr(fonts, "WANTED", ("No Such Font",))
    make_entry(book, director, now=clock.now())
    answer = signed_in(director).get(at(director.institution, "ledgers/b/sample/paper/pdf/"))
    fonts.chosen.cache_clear()
    assert answer.status_code == 422
    assert "没有中文字体" in answer.content.decode()


# -- the QR of a page


def page_address(book, first, last):
    ((address, _said),) = pages.addresses(
        book, {1: [first, last]}, pages.head_of(book).sequence, f"/v/{book.institution.code}/"
    ).values()
    return address


def check(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_printed_page_is_checked_by_anybody_without_showing_contents(book, director):
    for _n in range(4):
        make_entry(book, director, now=clock.now(), raw={"dish": "保密的菜"})
    said = check(page_address(book, 1, 3))
    assert "没有改动" in said
    assert "保密的菜" not in said
    assert director.name not in said
    assert JournalEntry.objects.filter(action="ledgers.page_checked").count() == 1


@pytest.mark.parametrize("change", ["UPDATE ledgers_entry SET values = '{}' WHERE sequence = 2",
                                    "DELETE FROM ledgers_entry WHERE sequence = 2"])  # fmt: skip
def test_a_changed_or_removed_row_of_the_page_is_seen(change, book, director):
    from django.db import connection

    for _n in range(4):
        make_entry(book, director, now=clock.now())
    address, other = page_address(book, 1, 3), page_address(book, 3, 4)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(change)
        cursor.execute(f"SET ROLE {APP_ROLE}")
    assert "对不上" in check(address)
    assert "没有改动" in check(other)


def test_a_forged_address_does_not_match_and_later_corrections_are_counted(book, director):
    made = [make_entry(book, director, now=clock.now()) for _n in range(3)]
    address = page_address(book, 1, 2)
    digest = address.rstrip("/").rsplit("/", 1)[-1]
    assert "对不上" in check(address.replace(digest, "0" * 32))
    assert "对不上" in check(address.replace("/1-2-3/", "/1-2-2/").replace(digest, "f" * 32))
    assert "对不上" in check(address.replace("/1-2-", f"/1-{10**30}-"))
    amending.strike_entry(actor=director, entry_id=made[0].pk, reason="重复", now=clock.now())
    said = check(address)
    assert "没有改动" in said
    assert "1 条划去" in said
    assert Client().get(address.replace("/sample/", "/other/")).status_code == 404


def test_a_flood_is_slowed_down(book, director, monkeypatch):
    from houqin.core.limit import Buckets
    from houqin.ledgers.views import pages as view
    from houqin.org import outside

    monkeypatch.setattr(outside, "_buckets", Buckets())
    monkeypatch.setattr(outside, "monotonic", lambda: 7.0)
    make_entry(book, director, now=clock.now())
    address = page_address(book, 1, 1)
    codes = [Client().get(address).status_code for _n in range(view.PER_MINUTE + 1)]
    assert codes[-1] == 429
    assert set(codes[:-1]) == {200}


# -- a book's own Word layout


def word_with(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_sample_made_of_a_books_fields_can_be_filled_in_as_it_is(book, director):
    make_entry(book, director, now=clock.now(), raw={"dish": "<红烧&肉> {{ 7*7 }}"})
    made = layouts.tried(book, word.sample(form_now(book), book.title), about())
    assert "<红烧&肉> {{ 7*7 }}" in words(made)
    assert "150" in words(made)


def test_a_layout_can_carry_the_qr_by_which_its_rows_are_checked(book, director):
    for dish in ("青菜", "豆腐"):
        make_entry(book, director, now=clock.now(), raw={"dish": dish})
    client, institution = signed_in(director), director.institution
    upload = BytesIO(word_with("核对 {{ 验真二维码 }} {{ 验真说明 }}"))
    upload.name = "版式.docx"
    client.post(at(institution, "ledgers/b/sample/layout/"), {"file": upload})
    made = client.get(at(institution, "ledgers/b/sample/paper/word/")).content
    assert "扫码核对这 2 条有没有改动" in words(made)
    with zipfile.ZipFile(BytesIO(made)) as held:
        (picture,) = [name for name in held.namelist() if name.startswith("word/media/")]
        printed = held.read(picture)
    base = f"http://testserver/v/{institution.code}/"
    address, _said = printing.mark_of(book, list(Entry.objects.filter(book=book)), base)
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="png", scale=6, border=2)
    assert printed == drawn.getvalue()
    assert address.startswith(f"{base}sample/1-2-2/")
    assert "相符" in Client().get(address.removeprefix("http://testserver")).content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 没有的标签 }}", "没有的标签"),
        ("{% for 行 in 记录 %}{{ 行.salt }}{% endfor %}", "salt"),
        ("{% for 行 in 记录 %}没有结束", "写得不完整"),
        ("{{ 台账 ", "“{{ 台账”附近写得不完整"),
        ("{{ 台账 {{ 单位 }}", "“{{ 台账 {{ 单位 }}”附近写得不完整"),
        ("{{ 台账.__class__.__mro__ }}", "标签"),
        ("{% for x in range(1000000000) %}{% endfor %}", "range"),
    ],
)
def test_a_bad_layout_is_refused_with_the_tag_that_is_wrong(text, said, book, director):
    make_entry(book, director, now=clock.now())
    with pytest.raises(ValidationError, match=said):
        layouts.set_layout(
            actor=director, book=book, name="a.docx", content=word_with(text), about=about(),
            now=clock.now(),
        )  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"x" * 3_000_000])
def test_what_is_no_word_file_is_refused(content, book, director):
    with pytest.raises(ValidationError):
        word.checked("a.docx", content)


def test_an_own_layout_is_used_from_then_on_and_can_be_taken_away(book, director):
    make_entry(book, director, now=clock.now())
    client, institution = signed_in(director), director.institution
    upload = BytesIO(word_with("本校格式 {{ 台账 }} {% for 行 in 记录 %}{{ 行.dish }}{% endfor %}"))
    upload.name = "版式.docx"
    answer = client.post(at(institution, "ledgers/b/sample/layout/"), {"file": upload})
    assert answer.status_code == 302
    made = client.get(at(institution, "ledgers/b/sample/paper/word/"))
    assert "本校格式 食品留样 红烧肉" in words(made.content)
    assert client.get(at(institution, "ledgers/b/sample/layout/preview/")).status_code == 200
    client.post(at(institution, "ledgers/b/sample/layout/remove/"))
    made = client.get(at(institution, "ledgers/b/sample/paper/word/"))
    assert "本校格式" not in words(made.content)


def bureau_form(*lines: list[str], blanks: int = 0) -> BytesIO:
    """A form as the bureau sends it: heads and blanks, no tags."""
    document = Document()
    document.add_paragraph("区教育局制")
    table = document.add_table(len(lines) + blanks, len(lines[0]))
    for number, line in enumerate(lines):
        for cell, text in zip(table.rows[number].cells, line, strict=True):
            cell.text = text
    upload = BytesIO()
    document.save(upload)
    upload.seek(0)
    upload.name = "局表.docx"
    return upload


@pytest.mark.parametrize(
    ("lines", "blanks", "expected"),
    [
        ([["序号", "菜 名：", "克数（克）", "记录人", "印章"]], 4, "1\n红烧肉\n150 克\n"),
        (
            [["菜名", "", "克数", ""], ["备注说明", "", "填表人", ""]],
            0,
            "菜名\n红烧肉\n克数\n150 克",
        ),
    ],
    ids=["a line for each entry", "a page for each entry"],
)
def test_a_form_without_tags_is_filled_where_its_heads_are_ours(
    lines, blanks, expected, book, director
):
    for _n in range(2):
        make_entry(book, director, now=clock.now())
    client, institution = signed_in(director), director.institution
    address = at(institution, "ledgers/b/sample/layout/")
    answer = client.post(address, {"file": bureau_form(*lines, blanks=blanks)}, follow=True)
    assert "认出了" in answer.content.decode()
    made = words(client.get(at(institution, "ledgers/b/sample/paper/word/")).content)
    assert expected in made
    assert "区教育局制" in made
    assert made.count("红烧肉") == 2
    assert "{" not in made


def test_a_form_that_would_be_printed_empty_is_refused(book, director):
    upload = bureau_form(["车牌", "里程"], blanks=2)
    answer = signed_in(director).post(
        at(director.institution, "ledgers/b/sample/layout/"), {"file": upload}
    )
    assert answer.status_code == 422
    assert "印出来会是空的" in answer.content.decode()
