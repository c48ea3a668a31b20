"""What stands on a book's sheet, on one entry's form, and on a blank one: data for the setter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from houqin.forms import Field, FieldType, Form
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.paper.columns import Plan, breadths, label_of, plan
from houqin.ledgers.paper.rows import Part, Row, moment, part
from houqin.ledgers.paper.texts import for_paper
from houqin.ledgers.services.reading import form_of

Sheet = dict[str, Any]
_BLANK_ROWS = {True: 12, False: 20}
SIGNERS = ("填表人", "审核人")


@dataclass(frozen=True, slots=True)
class About:
    """What stands around the rows: whose book, by whom printed, when, of which days."""

    institution: str
    printed_by: str
    now: datetime
    first: date | None = None
    last: date | None = None
    volume: str = ""

    @property
    def period(self) -> str:
        if self.first is None and self.last is None:
            return self.volume or "全部记录"
        last = f"至{self.last or self.now:%Y年%m月%d日}"
        span = f"{self.first:%Y年%m月%d日}{last}" if self.first else f"截{last}"
        return " ".join(filter(None, (span, self.volume)))

    @property
    def made(self) -> str:
        return f"{self.printed_by} {moment(self.now)} 打印"


def with_all(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Entries with everything a sheet shows of them: four queries a chunk."""
    return rows.prefetch_related("amendments", "countersignatures", "version").defer("search")


def form_now(book: Book) -> Form:
    return form_of(book.current) if book.current else Form("none", book.title, 1, ())


def book_sheet(book: Book, entries: Iterable[Entry], about: About) -> Sheet:
    """The book's lines in the order in which they were written, as in a bound book."""
    form, timed = form_now(book), book.time_field
    layout = plan(form, but=timed)
    rows = [Row(entry, timed) for entry in entries]
    measured = any(row.standing.flags or row.standing.measure for row in rows)
    time_label = form.by_code[timed].label if timed in form.by_code else "发生时间"
    labels = ["编号", time_label, *layout.labels]
    if measured:
        labels.append("异常与处理")
    labels.append("填写人")
    cells = [_cells(row, layout, measured=measured) for row in rows]
    if not layout.rest and any(row.rest(layout) for row in rows):
        labels.insert(-2 if measured else -1, "其他内容")
        for row, line in zip(rows, cells, strict=True):
            line.insert(-2 if measured else -1, row.rest(layout))
    sheet = _around(book, about, kind="sheet", lying=layout.lying or len(labels) > 8)
    return sheet | {
        "labels": labels,
        "breadths": breadths(labels, [[_text(cell) for cell in line] for line in cells]),
        "rows": [
            {"n": row.entry.sequence, "cells": line} for row, line in zip(rows, cells, strict=True)
        ],
        "notes": [note for row in rows for note in row.notes()],
    }


def _cells(row: Row, layout: Plan, *, measured: bool) -> list[list[Part]]:
    line = [row.number(), row.when(), *(row.cell(field.code) for field in layout.fields)]
    if layout.rest:
        line.append(row.rest(layout))
    if measured:
        line.append(row.measure())
    return [*line, row.who()]


def _text(cell: list[Part]) -> str:
    return max("".join(one["text"] for one in cell).split("\n"), key=len)


def _around(book: Book, about: About, *, kind: str, lying: bool) -> Sheet:
    return around(book.title, f"台账代码：{book.code}", about, kind=kind, lying=lying)


def around(title: str, right: str, about: About, *, kind: str, lying: bool) -> Sheet:
    """A sheet with nothing on it yet."""
    return {
        "kind": kind,
        "title": for_paper(title),
        "institution": for_paper(about.institution),
        "left": for_paper(f"单位：{about.institution}"),
        "middle": about.period if kind == "sheet" else "",
        "right": for_paper(right),
        "lying": lying,
        "labels": [],
        "breadths": [],
        "rows": [],
        "lines": [],
        "notes": [],
        "blank": 0,
        "nothing": "这段时间没有记录。",
        "signers": list(SIGNERS),
        "made": for_paper(about.made),
    }


def entry_sheet(entry: Entry, about: About) -> Sheet:
    """One entry as a filled-in form."""
    row = Row(entry)
    lines = [_line("编号", row.number()), _line("发生时间", row.when())]
    for field in row.form.fields:
        if field.type not in ATTACHMENTS and (cell := row.cell(field.code)):
            lines.append(_line(label_of(field), cell))
    if row.measure():
        lines.append(_line("异常与处理", row.measure()))
    lines.append(_line("填写人", row.who()))
    lines.append(_line("记录时间", [part(moment(entry.entered_at))]))
    sheet = _around(entry.book, about, kind="one", lying=False)
    return sheet | {
        "lines": lines,
        "rows": [{"n": entry.sequence, "cells": []}],
        "notes": row.notes(),
    }


def _line(label: str, cell: list[Part], room: int = 0) -> dict[str, Any]:
    return {"label": for_paper(label), "cell": cell, "room": room}


def blank_sheet(book: Book, about: About) -> Sheet:
    """An empty form to be filled in with a pen: a table where the fields fit, else one page."""
    form = form_now(book)
    layout = plan(form, but=book.time_field)
    if layout.rest:
        lines = [_line("日期、时间", [], 8)]
        lines += [_line(label_of(f), _choices(f), _room(f)) for f in form.fields]
        lines += [_line("异常与处理", [], 16), _line("填写人签名", [], 8)]
        return _around(book, about, kind="one", lying=False) | {"lines": lines}
    labels = ["日期、时间", *layout.labels, "签名"]
    if "备注" not in labels:
        labels.insert(-1, "备注")
    return _around(book, about, kind="sheet", lying=layout.lying) | {
        "labels": labels,
        "breadths": breadths(labels, []),
        "blank": _BLANK_ROWS[layout.lying],
        "middle": "    年    月",
    }


def _choices(field: Field) -> list[Part]:
    """Boxes to tick."""
    if field.type is FieldType.YES_NO:
        return [part(f"□ {field.yes}    □ {field.no}")]
    if field.type is FieldType.CHECKLIST:
        lines = (f"{item.label}    □ 合格  □ 不合格  □ 不适用" for item in field.items)
        return [part("\n".join(lines))]
    if field.options:
        return [part("    ".join(f"□ {option.label}" for option in field.options))]
    return []


def _room(field: Field) -> int:
    if _choices(field):
        return 0
    return 22 if field.type in {FieldType.LONG_TEXT, FieldType.TABLE} else 8


__all__ = [
    "About",
    "Sheet",
    "around",
    "blank_sheet",
    "book_sheet",
    "entry_sheet",
    "form_now",
    "with_all",
]
