"""What rooms above put into an inspection's folder beside the books: the tasks of the topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from houqin.ledgers.bundles.archive import Archive
    from houqin.ledgers.bundles.matching import Named
    from houqin.ledgers.paper.sheets import About
    from houqin.org.member import Member


@dataclass(frozen=True, slots=True)
class LineWanted:
    """What answers a line of the authority's checklist: rows of the room, and codes of books."""

    rows: frozenset[int]
    books: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The topics: lines of work, words, books by code, and the checklist's lines."""

    first: date | None
    last: date | None
    domains: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    books: frozenset[str] = frozenset()
    lines: tuple[LineWanted, ...] = ()
    with_photos: bool = True


@dataclass(slots=True)
class RoomPart:
    """What went in of a room: its files, how it is told, and how for each line of the checklist."""

    title: str
    folder: str
    said: str
    of_lines: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


Write: TypeAlias = (
    "Callable[[Archive, str, Member, Wanted, About, Callable[[int, str], None]], RoomPart | None]"
)


@dataclass(frozen=True, slots=True)
class PackRoom:
    """``named(member, first, last)``: what may answer a line; ``write`` makes a folder of it."""

    name: str
    title: str
    named: Callable[[Member, date | None, date | None], Sequence[Named]]
    write: Write


_rooms: dict[str, PackRoom] = {}


def on_pack(room: PackRoom) -> None:
    """Put ``room`` into every inspection folder that asks for it; from ready()."""
    _rooms[room.name] = room


def pack_rooms() -> list[PackRoom]:
    return list(_rooms.values())
