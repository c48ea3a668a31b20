"""The part of an item's window that says which book proves it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from houqin.core.domains import DOMAINS
from houqin.core.roles import Kind
from houqin.ledgers.models import Book
from houqin.org.models import Place
from houqin.planning.book_choice import conditions_said, open_books, suggestion
from houqin.planning.expecting import Expecting
from houqin.planning.models import PlanItem

# More boxes than this nobody ticks one by one.
KEYS_SHOWN = 80
PLACES_SHOWN = 400


def grouped(books: Iterable[Book]) -> list[tuple[str, list[Book]]]:
    """For a drop-down: the books of each line of work together."""
    found: dict[str, list[Book]] = {}
    for book in books:
        found.setdefault(book.domain, []).append(book)
    return [(DOMAINS[code].name, found[code]) for code in DOMAINS if code in found]


def books_for_editor(kind: Kind, item: PlanItem) -> dict[str, Any]:
    """The institution's books, the one that is suggested, and what is wanted of the chosen one."""
    books = open_books()
    chosen = next((book for book in books if book.code == item.book), None)
    words = " ".join(filter(None, (item.title, item.text)))
    found = suggestion(kind, text=words, ledger=item.ledger, books=books)
    return {
        "books": grouped(books),
        "book": chosen,
        "suggested": found if found and (chosen is None or found.book.pk != chosen.pk) else None,
        "only_said": conditions_said(item.only, chosen),
        "book_places": Place.objects.exclude(sort=Place.Sort.ROOM).order_by("path")[:PLACES_SHOWN],
        **(_keys(item, chosen) if chosen is not None else {}),
    }


def _keys(item: PlanItem, book: Book) -> dict[str, Any]:
    """What the book is kept by, with a box for each where there are not too many."""
    expecting = Expecting([book])
    asked = PlanItem(book=item.book, each=True, book_place_id=item.book_place_id)
    keys = expecting.keys(asked)
    shown = keys if len(keys) <= KEYS_SHOWN else {}
    return {
        "per_what": book.get_per_what_display() if book.per_field and keys else "",
        "keys": [(key, name, key not in item.keys_off) for key, name in shown.items()],
        "keys_shown": "|".join(shown),
    }
