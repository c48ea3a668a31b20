"""What an entry shows in lists, on its page and in Excel: each field's text as it stands today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from houqin.forms import Field, FieldType, Form, revive, text_kept, text_of
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.standing import Standing, standing_from, standing_of

MASK = "＊＊＊"


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of an entry for people."""

    code: str
    label: str
    text: str
    flag: str = ""


def texts_of(form: Form, values: dict[str, Any]) -> dict[str, str]:
    """Field code → text, of what is filled in; computed ones too."""
    typed = revive(form, values)
    return {code: text_of(form, typed, code) for code in typed}


def shown(form: Form, standing: Standing) -> list[Shown]:
    """The entry's page: every filled-in field with what is wrong with it; photos stand apart."""
    texts = texts_of(form, standing.values)
    flags: dict[str, str] = {}
    for flag in standing.flags:
        code = flag["path"].partition(".")[0]
        flags[code] = "；".join(filter(None, (flags.get(code, ""), flag["message"].rstrip("。"))))
    return [
        Shown(field.code, field.label, texts[field.code], flags.get(field.code, ""))
        for field in form.fields
        if field.code in texts and field.type not in ATTACHMENTS
    ]


class Forms:
    """The forms that a book's entries were made with; older ones are asked for when one shows."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._known = {book.current.pk: form_of(book.current)} if book.current else {}

    def of(self, row: Entry) -> Form:
        if row.version_id not in self._known:
            self._known = {one.pk: form_of(one) for one in self.book.versions.all()}
        return self._known[row.version_id]


@dataclass(frozen=True, slots=True)
class _Correction:
    """An amendment as a list's query brings it."""

    is_strike: bool
    after: dict[str, Any] | None
    flags: list[dict[str, str]]
    measure: str


def standing(row: Entry) -> Standing:
    """Worked out once a row; lists bring the corrections with the rows."""
    known: Standing | None = getattr(row, "_standing", None)
    if known is None:
        told = getattr(row, "corrections", None)
        if told is None:
            known = standing_of(row)
        else:
            known = standing_from(row, [_Correction(**one) for one in told])
        row._standing = known  # type: ignore[attr-defined]
    return known


def cell(row: Entry, field: Field, form: Form) -> str:
    """One field in a list: masked where it is about somebody's health, family or papers."""
    text = text_kept(form, standing(row).values, field.code)
    return MASK if field.sensitive and text else _short(text)


def _short(text: str) -> str:
    line = text.replace("\n", "；")
    return line if len(line) <= 40 else f"{line[:39]}…"


def in_excel(form: Form) -> list[Field]:
    """Every field a cell can hold."""
    return [field for field in form.fields if field.type not in ATTACHMENTS]


def in_list(form: Form) -> list[Field]:
    return [field for field in form.listed if field.type is not FieldType.LONG_TEXT][:5]
