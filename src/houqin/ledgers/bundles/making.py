"""What an order asks for, made: by whom it was ordered, with what they may see now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date

from houqin.core import clock
from houqin.core.permissions import may
from houqin.ledgers.bundles.archive import Archive, safe
from houqin.ledgers.bundles.books import BookPart, pdfs, photos
from houqin.ledgers.bundles.bundle import make_bundle
from houqin.ledgers.bundles.leaving import length
from houqin.ledgers.bundles.pack import Asked, Line, make_pack
from houqin.ledgers.models import Amendment, Book, ChainHead, PaperOrder
from houqin.ledgers.paper.printing import of_period
from houqin.ledgers.paper.sheets import About
from houqin.ledgers.policy import visible_books
from houqin.ledgers.services.orders import NEEDS, Progress
from houqin.ledgers.services.pages import head_of
from houqin.org.member import Member, member_of
from houqin.org.middleware import addresses_inside

Kind = PaperOrder.Kind


def write(row: PaperOrder, path: Path, tell: Progress) -> None:
    """Make the order's file at the path."""
    member = member_of(row.made_by, row.institution, clock.today())
    if not may(member, NEEDS[Kind(row.kind)]):
        raise ValidationError("下单的人已没有这项权限，请由有权限的人再做一次。")
    about, base = _about(row, member), base_of(row.site, row.institution.code)
    books = _books(row, member)
    if not books and row.kind != Kind.LEAVING:
        raise ValidationError("要的台账都不在了，或您看不到，请重新选择。")
    with addresses_inside(row.institution.code):
        _WRITERS[Kind(row.kind)](row, path, books, about, base, tell)


def base_of(site: str, institution_code: str) -> str:
    """Where the addresses of printed pages begin."""
    return f"{site}/v/{institution_code}/"


def _about(row: PaperOrder, member: Member) -> About:
    return About(
        row.institution.name, member.name, row.made_at,
        parse_date(row.asked.get("first") or ""), parse_date(row.asked.get("last") or ""),
    )  # fmt: skip


def _books(row: PaperOrder, member: Member) -> list[Book]:
    """In the order in which they were asked for; all of them when the institution leaves."""
    rows = visible_books(member).select_related("current")
    if row.kind == Kind.LEAVING:
        return list(rows.order_by("domain", "title"))
    wanted = [int(key) for key in row.asked.get("books", [])]
    found = rows.in_bulk(wanted)
    return [found[key] for key in wanted if key in found]


def _bundle(
    row: PaperOrder, path: Path, books: Sequence[Book], about: About, base: str, tell: Progress
) -> None:
    lengths = dict(ChainHead.objects.filter(book__in=books).values_list("book_id", "sequence"))
    leaver = None
    if row.kind == Kind.LEAVING:
        leaver = member_of(row.made_by, row.institution, clock.today())
    tell.total(sum(lengths.values()) + (length(leaver) if leaver else 0) or 1)
    make_bundle(path, row.title, books, about, base=base, tell=tell, leaver=leaver, site=row.site)


def _pack(
    row: PaperOrder, path: Path, books: Sequence[Book], about: About, base: str, tell: Progress
) -> None:
    tell.total(len(books))
    lines = [Line(one["said"], tuple(one["books"])) for one in row.asked.get("lines", [])]
    asked = Asked(row.title, books, lines, bool(row.asked.get("photos", True)))
    make_pack(path, asked, about, base=base, tell=tell)


def _print(
    row: PaperOrder, path: Path, books: Sequence[Book], about: About, base: str, tell: Progress
) -> None:
    """A long book's PDF, by volumes; its photos beside it where they are wanted."""
    (book,) = books[:1]
    entries = of_period(book, about.first, about.last)
    tell.total(entries.count() or 1)
    part = BookPart(book, safe(book.title), head_of(book))

    def told(_more: int, doing: str) -> None:
        tell(2_000, doing)

    with Archive(path) as archive:
        pdfs(archive, part, entries, about, base, told)
        if row.asked.get("photos"):
            amended = Amendment.objects.filter(book=book, entry__in=entries.order_by())
            photos(archive, part, entries, amended)


_WRITERS: dict[Kind, Any] = {
    Kind.BUNDLE: _bundle,
    Kind.LEAVING: _bundle,
    Kind.PACK: _pack,
    Kind.PRINT: _print,
}
