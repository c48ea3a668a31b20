"""The night's job: seal the day that has ended."""

from __future__ import annotations

from datetime import timedelta

from houqin.core import clock
from houqin.ledgers.services.days import seal_day


def seal_yesterday(_institution_id: int) -> object:
    return seal_day(day=clock.today() - timedelta(days=1), now=clock.now())
