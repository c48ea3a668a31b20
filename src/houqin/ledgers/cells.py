"""What an entry shows in lists, on its page and in Excel: each field's text as it stands today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from houqin.forms import Field, FieldType, Form, revive, text_of
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.models import Entry
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.standing import Standing, standing_of

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


def standing(row: Entry) -> Standing:
    """Worked out once a row; lists prefetch the amendments."""
    known: Standing | None = getattr(row, "_standing", None)
    if known is None:
        known = standing_of(row)
        row._standing = known  # type: ignore[attr-defined]
    return known


def cell(row: Entry, field: Field) -> str:
    """One field in a list: masked where it is about somebody's health, family or papers."""
    text = cell_in_excel(row, field)
    return MASK if field.sensitive and text else _short(text)


def cell_in_excel(row: Entry, field: Field) -> str:
    texts: dict[str, str] | None = getattr(row, "_texts", None)
    if texts is None:
        texts = texts_of(form_of(row.version), standing(row).values)
        row._texts = texts  # type: ignore[attr-defined]
    return texts.get(field.code, "")


def _short(text: str) -> str:
    line = text.replace("\n", "；")
    return line if len(line) <= 40 else f"{line[:39]}…"


def in_excel(form: Form) -> list[Field]:
    """Every field a cell can hold."""
    return [field for field in form.fields if field.type not in ATTACHMENTS]


def in_list(form: Form) -> list[Field]:
    return [field for field in form.listed if field.type is not FieldType.LONG_TEXT][:5]
