"""Entries as rows of a spreadsheet: flat columns, each item of a checklist its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from houqin.forms.fieldtypes import Cell, codec_of
from houqin.forms.fieldtypes.checklists import write_answer
from houqin.forms.model import Field, FieldType, Form, Item
from houqin.forms.values import Checked, Value


@dataclass(frozen=True, slots=True)
class Column:
    """`header` is unique in the form; a computed column is written, never read."""

    header: str
    field: Field
    item: Item | None = None

    @property
    def path(self) -> str:
        """Where refusals about the column point: `grams`, `cabinet.clean`."""
        return f"{self.field.code}.{self.item.code}" if self.item else self.field.code

    @property
    def computed(self) -> bool:
        return self.field.type is FieldType.COMPUTED


def columns(form: Form) -> list[Column]:
    """The columns of a form, in order."""
    made = list[Column]()
    for field in form.fields:
        if field.type is FieldType.CHECKLIST:
            made += [Column(f"{field.label}：{item.label}", field, item) for item in field.items]
        else:
            made.append(Column(_header(field), field))
    seen = Counter(column.header for column in made)
    return [
        Column(f"{column.header} [{column.path}]", column.field, column.item)
        if seen[column.header] > 1
        else column
        for column in made
    ]


def to_cells(form: Form, values: Mapping[str, Value]) -> list[Cell]:
    """One cell for each of `columns(form)`."""
    return [_cell(column, values.get(column.field.code)) for column in columns(form)]


def from_cells(form: Form, row: Mapping[str, Any]) -> dict[str, Any]:
    """What `read` understands, from cells by their headers (with or without the unit)."""
    raw: dict[str, Any] = {}
    for column in columns(form):
        value = row.get(column.header, row.get(column.field.label) if not column.item else None)
        if column.computed or value is None or value == "":
            continue
        if column.item:
            raw.setdefault(column.field.code, {})[column.item.code] = value
        else:
            raw[column.field.code] = value
    return raw


def strange_headers(form: Form, headers: Sequence[str]) -> list[str]:
    """Headers that are no column of the form: a slip, or another book's file."""
    known = {column.header for column in columns(form)}
    known |= {column.field.label for column in columns(form) if not column.item}
    return [header for header in headers if header and header not in known]


def _header(field: Field) -> str:
    if field.type is FieldType.TABLE:
        return f"{field.label}（{' | '.join(column.label for column in field.columns)}）"
    return f"{field.label}（{field.unit}）" if field.unit else field.label


def _cell(column: Column, value: Value | None) -> Cell:
    if value is None:
        return None
    if column.item and isinstance(value, Checked):
        answer = value.answers.get(column.item.code)
        return write_answer(answer) if answer else None
    return codec_of(column.field).cell(column.field, value)
