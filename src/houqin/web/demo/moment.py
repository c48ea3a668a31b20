"""Pretending that it is an earlier day, so that services write what they would have then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from django.db.models import Field
from django.utils import timezone


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """The instant of that day's local time."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@contextmanager
def as_of(moment: datetime) -> Iterator[datetime]:
    """Inside, the clock stands at ``moment``. For the one-threaded demo command only."""
    real = timezone.now
    setattr(timezone, "now", lambda: moment)  # noqa: B010 - mypy forbids assigning a function
    try:
        yield moment
    finally:
        setattr(timezone, "now", real)  # noqa: B010


@contextmanager
def given_times(*fields: Field[Any, Any]) -> Iterator[None]:
    """Let bulk-created rows keep the times they were given where saving would write its own."""
    for field in fields:
        field.auto_now_add = False  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for field in fields:
            field.auto_now_add = True  # type: ignore[attr-defined]
