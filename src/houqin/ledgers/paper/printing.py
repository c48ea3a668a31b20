"""Books printed: a period, an entry, a blank form; each page with its own QR."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from houqin.files import storage
from houqin.files.public import AttachedFile, attachments_of
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.paper import sheets
from houqin.ledgers.paper.rows import moment
from houqin.ledgers.paper.sheets import About
from houqin.ledgers.paper.texts import for_paper
from houqin.ledgers.paper.typesetting import Mark, Picture, set_pdf
from houqin.ledgers.services.pages import addresses, head_of

AT_ONCE = 1_000  # rows; more are put together in the background
A_VOLUME = 2_000
MOST_PHOTOS = 60


def of_period(book: Book, first: date | None, last: date | None) -> QuerySet[Entry]:
    """The book's entries that happened then, in the order of writing."""
    rows = Entry.objects.filter(book=book)
    if first:
        rows = rows.filter(happened_at__gte=_midnight(first))
    if last:
        rows = rows.filter(happened_at__lt=_midnight(last + timedelta(days=1)))
    return rows.order_by("sequence")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def volumes(rows: QuerySet[Entry]) -> Iterator[list[Entry]]:
    """The rows by the volume, so that a book of a hundred thousand never is in memory."""
    after = 0
    while found := list(sheets.with_all(rows.filter(sequence__gt=after))[:A_VOLUME]):
        yield found
        after = found[-1].sequence


def _mark(book: Book, base: str) -> Mark:
    head = head_of(book).sequence

    def mark(pages: Mapping[int, list[int]]) -> Mapping[int, tuple[str, str]]:
        return addresses(book, pages, head, base)

    return mark


def book_pdf(
    book: Book, entries: Iterable[Entry], about: About, *, base: str, photos: bool = False
) -> bytes:
    rows = list(entries)
    pictures = pictures_of(rows) if photos else ()
    return set_pdf(sheets.book_sheet(book, rows, about), pictures=pictures, mark=_mark(book, base))


def entry_pdf(entry: Entry, about: About, *, base: str) -> bytes:
    return set_pdf(
        sheets.entry_sheet(entry, about),
        pictures=pictures_of([entry]),
        mark=_mark(entry.book, base),
    )


def blank_pdf(book: Book, about: About) -> bytes:
    return set_pdf(sheets.blank_sheet(book, about))


def pictures_of(rows: list[Entry]) -> list[Picture]:
    """Small pictures of the first photos; the others lie in the bundle."""
    held = attachments_of(rows)
    found = [(row, file) for row in rows for file in held[row.pk] if file.is_photo]
    return [_picture(row, file) for row, file in found[:MOST_PHOTOS]]


def _picture(row: Entry, file: AttachedFile) -> Picture:
    source = storage.absolute(storage.thumbnail_of(file.path))
    said = f"{row.number}  {moment(file.taken_at or file.uploaded_at)}"
    return Picture(source, for_paper(said))


def context_of(book: Book, rows: list[Entry], about: About, base: str) -> dict[str, Any]:
    """The same sheet for the page that the browser prints: one QR for what is on it."""
    return {"sheet": sheets.book_sheet(book, rows, about), "mark": mark_of(book, rows, base)}


def mark_of(book: Book, rows: list[Entry], base: str) -> tuple[str, str] | None:
    """One QR for all these rows: its address, and the line beside it."""
    numbers = [row.sequence for row in rows]
    marks = addresses(book, {1: numbers}, head_of(book).sequence, base) if numbers else {}
    return marks.get(1)
