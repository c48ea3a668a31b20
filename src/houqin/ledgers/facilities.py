"""Books follow what the institution has: new facilities open the pack's books for them."""

from __future__ import annotations

from datetime import date, datetime

from houqin.ledgers.models import Book
from houqin.ledgers.services.installing import install_books
from houqin.org.facts import conditions_of
from houqin.org.facts_following import Difference, Facts
from houqin.org.member import Member
from houqin.packs.books import books_for


def preview(facts: Facts, _today: date) -> list[Difference]:
    """The books that would be opened; what is there stays, whatever is no longer there."""
    there = set(Book.objects.values_list("code", flat=True))
    titles = set(Book.objects.values_list("title", flat=True))
    wanted = books_for(facts.kind, conditions_of(facts.after))
    names = [one.title for one in wanted if one.code not in there and one.title not in titles]
    if not names:
        return []
    return [Difference(f"新开 {len(names)} 本台账", names, "notebook")]


def follow(actor: Member, facts: Facts, now: datetime, _today: date) -> None:
    install_books(actor=actor, kind=facts.kind, facilities=conditions_of(facts.after), now=now)
