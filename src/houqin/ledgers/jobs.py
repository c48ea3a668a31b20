"""What goes on by itself: days sealed, their digests sent out, old exports taken away."""

from __future__ import annotations

from datetime import timedelta

from houqin.core import clock
from houqin.ledgers.services import orders, posting
from houqin.ledgers.services.days import seal_day


def seal_yesterday(_institution_id: int) -> object:
    return seal_day(day=clock.today() - timedelta(days=1), now=clock.now())


def post_days(_institution_id: int) -> object:
    """For an institution that sends nothing out this is one query."""
    return posting.post_due(read_clock=clock.now)


def drop_papers(_institution_id: int) -> object:
    return orders.drop_expired(clock.now())
