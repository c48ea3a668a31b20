"""Repeating rows. They are read by `reading`, since their columns may depend on each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes.codec import Codec
from houqin.forms.fieldtypes.references import split_lines
from houqin.forms.model import Field
from houqin.forms.values import Row

MOST_ROWS = 1000
_SPLIT = re.compile(r"((?:\\.|[^\\|])*)(?:\||$)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def raw_rows(field: Field, raw: Any) -> list[tuple[int, Mapping[str, Any]]]:
    """The rows with their numbers as sent; from JSON, from a page, or from lines of one cell."""
    numbers: Sequence[int] = range(MOST_ROWS + 1)
    if isinstance(raw, Mapping) and all(str(key).isdecimal() for key in raw):
        numbers = sorted(map(int, raw))  # as a page named them
    rows = split_lines(raw)
    if len(rows) > MOST_ROWS:
        raise UnreadableError(f"最多 {MOST_ROWS} 行。")
    found = list[tuple[int, Mapping[str, Any]]]()
    for number, row in zip(numbers, rows, strict=False):
        if isinstance(row, str):
            row = _cells(field, row)
        if not isinstance(row, Mapping):
            raise UnreadableError("请按行填写。")
        found.append((number, row))
    return found


def _cells(field: Field, line: str) -> dict[str, str]:
    """A line `大白菜 | 12.5 | 王芳 #3`, as `write_row` made it or as a person typed it."""
    parts: list[str] = _SPLIT.findall(line.strip())
    if parts and parts[-1] == "":
        parts.pop()
    if len(parts) > len(field.columns):
        names = " | ".join(column.label for column in field.columns)
        raise UnreadableError(f"一行应是 {names}。")
    return {
        column.code: _ESCAPED.sub(_unescape, part).strip()
        for column, part in zip(field.columns, parts, strict=False)
    }


def _unescape(found: re.Match[str]) -> str:
    return "\n" if found[1] == "n" else found[1]


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


class TableCodec(Codec):
    """Made with the codecs of the columns."""

    def __init__(self, codec_of: Any) -> None:
        self._codec_of = codec_of

    def read(self, field: Field, raw: Any, context: Context) -> None:
        raise NotImplementedError("rows are read by houqin.forms.reading")

    def plain(self, field: Field, value: Any) -> str:
        return "\n".join(self._line(field, row) for row in value)

    def _line(self, field: Field, row: Row) -> str:
        return " | ".join(
            _escape(self._codec_of(column).plain(column, row[column.code]))
            if column.code in row
            else ""
            for column in field.columns
        ).rstrip(" ")

    def canonical(self, field: Field, value: Any) -> list[dict[str, Any]]:
        return [self._each("canonical", field, row) for row in value]

    def revive(self, field: Field, data: Any) -> tuple[Row, ...]:
        return tuple(self._each("revive", field, row) for row in data)

    def text(self, field: Field, value: Any) -> str:
        lines = []
        for number, row in enumerate(value, 1):
            said = self._each("text", field, row)
            parts = (f"{c.label} {said[c.code]}" for c in field.columns if c.code in said)
            lines.append(f"{number}. {'，'.join(parts)}")
        return "\n".join(lines)

    def operand(self, field: Field, value: Any) -> Any:
        return tuple(self._each("operand", field, row) for row in value)

    def _each(self, what: str, field: Field, row: Mapping[str, Any]) -> dict[str, Any]:
        made = {}
        for column in field.columns:
            if column.code in row:
                codec = self._codec_of(column)
                made[column.code] = getattr(codec, what)(column, row[column.code])
        return made
