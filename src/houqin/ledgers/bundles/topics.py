"""Which books and entries speak of a topic: by their names, or by a word written in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from houqin.core import tenancy
from houqin.core.search import matching
from houqin.ledgers.filters import within
from houqin.ledgers.models import Amendment, Book, Entry

MOST_WORDS = 10
Narrow = Callable[[QuerySet[Entry]], QuerySet[Entry]]


def words_of(text: str) -> tuple[str, ...]:
    """燃气、灭火器 as two words, each once."""
    found = dict.fromkeys(word for word in re.split(r"[\s,，、;；]+", text) if word)
    return tuple(found)[:MOST_WORDS]


def about(book: Book, words: Iterable[str]) -> bool:
    """Whether the book as a whole is about one of the words."""
    said = f"{book.title}{book.purpose}"
    return any(word in said for word in words)


def mentioning(words: Sequence[str]) -> Narrow:
    """Entries that mention one of the words, as written or as corrected."""
    here = tenancy.institution_id()
    found = Q()
    for word in words:
        found |= matching(here, word)
    corrected = Amendment.objects.filter(found).order_by()
    asked = found | Q(pk__in=corrected.values("entry_id"))
    return lambda rows: rows.filter(asked)


def books_mentioning(
    words: Sequence[str], first: date | None, last: date | None, among: Iterable[Book]
) -> list[Book]:
    """The books, of these, with such an entry in the period; one query."""
    offered = list(among)
    if not words or not offered:
        return []
    rows: Any = mentioning(words)(Entry.objects.filter(within(first, last), book__in=offered))
    keys = set(rows.order_by().values_list("book_id", flat=True).distinct())
    return [book for book in offered if book.pk in keys]
