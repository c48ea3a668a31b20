"""迎检材料: numbered folders of PDFs and photos, and an index by the authority's own lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from django.core.exceptions import ValidationError

from houqin.ledgers.bundles.archive import Archive, safe
from houqin.ledgers.bundles.books import BookPart, Told, excel, pdfs, photos
from houqin.ledgers.bundles.index import INDEX, link, page
from houqin.ledgers.bundles.topics import Narrow
from houqin.ledgers.models import Amendment, Book
from houqin.ledgers.packing import RoomPart
from houqin.ledgers.paper.fonts import NoChineseFont
from houqin.ledgers.paper.printing import of_period
from houqin.ledgers.paper.rows import part as text_part
from houqin.ledgers.paper.sheets import About, around
from houqin.ledgers.paper.typesetting import set_pdf
from houqin.ledgers.services.pages import head_of

INDEX_PDF = "索引.pdf"
NO_ANSWER = "暂无对应材料"
NOTHING = "这些主题和日期里没有台账记录，也没有任务。请换主题，或把日期放宽。"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the checklist and the books that answer it."""

    said: str
    books: tuple[int, ...]


# Writes a room's folder, number n: the tasks of the same topics.
Room = Callable[[Archive, int, Told], RoomPart | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be in the folder. ``found``: books of which only entries with a word go in."""

    title: str
    books: Sequence[Book]
    lines: Sequence[Line] = ()
    with_photos: bool = True
    found: Sequence[Book] = ()
    narrow: Narrow | None = None
    words: Sequence[str] = ()
    rooms: Sequence[Room] = ()


def make_pack(path: Path, asked: Asked, about: About, *, base: str, tell: Told) -> None:
    """Write the zip: 索引, then a numbered folder for each book, then those of the rooms."""
    with Archive(path) as archive:
        books = [*asked.books, *asked.found]
        parts = [
            _book(archive, book, at, asked, about, base, tell) for at, book in enumerate(books, 1)
        ]
        rooms: list[RoomPart] = []
        for write in asked.rooms:
            room = write(archive, len(parts) + len(rooms) + 1, tell)
            rooms += [room] if room is not None else []
        if not parts and not rooms:
            raise ValidationError(NOTHING)
        rows = _rows(asked, parts, rooms)
        archive.put(INDEX, _html(asked, about, rows))
        try:
            archive.put(INDEX_PDF, _pdf(asked, about, rows))
        except NoChineseFont:
            return  # the page says the same


def _book(
    archive: Archive, book: Book, at: int, asked: Asked, about: About, base: str, tell: Told
) -> BookPart:
    part = BookPart(book, f"{at:02} {safe(book.title)}", head_of(book))
    entries = of_period(book, about.first, about.last)
    if book in asked.found and asked.narrow is not None:
        entries = asked.narrow(entries)
        part.only = f"只有提到“{'、'.join(asked.words)}”的"
    tell(0, book.title)
    excel(archive, part, entries)
    pdfs(archive, part, entries, about, base, tell)
    if asked.with_photos:
        amended = Amendment.objects.filter(book=book, entry__in=entries.order_by())
        photos(archive, part, entries, amended)
    tell(1, book.title)
    return part


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the index: what answers it, in words and with links to the files."""

    number: str
    said: str
    told: list[tuple[str, list[str]]]


def _rows(asked: Asked, parts: Sequence[BookPart], rooms: Sequence[RoomPart]) -> list[Row]:
    """The checklist's lines, or a line for each book; then what is answered by no line."""
    by_key = {part.book.pk: part for part in parts}
    rows: list[tuple[str, list[tuple[str, list[str]]]]] = []
    for at, line in enumerate(asked.lines):
        told = [_of_book(by_key[key]) for key in line.books if key in by_key]
        told += [
            (f"{room.folder}：{room.of_lines[at]}", room.files)
            for room in rooms if at < len(room.of_lines) and room.of_lines[at]
        ]  # fmt: skip
        rows.append((line.said, told))
    answered = {key for line in asked.lines for key in line.books}
    rows += [(p.book.title, [_of_book(p)]) for p in parts if p.book.pk not in answered]
    rows += [(room.title, [(f"{room.folder}：{room.said}", room.files)]) for room in rooms]
    return [Row(f"{at:02}", said, told) for at, (said, told) in enumerate(rows, 1)]


def _of_book(part: BookPart) -> tuple[str, list[str]]:
    return _told(part), [*part.pdfs, *([part.excel] if part.excel else [])]


def _told(part: BookPart) -> str:
    said = f"{part.folder}（{part.only + ' ' if part.only else ''}{part.entries:,} 条"
    return f"{said}，照片 {part.photos} 张）" if part.photos else f"{said}）"


def _html(asked: Asked, about: About, rows: Sequence[Row]) -> bytes:
    lines = []
    for row in rows:
        files = "<br>".join(
            f"{escape(said)}：{'，'.join(map(link, names))}" for said, names in row.told
        )
        lines.append(f"<tr><td>{row.number}<td>{escape(row.said)}<td>{files or NO_ANSWER}</tr>")
    body = (
        f"<h1>{escape(asked.title)}</h1><p>{escape(about.institution)}，{escape(about.period)}，"
        f"{escape(about.made)}</p><table><thead><tr><th>序号<th>检查要求<th>材料</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
        "<p>每页打印件上的二维码，可以扫码核对有没有改动。</p>"
    )
    return page(asked.title, body)


def _pdf(asked: Asked, about: About, rows: Sequence[Row]) -> bytes:
    cells = []
    for row in rows:
        told = "\n".join(said for said, _names in row.told) or NO_ANSWER
        line = [[text_part(row.number)], [text_part(row.said)], [text_part(told)]]
        cells.append({"n": 0, "cells": line})
    sheet = around(asked.title, "索引", about, kind="sheet", lying=False)
    return set_pdf(
        sheet | {
            "labels": ["序号", "检查要求", "材料"], "breadths": [3.0, 16.0, 14.0], "rows": cells,
            "signers": [],
        }
    )  # fmt: skip
