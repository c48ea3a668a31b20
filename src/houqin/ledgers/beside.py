"""What rooms above show beside an entry: the cases that came of what it found wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from houqin.ledgers.models import Entry
from houqin.org.member import Member


@dataclass(frozen=True, slots=True)
class Note:
    """A line: what, how it stands (one of the six status words and the room's own), where to."""

    text: str
    word: str = ""
    state: str = ""
    url: str = ""


Beside = Callable[[Member, Entry], Sequence[Note]]
_beside: dict[str, Beside] = {}


def on_entry_page(room: str, notes: Beside) -> None:
    """Show what ``notes(member, entry)`` gives on the entry's page; from ready()."""
    _beside[room] = notes


def beside(member: Member, entry: Entry) -> list[Note]:
    return [note for notes in _beside.values() for note in notes(member, entry)]
