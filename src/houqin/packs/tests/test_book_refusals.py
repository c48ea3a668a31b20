"""A slip in a book is refused with a sentence that names the file, the book and what is wrong."""

import shutil
from pathlib import Path

import pytest

from houqin.packs import books, reading
from houqin.packs.reading import PackError

PACKS = Path(books.__file__).parent
SOUND = """
[[book]]
code = "probe"
title = "试验台账"
domain = "safety"
purpose = "试一试。"
writers = ["director"]
keep = { min = 1, unit = "year", from = "record", basis = "product_default" }
field = ["at", "by"]
"""


@pytest.fixture
def packs(tmp_path, monkeypatch):
    """A copy of the packs that a test may spoil; gives a function that adds a file and reads."""
    for folder in ("law", "school"):
        shutil.copytree(PACKS / folder / "books", tmp_path / folder / "books")
    monkeypatch.setattr(reading, "files", lambda _package: tmp_path)
    books.later_of.cache_clear()

    def with_file(text, folder="school", name="probe.toml"):
        (tmp_path / folder / "books" / name).write_text(text, encoding="utf-8")
        return {book.code: book for book in books._books_of.__wrapped__("school")}

    yield with_file
    books.later_of.cache_clear()


def test_a_sound_book_is_read_with_its_defaults(packs):
    book = packs(SOUND)["probe"]
    assert book.time_field == "at"
    assert book.back_dating_days == 30
    assert book.layout == "试验台账"
    assert book.retention.months == 12
    assert [field["code"] for field in book.form["field"]] == ["at", "by"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"director"', '"king"', "king 不在可选范围"),
        ("writers", "writer", "有不认识的字段 writer"),
        ('purpose = "试一试。"\n', "", "缺少“purpose”"),
        ('"safety"', '"magic"', "magic 不存在"),
        ('"year"', '"fortnight"', "fortnight 不在可选范围"),
        ("min = 1", "min = 0", "大于 0"),
        ("min = 1,", "min = 1, note = 'x',", "有不认识的字段 note"),
        ('["at", "by"]', '["at", "bye"]', "common.toml 没有的字段 bye"),
        ('["at", "by"]', '["at", { use = "by", label = "" }]', "label"),
        ('["at", "by"]', '["at", { code = "x", label = "数", type = "number" }]', "数"),
        (
            '["at", "by"]',
            '["at", "by"]\nper = { what = "room", field = "place" }',
            "place 不在表格里",
        ),
        (
            '["at", "by"]',
            '["at", "by"]\nper = { what = "moon", field = "by" }',
            "moon 不在可选范围",
        ),
        ('["at", "by"]', '["at", "by"]\ntime_field = "then"', "then 不在表格里"),
        ('["at", "by"]', '["at", "by"]\nneeds = ["has_moat"]', "has_moat 不在可选范围"),
        (
            '["at", "by"]',
            '["at", "by"]\nrule = [{ expression = "by >", message = "不对。" }]',
            "rule|规则",
        ),
        ('"试验台账"', '"食品留样记录"', "食品留样记录 重复"),
        ('"probe"', '"patrol"', "patrol 重复"),
        ('["at", "by"]', '["at", "by"]\nalso = ["visitor"]', "visitor 写了两处"),
        ('["at", "by"]', '["at", "by"]\nalso = ["repair_log"]', "repair_log 写了两处"),
        ('code = "probe"', 'extends = "nothing"', "nothing 不存在"),
    ],
)
def test_a_slip_says_where_it_is(packs, old, new, message):
    assert old in SOUND
    with pytest.raises(PackError, match=message) as caught:
        packs(SOUND.replace(old, new))
    named = "school/books/probe.toml" in str(caught.value)
    assert named or "probe" in str(caught.value) or "写了两处" in str(caught.value)


def test_an_extension_cannot_add_a_field_twice(packs):
    with pytest.raises(PackError, match=r"school/books/probe.toml.*patrol.*重复"):
        packs('[[book]]\nextends = "patrol"\nfield = ["place"]')


def test_an_extension_keeps_the_law_and_replaces_what_it_says(packs):
    before = packs(SOUND)["patrol"]
    after = packs('[[book]]\nextends = "patrol"\ntitle = "校园巡查"\nfield = ["note"]')["patrol"]
    assert after.title == "校园巡查"
    assert after.retention == before.retention
    assert after.writers == before.writers
    assert len(after.form["field"]) == len(before.form["field"]) + 1


def test_a_file_that_is_no_toml_is_named(packs):
    with pytest.raises(PackError, match=r"school/books/probe.toml 不是合法的 TOML"):
        packs("[[book]]\ncode = ")


def test_an_unknown_ledger_is_not_guessed():
    with pytest.raises(PackError, match="没有台账 lost_book"):
        books.book_for("school", "lost_book")
