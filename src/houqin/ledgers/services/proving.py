"""Prove that nothing was altered: one book, or all, never holding more than a chunk of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from heapq import merge
from itertools import count
from typing import Any, cast

from django.db.models import Max

from houqin import chain
from houqin.chain import Head, Link, Verdict
from houqin.ledgers.models import (
    Amendment,
    Book,
    BookVersion,
    ChainedRow,
    ChainHead,
    Countersignature,
    Entry,
)
from houqin.ledgers.services.days import kept_heads

CHUNK = 2_000
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class BookVerdict:
    """What a check of one book found; ``broken_forms`` are versions that no longer match."""

    book: Book
    verdict: Verdict
    broken_forms: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.verdict.is_whole and not self.broken_forms

    @property
    def sentences(self) -> list[str]:
        """Each fault with the number of its entry, for people."""
        told = [f"第 {number} 版表格：内容被改动过" for number in self.broken_forms]
        numbers = _numbers(self.book, [fault.sequence for fault in self.verdict.faults])
        for fault in self.verdict.faults:
            number = numbers.get(fault.sequence)
            told.append(f"{fault}（编号 {number}）" if number else str(fault))
        if self.verdict.is_cut:
            told.append("还有更多，先处理以上这些。")
        return told


def _numbers(book: Book, sequences: list[int]) -> dict[int, str]:
    rows = Entry.objects.filter(book=book, sequence__in=sequences)
    return dict(rows.values_list("sequence", "number"))


def verify_book(
    book: Book, *, tell: Tell | None = None, anchors: dict[int, str] | None = None
) -> BookVerdict:
    """Check the book's whole chain up to where it ends now.

    ``anchors``: digests that the day heads kept (they are asked for unless given); ``tell``
    hears how many links of how many are checked.
    """
    # In this order: rows are added together with the move of the head, so an honest row that is
    # seen here lies before the head that is read after it.
    last = _last_row(book)
    row = ChainHead.objects.filter(book=book).first()
    head = row.head if row else Head()
    if anchors is None:
        anchors = kept_heads().get(book.pk, {})
    forms = {version.pk: version for version in book.versions.all()}
    verdict = chain.verify(
        links(book, forms, max(head.sequence, last)),
        head=head,
        anchors=anchors,
        tell=(lambda done: tell(done, head.sequence)) if tell else None,
    )
    return BookVerdict(book, verdict, tuple(_broken(forms)))


def _last_row(book: Book) -> int:
    """The highest place that any row of the book claims."""
    tables: tuple[type[ChainedRow], ...] = (Entry, Amendment, Countersignature)
    found = (
        model.objects.filter(book=book).aggregate(last=Max("sequence"))["last"] for model in tables
    )
    return max(number or 0 for number in found)


def _broken(forms: dict[int, BookVersion]) -> Iterator[int]:
    for version in sorted(forms.values(), key=lambda one: one.number):
        if chain.sha256_of(chain.canonical(version.form)) != version.digest:
            yield version.number


def verify_all(*, tell: Callable[[Book, int, int], None] | None = None) -> Iterator[BookVerdict]:
    """Every book of the institution in scope, one after the other."""
    kept = kept_heads()
    for book in Book.objects.select_related("current").order_by("pk"):
        told: Tell | None = None
        if tell is not None:
            told = _for_book(tell, book)
        yield verify_book(book, tell=told, anchors=kept.get(book.pk, {}))


def _for_book(tell: Callable[[Book, int, int], None], book: Book) -> Tell:
    return lambda done, total: tell(book, done, total)


def links(book: Book, forms: dict[int, BookVersion], last: int) -> Iterator[Link]:
    """The book's links in the order of the chain: entries, amendments, countersignatures.

    Links added while the check runs lie behind ``last`` and are left for the next one. A row
    whose content cannot even be written is given as an empty one, which no digest fits.
    """
    entries = Entry.objects.filter(book=book).values_list(*_COLUMNS)
    amendments = Amendment.objects.filter(book=book).select_related("entry")
    signed = Countersignature.objects.filter(book=book).select_related("entry")
    plain = (_Plain(values, forms) for values in _chunked(entries, last, _of_values))
    rows: Iterator[Any] = merge(
        plain, _chunked(amendments, last, _of_row), _chunked(signed, last, _of_row), key=_place
    )
    for row in rows:
        yield _link(row)


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


def _link(row: Any) -> Link:
    """A row of another book's form, or that cannot be written, fits no digest."""
    content = b""
    with suppress(chain.NotCanonical, AttributeError):
        content = chain.canonical(row.content())
    return Link(row.sequence, row.previous, row.digest, content)


def _of_row(row: ChainedRow) -> tuple[int, int]:
    return row.sequence, row.pk


def _of_values(values: tuple[Any, ...]) -> tuple[int, int]:
    return values[0], values[1]


def _place(row: Any) -> int:
    return int(row.sequence)


def _chunked(rows: Any, last: int, key: Callable[[Any], tuple[int, int]]) -> Iterator[Any]:
    """By key: memory stays flat, and no cursor needs a transaction held open for minutes."""
    after, place = 0, 0
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
