"""Windows, scores and standings of the safety room. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from houqin.core.asked import asked_month

HERE = ZoneInfo("Asia/Shanghai")
EXTRA_ROUND = timedelta(hours=2)
ONE_DAY = timedelta(days=1)


def day_of(now: datetime) -> date:
    """The day here."""
    return now.astimezone(HERE).date()


def shift_window(day: date, opens: time, closes: time) -> tuple[datetime, datetime]:
    """When the round of this day may be walked; one that closes before it opens ends next day."""
    first = datetime.combine(day, opens, HERE)
    last = datetime.combine(day if closes > opens else day + ONE_DAY, closes, HERE)
    return first, last


def share(part: int, whole: int) -> int | None:
    """Whole percents, rounded down: 100 only where nothing is missing; None of nothing."""
    return part * 100 // whole if whole else None


def walked_on(
    day: date,
    weekdays: Collection[int],
    *,
    workdays_only: bool,
    is_work: bool,
    rest_days_only: bool = False,
) -> bool:
    """Whether a shift of these weekdays (Monday is 0) is walked that day.

    One for working days follows the calendar: also a Saturday on which the week is made up; one
    for days of rest is due on all others.
    """
    if workdays_only or rest_days_only:
        return is_work is workdays_only
    return day.weekday() in weekdays


def month_of(text: str | None, today: date) -> date:
    """``2026-11`` → its first day; this month for anything else."""
    return asked_month(text) or today.replace(day=1)


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_span(first: date) -> tuple[datetime, datetime]:
    """The month's instants: from, and the first one after it."""
    begin = datetime.combine(first, time(0), HERE)
    return begin, datetime.combine(next_month(first), time(0), HERE)
