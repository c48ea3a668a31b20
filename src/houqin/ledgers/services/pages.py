"""A printed page and the chain: what its QR says, and whether that still holds.

The address on the paper holds all that is needed: the book, the first and last link on the page,
where the chain ended when it was printed, and a digest over those links. Nothing about a printed
page is kept in the database, so nothing there can be changed to suit a forged page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from houqin import chain
from houqin.chain import Head, records_digest
from houqin.ledgers.models import (
    Amendment,
    Book,
    BookVersion,
    ChainHead,
    Countersignature,
    Entry,
    Purge,
    Tombstone,
)
from houqin.ledgers.services.proving_links import links

LETTERS = 32  # of the digest on paper: 128 bits
MOST_LINKS = 20_000
GREATEST = 2**62  # PostgreSQL's bigint holds it
_TABLES: tuple[Any, ...] = (Entry, Amendment, Countersignature, Purge, Tombstone)
# What is added to an entry, and what a purge left of that: with the way to the entry's place.
_ADDED: tuple[tuple[Any, str], ...] = (
    (Amendment, "entry__sequence"),
    (Countersignature, "entry__sequence"),
    (Tombstone, "entry_sequence"),
)


@dataclass(frozen=True, slots=True)
class PageFound:
    """Whether the rows of a printed page still stand in the chain; counts, never contents."""

    holds: bool
    entries: int = 0
    amended_since: int = 0
    struck_since: int = 0
    destroyed: int = 0


def head_of(book: Book) -> Head:
    """Where the chain ends now."""
    row = ChainHead.objects.filter(book=book).first()
    return row.head if row else Head()


class _Span:
    """The digests of a span of links, and of what was added to its entries up to ``head``: read
    once for all pages of a print."""

    def __init__(self, book: Book, first: int, last: int, head: int) -> None:
        self.head = head
        found: dict[int, str] = {}
        for model in _TABLES:
            rows = model.objects.filter(book=book, sequence__gte=first, sequence__lte=last)
            found |= dict(rows.values_list("sequence", "digest"))
        self.inside = sorted(found.items())
        self.added = [
            row
            for model, entry in _ADDED
            for row in model.objects.filter(
                **{f"{entry}__gte": first, f"{entry}__lte": last},
                book=book, sequence__gt=first, sequence__lte=head,
            ).values_list("sequence", "digest", entry)
        ]  # fmt: skip

    def digest(self, first: int, last: int) -> str:
        """Of the links of one page, and what was added to its entries behind it."""
        start, end = bisect_left(self.inside, (first, "")), bisect_left(self.inside, (last + 1, ""))
        behind = [
            (number, digest)
            for number, digest, entry in self.added
            if first <= entry <= last < number
        ]
        return records_digest([*self.inside[start:end], *sorted(behind)])[:LETTERS]


def addresses(
    book: Book, pages: Mapping[int, list[int]], head: int, base: str
) -> dict[int, tuple[str, str]]:
    """Page → (address for its QR, the line beside it). ``base`` ends before the book's code."""
    if not pages:
        return {}
    span = _Span(book, min(map(min, pages.values())), max(map(max, pages.values())), head)
    marks = {}
    for page, numbers in pages.items():
        first, last = min(numbers), max(numbers)
        address = f"{base}{book.code}/{first}-{last}-{head}/{span.digest(first, last)}/"
        said = f"扫码核对这 {len(numbers)} 条有没有改动（链上第 {first} 至 {last} 条）"
        marks[page] = (address, said)
    return marks


def check_page(book: Book, first: int, last: int, head: int, digest: str) -> PageFound:
    """Recompute every link of the page from its content and compare with the paper."""
    if not 1 <= first <= last <= head < GREATEST or last - first >= MOST_LINKS:
        return PageFound(holds=False)
    forms = {version.pk: version for version in BookVersion.objects.filter(book=book)}
    found = list(links(book, forms, last, first=first))
    if not found or _Span(book, first, last, head).digest(first, last) != digest:
        return PageFound(holds=False)
    verdict = chain.verify(
        found, start=Head(first - 1, found[0].previous), head=Head(last, found[-1].digest)
    )
    holds = verdict.is_whole and _extras_hold(book, first, last, head)
    since = Amendment.objects.filter(
        book=book, entry__sequence__gte=first, entry__sequence__lte=last, sequence__gt=head
    )
    strikes = list(since.values_list("is_strike", flat=True))
    return PageFound(
        holds=holds,
        entries=Entry.objects.filter(
            book=book, sequence__gte=first, sequence__lte=last
        ).count(),
        amended_since=strikes.count(False),
        struck_since=strikes.count(True),
        destroyed=verdict.destroyed,
    )  # fmt: skip


def _extras_hold(book: Book, first: int, last: int, head: int) -> bool:
    """Amendments and countersignatures behind the page's last link are proper, each by itself."""
    return all(one.as_link().is_proper for one in _extras(book, first, last, head))


def _extras(book: Book, first: int, last: int, head: int) -> Iterable[Any]:
    for model in (Amendment, Countersignature):
        yield from model.objects.filter(
            book=book, entry__sequence__gte=first, entry__sequence__lte=last,
            sequence__gt=last, sequence__lte=head,
        ).select_related("entry")  # fmt: skip
