"""Prove that nothing was altered: one book, or all, never holding more than a chunk of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, QuerySet

from houqin import chain
from houqin.chain import Head, Verdict
from houqin.ledgers.models import (
    Book,
    BookVersion,
    ChainedRow,
    ChainHead,
    Entry,
    Purge,
    Tombstone,
)
from houqin.ledgers.services.days import kept_heads
from houqin.ledgers.services.proving_links import TABLES, links
from houqin.ledgers.services.proving_purges import unaccounted

Tell = Callable[[int, int], None]
TellBook = Callable[[Book, int, int], None]


@dataclass(frozen=True, slots=True)
class BookVerdict:
    """What a check of one book found; ``broken_forms`` are versions that no longer match,
    ``unaccounted`` sentences about contents that went without a purge that names them."""

    book: Book
    verdict: Verdict
    broken_forms: tuple[int, ...] = ()
    unaccounted: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.verdict.is_whole and not self.broken_forms and not self.unaccounted

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
        return [*told, *self.unaccounted]

    @property
    def note(self) -> str:
        """What is in order but should be known, or ""."""
        count = self.verdict.destroyed
        return f"已按保存期限销毁 {count:,} 条，摘要还在，前后相连" if count else ""


def _numbers(book: Book, sequences: list[int]) -> dict[int, str]:
    if not sequences:
        return {}
    rows = Entry.objects.filter(book=book, sequence__in=sequences)
    return dict(rows.values_list("sequence", "number"))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of books before their links are read: a handful of queries for all of them."""

    lasts: Mapping[int, Mapping[Any, int]] = field(default_factory=dict)  # of each table with rows
    heads: Mapping[int, Head] = field(default_factory=dict)
    purged: frozenset[int] = frozenset()
    forms: Mapping[int, dict[int, BookVersion]] = field(default_factory=dict)


def _known(books: QuerySet[Book]) -> _Known:
    lasts: dict[int, dict[Any, int]] = {}
    # In this order: rows are added together with the move of the head, so an honest row that is
    # seen here lies before the head that is read after it.
    for model in TABLES:
        for book_id, last in _lasts(model, books):
            lasts.setdefault(book_id, {})[model] = last
    heads = {row.book_id: row.head for row in ChainHead.objects.filter(book__in=books)}
    purged = set(Purge.objects.filter(book__in=books).values_list("book_id", flat=True).distinct())
    stones = Tombstone.objects.filter(book__in=books).values_list("book_id", flat=True).distinct()
    forms: dict[int, dict[int, BookVersion]] = {}
    for version in BookVersion.objects.filter(book__in=books):
        forms.setdefault(version.book_id, {})[version.pk] = version
    return _Known(lasts, heads, frozenset(purged.union(stones)), forms)


def _lasts(model: type[ChainedRow], books: QuerySet[Book]) -> list[tuple[int, int]]:
    """The highest place that any row of each book claims; books without rows are left out."""
    rows = model.objects.filter(book__in=books).order_by().values("book")
    return list(rows.annotate(last=Max("sequence")).values_list("book_id", "last"))


def verify_book(
    book: Book, *, tell: Tell | None = None, anchors: dict[int, str] | None = None
) -> BookVerdict:
    """Check the book's whole chain up to where it ends now.

    ``anchors``: digests that the day heads kept (they are asked for unless given); ``tell``
    hears how many links of how many are checked.
    """
    if anchors is None:
        anchors = kept_heads().get(book.pk, {})
    return _verify(book, _known(Book.objects.filter(pk=book.pk)), anchors, tell)


def verify_all(*, code: str = "", tell: TellBook | None = None) -> Iterator[BookVerdict]:
    """Every book of the institution in scope (or the one of this code), one after the other."""
    books = Book.objects.order_by("pk")
    if code:
        books = books.filter(code=code)
    known, kept = _known(books.order_by()), kept_heads()
    for book in books:
        told = _for_book(tell, book) if tell else None
        yield _verify(book, known, kept.get(book.pk, {}), told)


def _for_book(tell: TellBook, book: Book) -> Tell:
    return lambda done, total: tell(book, done, total)


def _verify(book: Book, known: _Known, anchors: dict[int, str], tell: Tell | None) -> BookVerdict:
    head = known.heads.get(book.pk, Head())
    lasts = known.lasts.get(book.pk, {})
    last = max(head.sequence, *lasts.values(), 0)
    forms = known.forms.get(book.pk, {})
    verdict = chain.verify(
        links(book, forms, last, tables=list(lasts)) if lasts else (),
        head=head,
        anchors=anchors,
        tell=(lambda done: tell(done, head.sequence)) if tell else None,
    )
    gone = tuple(unaccounted(book)) if book.pk in known.purged else ()
    return BookVerdict(book, verdict, tuple(_broken(forms)), gone)


def _broken(forms: dict[int, BookVersion]) -> Iterator[int]:
    for version in sorted(forms.values(), key=lambda one: one.number):
        if chain.sha256_of(chain.canonical(version.form)) != version.digest:
            yield version.number
