"""What runs out: the newest record of each certificate, inspection or licence, by the day it says.

A renewed certificate is a new entry about the same thing, so only the last one of each counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.dateparse import parse_date

from houqin.forms import FieldType, Form
from houqin.ledgers.cells import texts_of
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.policy import visible_books
from houqin.ledgers.services.reading import form_of
from houqin.ledgers.standing import standing_of
from houqin.org.member import Member

# As the packs name the day until which something holds.
UNTIL = ("valid_until", "next_due", "expiry", "cylinder_due")
MOST = 1_000  # the newest entries of all these books together
_NAMING = frozenset({FieldType.TEXT, FieldType.CHOICE, FieldType.SCAN, FieldType.STAFF})


@dataclass(frozen=True, slots=True)
class Expiring:
    """One thing and the day on which it runs out."""

    entry: Entry
    book: Book
    what: str
    until: date
    days: int  # negative: so long ago


def expiring(member: Member, today: date, last: date) -> list[Expiring]:
    """What has run out or will until then, the earliest first; three queries."""
    books = {
        book.pk: book
        for book in visible_books(member).filter(is_active=True).select_related("current")
        if book.current is not None and _until_field(form_of(book.current))
    }
    rows = Entry.objects.filter(book__in=books).prefetch_related("amendments").defer("search")
    found = [
        one
        for one in _newest(rows.order_by("-happened_at", "-pk")[:MOST], books, today)
        if one.until <= last
    ]
    return sorted(found, key=lambda one: one.until)


def _newest(rows: object, books: dict[int, Book], today: date) -> Iterator[Expiring]:
    seen: set[tuple[int, str]] = set()
    for entry in rows:  # type: ignore[attr-defined]
        book, standing = books[entry.book_id], standing_of(entry)
        form = form_of(book.current)  # type: ignore[arg-type]
        until = parse_date(str(standing.values.get(_until_field(form), "")))
        if standing.is_struck or until is None:
            continue
        what = _what(entry, form, texts_of(form, standing.values))
        if (book.pk, what) not in seen:
            seen.add((book.pk, what))
            yield Expiring(entry, book, what, until, (until - today).days)


def _until_field(form: Form) -> str:
    dates = {field.code for field in form.fields if field.type is FieldType.DATE}
    return next((code for code in UNTIL if code in dates), "")


def _what(entry: Entry, form: Form, texts: dict[str, str]) -> str:
    """The person, vehicle or device; else what the first naming field says; else the place."""
    named = (texts.get(field.code, "") for field in form.fields if field.type in _NAMING)
    return entry.key_name or next(filter(None, named), "") or entry.place_name or entry.number
