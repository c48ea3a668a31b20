"""Short and long text, and what a scanner read."""

from __future__ import annotations

import re
from typing import Any

from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes.codec import Codec
from houqin.forms.model import Field, FieldType

LONGEST = {FieldType.TEXT: 500, FieldType.LONG_TEXT: 20_000, FieldType.SCAN: 500}

# Control characters, halves of pairs, non-characters: no database, spreadsheet or print keeps them.
_UNKEEPABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_NEWLINES = re.compile("\r\n?|[\u2028\u2029]")
_BREAKS = re.compile(r"[\t\n]")


def clean(text: str) -> str:
    """What can be kept of a text: without control characters, each line break a newline."""
    return _UNKEEPABLE.sub("", _NEWLINES.sub("\n", text)).strip()


def one_line(text: str) -> str:
    return _BREAKS.sub(" ", clean(text)).strip()


def as_text(raw: Any) -> str:
    """What a page, JSON or a spreadsheet gives for text: 123.0 of a spreadsheet is 123."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise UnreadableError("请填文字。")
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)


class TextCodec(Codec):
    def read(self, field: Field, raw: Any, context: Context) -> str | None:
        text = as_text(raw)
        text = clean(text) if field.type is FieldType.LONG_TEXT else one_line(text)
        if len(text) > LONGEST[field.type]:
            raise UnreadableError(f"最多 {LONGEST[field.type]} 字，现在有 {len(text)} 字，请缩短。")
        return text or None

    def plain(self, field: Field, value: Any) -> str:
        return str(value)
