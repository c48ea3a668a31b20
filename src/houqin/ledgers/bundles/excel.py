"""A whole book as a workbook: every field as it stands, what happened to it, and its digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.paper.columns import label_of
from houqin.ledgers.paper.printing import volumes
from houqin.ledgers.paper.rows import Row
from houqin.ledgers.paper.sheets import form_now
from houqin.ui.exporting import Book as Workbook
from houqin.ui.exporting import list_workbook
from houqin.ui.tables import Column


def workbook(book: Book, entries: QuerySet[Entry]) -> tuple[Workbook, int]:
    """The file, to be closed by the caller, and how many entries it holds."""
    return list_workbook(book.title, _columns(book), _rows(entries))


def _rows(entries: QuerySet[Entry]) -> Iterator[Row]:
    for volume in volumes(entries.order_by("sequence")):
        for entry in volume:
            yield Row(entry)


def _columns(book: Book) -> list[Column]:
    fields = [field for field in form_now(book).fields if field.type not in ATTACHMENTS]
    return [
        Column("编号", lambda row: row.entry.number),
        Column("发生时间", lambda row: row.entry.happened_at, format="moment"),
        *(Column(label_of(field), _teller(field.code), width=18) for field in fields),
        Column("状态", _state),
        Column("异常", lambda row: "；".join(flag["message"] for flag in row.standing.flags)),
        Column("处理措施", lambda row: row.standing.measure),
        Column("场所", lambda row: row.entry.place_name),
        Column("填写人", lambda row: row.entry.author_name),
        Column("会签", lambda row: "、".join(one.signer_name for one in row.signed)),
        Column("记录时间", lambda row: row.entry.entered_at, format="moment"),
        Column("补录原因", lambda row: row.entry.late_reason),
        Column("更正", _corrections, width=40),
        Column("链上位置", lambda row: row.entry.sequence),
        Column("摘要", lambda row: row.entry.digest, width=66),
    ]


def _teller(code: str) -> Callable[[Row], str]:
    return lambda row: row.now.get(code, "")


def _state(row: Row) -> str:
    words: list[tuple[str, Any]] = [
        ("已划去", row.standing.is_struck), ("异常", row.standing.is_abnormal),
        ("补录", row.entry.is_late), ("更正过", row.standing.amendments > row.standing.is_struck),
    ]  # fmt: skip
    return "、".join(word for word, holds in words if holds)


def _corrections(row: Row) -> str:
    """Who changed what into what, and why."""
    told = []
    for note in row.notes():
        what = "".join(part["text"] for part in note["what"])
        told.append(f"{note['at']} {note['who']}：{what}")
    return "\n".join(told)
