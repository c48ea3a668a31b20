"""A book's filtered entries as a workbook that the same book's import understands.

Each entry stands as it is today; what was corrected stands on a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from houqin.forms import Column as FormColumn
from houqin.forms import FieldType, Form, Ref, Value, columns, revive, to_cells
from houqin.forms.model import ATTACHMENTS, REFERENCES
from houqin.ledgers import cells
from houqin.ledgers.importing.lookup import shared_names
from houqin.ledgers.importing.table import HAPPENED, LATE, MEASURE, NUMBER, PLACE, Table
from houqin.ledgers.listing import state_words, with_what_rows_show
from houqin.ledgers.models import Amendment, Book, Entry
from houqin.ledgers.services.reading import form_of
from houqin.ui import exporting
from houqin.ui.tables import Column

_CHUNK = 2_000


def workbook(book: Book, rows: QuerySet[Entry]) -> tuple[exporting.Book, int]:
    """The file and how many entries it holds; written as they are read."""
    ordered = with_what_rows_show(rows).defer(None).defer("search")
    ordered = ordered.order_by("-happened_at", "-pk")
    made, counts = exporting.lists_workbook(
        [
            ("记录", _Records(book).columns(), ordered.iterator(chunk_size=_CHUNK)),
            ("更正", _CORRECTED, _corrections(book, rows)),
        ]
    )
    return made, counts[0]


class _Records:
    """The columns of the sheet: the form's, older forms' that it no longer has, the record's."""

    def __init__(self, book: Book) -> None:
        self.book, self.forms, self.table = book, cells.Forms(book), Table(book)
        self.shared = shared_names()
        self._plans: dict[int, list[FormColumn]] = {}

    def columns(self) -> list[Column]:
        own = self.table.own
        heads = dict.fromkeys(c.header for c in self.table.columns if _fits(c))
        for version in self.book.versions.order_by("-number"):
            heads |= dict.fromkeys(c.header for c in columns(form_of(version)) if _fits(c))
        return [
            Column(own(NUMBER), "number", width=14),
            Column(own(HAPPENED), "happened_at", format="moment"),
            *(Column(head, self._teller(head), width=18) for head in heads),
            *([Column(own(PLACE), "place_name")] if self.table.has_own_place else []),
            Column(own(MEASURE), lambda row: cells.standing(row).measure),
            Column(own(LATE), "late_reason"),
            Column(own("状态"), state_words),
            Column(own("填写人"), "author_name"),
            Column(own("记录时间"), "entered_at", format="moment"),
            Column(own("附件"), _files),
            Column(own("摘要"), "digest", width=66),
        ]

    def _teller(self, head: str) -> Any:
        return lambda row: self._cells(row).get(head)

    def _cells(self, row: Entry) -> dict[str, Any]:
        known: dict[str, Any] | None = getattr(row, "_cells", None)
        if known is None:
            form = self.forms.of(row)
            plan = self._plan(row.version_id, form)
            values = revive(form, cells.standing(row).values)
            told = zip(plan, to_cells(form, values), strict=True)
            known = {c.header: self._told(c, values.get(c.field.code), cell) for c, cell in told}
            row._cells = known  # type: ignore[attr-defined]
        return known

    def _plan(self, version_id: int, form: Form) -> list[FormColumn]:
        if version_id not in self._plans:
            self._plans[version_id] = columns(form)
        return self._plans[version_id]

    def _told(self, column: FormColumn, value: Value | None, cell: Any) -> Any:
        """Names without their numbers, unless two bear them; figures as plain figures."""
        kind = column.field.type
        if value is not None and kind in REFERENCES:
            refs = value if isinstance(value, tuple) else (value,)
            twice = self.shared.get(kind, set())
            named = [ref for ref in refs if isinstance(ref, Ref)]
            return "\n".join(f"{r.name} #{r.id}" if r.name in twice else r.name for r in named)
        if isinstance(cell, Decimal) and kind is not FieldType.MONEY:
            return float(cell)
        return cell


def _fits(column: FormColumn) -> bool:
    return column.field.type not in ATTACHMENTS


def _files(row: Entry) -> int | None:
    return len(row.file_hashes) or None


_CORRECTED = [
    Column("编号", lambda line: line[0], width=14),
    Column("更正时间", lambda line: line[1], format="moment"),
    Column("更正人", lambda line: line[2]),
    Column("做法", lambda line: line[3]),
    Column("项目", lambda line: line[4]),
    Column("更正前", lambda line: line[5], width=24),
    Column("更正后", lambda line: line[6], width=24),
    Column("原因", lambda line: line[7], width=30),
]


def _corrections(book: Book, rows: QuerySet[Entry]) -> Iterator[tuple[Any, ...]]:
    """A line for each field that differs, and one for each strike."""
    forms = cells.Forms(book)
    found = Amendment.objects.filter(book=book, entry__in=rows.order_by().values("pk"))
    for one in found.select_related("entry").defer("search").iterator(chunk_size=_CHUNK):
        about = (one.entry.number, one.entered_at, one.author_name)
        if one.is_strike:
            yield (*about, "划去", "", "", "", one.reason)
            continue
        form = forms.of(one.entry)
        before, after = cells.texts_of(form, one.before), cells.texts_of(form, one.after or {})
        for field in form.fields:
            old, new = before.get(field.code, ""), after.get(field.code, "")
            if old != new:
                yield (*about, "更正", field.label, old, new, one.reason)
