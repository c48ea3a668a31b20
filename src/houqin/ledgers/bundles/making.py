"""What an order asks for, made: by whom it was ordered, with what they may see now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date

from houqin.core import clock
from houqin.core.permissions import may
from houqin.ledgers.bundles.archive import Archive, safe
from houqin.ledgers.bundles.books import BookPart, Told, pdfs, photos
from houqin.ledgers.bundles.bundle import make_bundle
from houqin.ledgers.bundles.leaving import length
from houqin.ledgers.bundles.pack import Asked, Line, make_pack
from houqin.ledgers.bundles.topics import books_mentioning, mentioning
from houqin.ledgers.models import Amendment, Book, ChainHead, PaperOrder
from houqin.ledgers.packing import LineWanted, PackRoom, RoomPart, Wanted, pack_rooms
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
    by_topic = row.kind == Kind.PACK and any(row.asked.get(one) for one in ("rooms", "words"))
    if not books and row.kind != Kind.LEAVING and not by_topic:
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
    member = member_of(row.made_by, row.institution, clock.today())
    lines = row.asked.get("lines", [])
    words = tuple(row.asked.get("words", ()))
    chosen = {book.pk for book in books}
    others = (book for book in visible_books(member) if book.pk not in chosen) if words else ()
    found = books_mentioning(words, about.first, about.last, others)
    wanted = _wanted(row, books, about)
    rooms = [
        partial(_room, one, member, wanted, about) for one in pack_rooms() if row.asked.get("rooms")
    ]
    tell.total(len(books) + len(found) + len(rooms))
    asked = Asked(
        row.title, books, [Line(one["said"], tuple(one["books"])) for one in lines],
        wanted.with_photos, found, mentioning(words) if words else None, words, rooms,
    )  # fmt: skip
    make_pack(path, asked, about, base=base, tell=tell)


def _wanted(row: PaperOrder, books: Sequence[Book], about: About) -> Wanted:
    """The order's topics as the rooms above look for them."""
    codes = {book.pk: book.code for book in books}
    lines = tuple(
        LineWanted(
            frozenset(one.get("rows", ())),
            frozenset(codes[key] for key in one["books"] if key in codes),
        )
        for one in row.asked.get("lines", [])
    )
    return Wanted(
        about.first, about.last, frozenset(row.asked.get("domains", ())),
        tuple(row.asked.get("words", ())), frozenset(codes.values()), lines,
        bool(row.asked.get("photos", True)),
    )  # fmt: skip


def _room(
    one: PackRoom, member: Member, wanted: Wanted, about: About, archive: Archive, number: int,
    tell: Told,
) -> RoomPart | None:  # fmt: skip
    tell(0, one.title)
    part = one.write(archive, f"{number:02} {safe(one.title)}", member, wanted, about, tell)
    tell(1, one.title)
    return part


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
