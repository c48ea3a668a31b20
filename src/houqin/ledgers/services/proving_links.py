"""The links of a book in the order of its chain, a chunk at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from heapq import merge
from itertools import count
from typing import Any, cast

from houqin import chain
from houqin.chain import Link
from houqin.ledgers.models import (
    Amendment,
    Book,
    BookVersion,
    ChainedRow,
    Countersignature,
    Entry,
    Purge,
    Tombstone,
)

CHUNK = 2_000


TABLES: tuple[Any, ...] = (Entry, Amendment, Countersignature, Purge, Tombstone)


def links(
    book: Book,
    forms: dict[int, BookVersion],
    last: int,
    *,
    first: int = 0,
    tables: Collection[Any] = TABLES,
) -> Iterator[Link]:
    """Entries, amendments, countersignatures, purges and what purges left, from ``first`` on.

    Links added while the check runs lie behind ``last`` and are left for the next one. A row
    whose content cannot even be written is given as an empty one, which no digest fits. Who knows
    that the book has no rows in some tables names only the others in ``tables``.
    """
    sources: list[Iterator[Any]] = []
    for model in tables:
        rows = model.objects.filter(book=book)
        if model is Entry:
            found = _chunked(rows.values_list(*_COLUMNS), first, last, _of_values)
            sources.append(_Plain(values, forms) for values in found)
            continue
        if model in (Amendment, Countersignature):
            rows = rows.select_related("entry").defer("entry__search")
        sources.append(_chunked(rows, first, last, _of_row))
    for row in merge(*sources, key=_place):
        yield as_link(row)


_COLUMNS = ("sequence", "id", *(
    field.attname
    for field in Entry._meta.concrete_fields
    if field.attname not in {"sequence", "id", "search"}
))  # fmt: skip


class _Plain:
    """An entry's columns without the weight of a model: a check reads a million of them."""

    version: BookVersion | None

    def __init__(self, values: tuple[Any, ...], forms: dict[int, BookVersion]) -> None:
        self.__dict__.update(zip(_COLUMNS, values, strict=True))
        self.version = forms.get(self.__dict__["version_id"])

    def content(self) -> dict[str, Any]:
        return Entry.content(cast(Entry, self))


def as_link(row: Any) -> Link:
    """A row of another book's form, or that cannot be written, fits no digest."""
    if isinstance(row, Tombstone):
        return Link(row.sequence, row.previous, row.digest, None)
    content = b""
    with suppress(chain.NotCanonical, AttributeError):
        content = chain.canonical(row.content())
    return Link(row.sequence, row.previous, row.digest, content)


def _of_row(row: ChainedRow | Tombstone) -> tuple[int, int]:
    return row.sequence, row.pk


def _of_values(values: tuple[Any, ...]) -> tuple[int, int]:
    return values[0], values[1]


def _place(row: Any) -> int:
    return int(row.sequence)


def _chunked(
    rows: Any, first: int, last: int, key: Callable[[Any], tuple[int, int]]
) -> Iterator[Any]:
    """By key: memory stays flat, and no cursor needs a transaction held open for minutes."""
    after, place = first, 0
    for _chunk in count():
        found = list(
            rows.filter(sequence__gte=after, sequence__lte=last)
            .exclude(sequence=after, pk__lte=place)
            .order_by("sequence", "pk")[:CHUNK]
        )
        yield from found
        if len(found) < CHUNK:
            return
        after, place = key(found[-1])
