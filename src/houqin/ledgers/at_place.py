"""The books that may be written at a place, for whoever scans its QR: one tap to the entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from houqin.core.permissions import may
from houqin.ledgers.models import Entry
from houqin.ledgers.policy import visible_books
from houqin.org.at_place import Offer
from houqin.org.member import Member
from houqin.org.models import Place

MOST = 12
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def books_at(member: Member, place: Place) -> Sequence[Offer]:
    """Books with a field for a place that this person writes; those written here lately first."""
    if not may(member, "ledgers.write"):
        return []
    has_place = Q(current__form__field__contains=[{"type": "place"}])
    books = list(visible_books(member).filter(has_place, is_active=True))
    last = dict(
        Entry.objects.filter(place=place, book__in=[book.pk for book in books])
        .values_list("book")
        .annotate(at=Max("happened_at"))
    )
    writable = [book for book in books if may(member, "ledgers.write", book)]
    writable.sort(key=lambda book: book.title)
    writable.sort(key=lambda book: last.get(book.pk, _LONG_AGO), reverse=True)
    return [
        Offer(
            book.title,
            f"{reverse('ledgers:new', args=[book.code])}?place={place.pk}",
            note=f"上次 {timezone.localtime(last[book.pk]):%m/%d %H:%M}" if book.pk in last else "",
        )
        for book in writable[:MOST]
    ]
