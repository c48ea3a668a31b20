"""What the search box finds here: books by their title, entries by what stands in them."""

from __future__ import annotations

from functools import cache, lru_cache

from django.urls import reverse
from django.utils import timezone

from houqin.core.domains import DOMAINS
from houqin.core.initials import initials
from houqin.core.manifest import SearchSource
from houqin.core.prepared import PreparedRows
from houqin.core.search import matching
from houqin.ledgers.models import Amendment, Entry
from houqin.ledgers.policy import (
    SEE_ALL,
    Reach,
    books_within,
    reach_of,
    visible_books,
    visible_entries,
)
from houqin.org.member import Member

Row = tuple[str, str, str]


def find_books(member: Member, query: str, limit: int) -> list[Row]:
    """Every word in the title or the purpose, or the initials of the title."""
    words = query.lower().split()
    found = [
        book
        for book in _named(reach_of(member))()
        if all(word in f"{book.title}{book.purpose}".lower() or word in _spelled(book.title)
               for word in words)
    ]  # fmt: skip
    return [
        (
            book.title,
            DOMAINS[book.domain].name + ("" if book.is_active else " · 已停用"),
            reverse("ledgers:book", args=[book.code]),
        )
        for book in found[:limit]
    ]


@cache
def _named(reach: Reach) -> PreparedRows:
    return PreparedRows(
        lambda: (
            books_within(reach)
            .order_by("-is_active", "domain", "title")
            .values("code", "title", "purpose", "domain", "is_active")
        )
    )


@lru_cache(maxsize=4096)
def _spelled(title: str) -> str:
    return initials(title)


def find_entries(member: Member, query: str, limit: int) -> list[Row]:
    """The latest records that say it, or that say it since a correction."""
    here = member.institution.pk
    rows = visible_entries(member).filter(matching(here, query))
    amended = Amendment.objects.filter(matching(here, query))
    if not member.roles & SEE_ALL:
        amended = amended.filter(book__in=visible_books(member))
    written = rows.order_by("-happened_at", "-pk").values("pk")[:limit]
    corrected = amended.order_by("-pk").values("entry_id")[:limit]
    found = Entry.objects.filter(pk__in=written.union(corrected, all=True))
    found = found.select_related("book").defer("search", "values", "file_hashes", "flags")
    return [
        (
            f"{row.book.title} {row.number}",
            f"{timezone.localtime(row.happened_at):%Y年%m月%d日} · {row.author_name}",
            reverse("ledgers:entry", args=[row.pk]),
        )
        for row in found.order_by("-happened_at", "-pk")[:limit]
    ]


SOURCES = (
    SearchSource("台账", "ledgers.see", find_books),
    SearchSource("台账记录", "ledgers.see", find_entries),
)
