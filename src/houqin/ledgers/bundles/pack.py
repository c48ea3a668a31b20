"""迎检材料: numbered folders of PDFs and photos, and an index by the authority's own lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from houqin.ledgers.bundles.archive import Archive, safe
from houqin.ledgers.bundles.books import BookPart, Told, excel, pdfs, photos
from houqin.ledgers.bundles.index import INDEX, link, page
from houqin.ledgers.models import Amendment, Book
from houqin.ledgers.paper.fonts import NoChineseFont
from houqin.ledgers.paper.printing import of_period
from houqin.ledgers.paper.rows import part as text_part
from houqin.ledgers.paper.sheets import About, around
from houqin.ledgers.paper.typesetting import set_pdf
from houqin.ledgers.services.pages import head_of

INDEX_PDF = "索引.pdf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the checklist and the books that answer it."""

    said: str
    books: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be in the folder."""

    title: str
    books: Sequence[Book]
    lines: Sequence[Line] = ()
    with_photos: bool = True


def make_pack(path: Path, asked: Asked, about: About, *, base: str, tell: Told) -> None:
    """Write the zip: 索引, then a numbered folder for each book."""
    with Archive(path) as archive:
        parts = [
            _book(archive, book, at, asked, about, base, tell)
            for at, book in enumerate(asked.books, 1)
        ]
        rows = _rows(asked, parts)
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
    tell(0, book.title)
    excel(archive, part, entries)
    pdfs(archive, part, entries, about, base, tell)
    if asked.with_photos:
        amended = Amendment.objects.filter(book=book, entry__in=entries.order_by())
        photos(archive, part, entries, amended)
    tell(1, book.title)
    return part


Row = tuple[str, str, list[BookPart]]


def _rows(asked: Asked, parts: Sequence[BookPart]) -> list[Row]:
    """(number, line, books): the checklist's lines, or a line for each book."""
    by_key = {part.book.pk: part for part in parts}
    if not asked.lines:
        return [(f"{at:02}", part.book.title, [part]) for at, part in enumerate(parts, 1)]
    return [
        (f"{at:02}", line.said, [by_key[key] for key in line.books if key in by_key])
        for at, line in enumerate(asked.lines, 1)
    ]


def _told(part: BookPart) -> str:
    said = f"{part.folder}（{part.entries:,} 条"
    return f"{said}，照片 {part.photos} 张）" if part.photos else f"{said}）"


def _html(asked: Asked, about: About, rows: Sequence[Row]) -> bytes:
    lines = []
    for number, said, parts in rows:
        files = "<br>".join(
            f"{escape(_told(one))}：" + "，".join(link(name) for name in [*one.pdfs, one.excel])
            for one in parts
        )
        lines.append(f"<tr><td>{number}<td>{escape(said)}<td>{files or '暂无对应台账'}</tr>")
    body = (
        f"<h1>{escape(asked.title)}</h1><p>{escape(about.institution)}，{escape(about.period)}，"
        f"{escape(about.made)}</p><table><thead><tr><th>序号<th>检查要求<th>材料</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
        "<p>每页打印件上的二维码，可以扫码核对有没有改动。</p>"
    )
    return page(asked.title, body)


def _pdf(asked: Asked, about: About, rows: Sequence[Row]) -> bytes:
    cells = []
    for number, said, parts in rows:
        told = "\n".join(_told(one) for one in parts) or "暂无对应台账"
        cells.append({"n": 0, "cells": [[text_part(number)], [text_part(said)], [text_part(told)]]})
    sheet = around(asked.title, "索引", about, kind="sheet", lying=False)
    return set_pdf(
        sheet | {
            "labels": ["序号", "检查要求", "材料"], "breadths": [3.0, 16.0, 14.0], "rows": cells,
            "signers": [],
        }
    )  # fmt: skip
