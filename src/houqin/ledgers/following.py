"""Rooms above that want to know of new records: a task is fulfilled, an abnormal value a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from houqin.ledgers.models import Amendment, Book, Entry
from houqin.org.member import Member

Written = Callable[[Member, Sequence[Entry]], object]
Amended = Callable[[Member, Amendment], object]
_written: dict[str, Written] = {}
_amended: dict[str, Amended] = {}
Expects = Callable[[Member, Book], object]
_expects: dict[str, Expects] = {}
Purged = Callable[[Member, Sequence[int]], object]
_purged: dict[str, Purged] = {}


def on_entries(room: str, follow: Written) -> None:
    """Call ``follow(actor, entries)`` inside the transaction that wrote them; from ready()."""
    _written[room] = follow


def on_amendment(room: str, follow: Amended) -> None:
    """Call ``follow(actor, amendment)`` inside its transaction, strikes too; from ready()."""
    _amended[room] = follow


def tell_entries(actor: Member, entries: Sequence[Entry]) -> None:
    for follow in _written.values():
        follow(actor, entries)


def tell_amendment(actor: Member, amendment: Amendment) -> None:
    for follow in _amended.values():
        follow(actor, amendment)


def on_expected(room: str, follow: Expects) -> None:
    """Call ``follow(actor, book)`` when a book is to have entries of other things than before."""
    _expects[room] = follow


def tell_expected(actor: Member, book: Book) -> None:
    for follow in _expects.values():
        follow(actor, book)


def on_purge(room: str, follow: Purged) -> None:
    """Call ``follow(actor, entry keys)`` before entries past their retention are destroyed, inside
    that transaction: who points at them lets go here, or the purge is refused; from ready()."""
    _purged[room] = follow


def tell_purge(actor: Member, entries: Sequence[int]) -> None:
    for follow in _purged.values():
        follow(actor, entries)
