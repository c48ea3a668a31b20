"""A book's template, and a refused file handed back with its bad cells marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from houqin.ledgers.importing.lookup import labels_for
from houqin.ledgers.importing.reading import FileReader
from houqin.ledgers.importing.table import LIMITS, Places, Table
from houqin.ledgers.models import Book, EntryImport
from houqin.org.member import Member
from houqin.ui import exporting
from houqin.ui.grids import grid
from houqin.ui.resources import Problem, as_cell

WHOLE = 5_000  # rows of a file that is handed back whole; of a larger one only the bad rows


def template(book: Book) -> exporting.Book:
    table = Table(book)
    labels = labels_for(table.form, place=table.has_own_place)
    return exporting.template_workbook(table.resource(labels), labels)


def marked(*, actor: Member, batch: EntryImport, now: datetime) -> exporting.Book:
    """Read anew, so that what was put right in the program since is no longer marked."""
    reader = FileReader(actor=actor, batch=batch, now=now)
    table = reader.table
    labels = labels_for(table.form, place=table.has_own_place)
    resource = table.resource(labels)
    problems: list[Problem] = []
    bad: set[int] = set()
    for chunk in reader.chunks():
        for row, cell, head, reason in chunk.problems[: WHOLE - len(problems)]:
            name = _name(table, reader.places, head)
            where = "" if batch.rows <= WHOLE or not cell else f"原表 {cell}："
            problems.append(Problem(row, cell, name, head, f"{where}{reason}"))
            bad.add(row)
    lines = _lines(batch, reader.places)
    if batch.rows > WHOLE:
        lines = (pair for pair in lines if pair[0] in bad)
    return exporting.marked_workbook(resource, labels, list(islice(lines, WHOLE)), problems)


def _name(table: Table, places: Places, head: str) -> str:
    """The field of the template that a head of the file is."""
    for at, column in places.form:
        if places.heads[at] == head:
            return column.path
    return next((word for word, at in places.own.items() if places.heads[at] == head), "")


def _lines(batch: EntryImport, places: Places) -> Iterator[tuple[int, dict[str, Any]]]:
    lines = grid(bytes(batch.content or b""), batch.file_name, LIMITS)
    is_below = False
    for number, line in enumerate(lines, 1):
        if not is_below:
            is_below = any(map(as_cell, line))
            continue
        cells = {c.path: line[at] for at, c in places.form if at < len(line)}
        cells |= {word: line[at] for word, at in places.own.items() if at < len(line)}
        if any(as_cell(cell) for cell in cells.values()):
            yield number, cells
