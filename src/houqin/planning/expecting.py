"""What a task wants entries of: keys with their names, less what is not applicable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from houqin.core import tenancy
from houqin.ledgers.expected import expected_keys
from houqin.ledgers.models import Book
from houqin.ledgers.services.reading import form_of
from houqin.org.models import Institution
from houqin.planning.models import Deferral, PlanItem


class Expecting:
    """Answers of one transaction; each book and each list of keys is asked for once."""

    def __init__(
        self, books: Iterable[Book] = (), *, features: dict[str, Any] | None = None
    ) -> None:
        self._books = {book.code: book for book in books}
        self._keys: dict[tuple[Any, ...], dict[str, str]] = {}
        self._features = features

    def load_books(self, codes: Iterable[str]) -> None:
        """The open books among these, in one query."""
        wanted = set(codes) - self._books.keys() - {""}
        if wanted:
            rows = Book.objects.select_related("current").filter(code__in=wanted)
            self._books.update({book.code: book for book in rows})

    def book(self, code: str) -> Book | None:
        """The book, if entries can be made in it."""
        book = self._books.get(code)
        return book if book is not None and book.is_active and book.current is not None else None

    @property
    def features(self) -> dict[str, Any]:
        if self._features is None:
            scope = tenancy.institution_id()
            found = Institution.objects.filter(pk=scope).values_list("features", flat=True).first()
            self._features = found or {}
        return self._features

    def keys(self, item: PlanItem) -> dict[str, str]:
        """Key → name of all that an item wants entries of; empty: any entry will do."""
        book = self.book(item.book) if item.each else None
        if book is None or book.current is None:
            return {}
        place = item.book_place.path if item.book_place is not None else ""
        known = (item.book, place)
        if known not in self._keys:
            form = form_of(book.current)
            self._keys[known] = expected_keys(book, form, features=self.features, place=place)
        return {k: name for k, name in self._keys[known].items() if k not in item.keys_off}


def waived_keys(task_ids: Iterable[int]) -> Mapping[int, set[str]]:
    """Task → keys that somebody declared not applicable this time; one query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Deferral.objects.filter(task__in=list(task_ids), sort=Deferral.Sort.WAIVED)
    for task, keys in rows.exclude(keys=[]).exclude(verdict="refused").values_list("task", "keys"):
        found[task] |= set(keys)
    return found
