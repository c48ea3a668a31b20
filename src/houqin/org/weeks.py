"""Teaching weeks: Monday to Sunday, the first holding the first day of term. Pure."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

State = Literal["past", "now", "future", "break"]
WEEK = timedelta(days=7)


class TermDays(Protocol):
    """What a term must tell; the Term row does."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def midterm_first(self) -> date | None: ...
    @property
    def midterm_last(self) -> date | None: ...
    @property
    def finals_first(self) -> date | None: ...
    @property
    def finals_last(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class TeachingWeek:
    """One cell of the term's ruler."""

    n: int
    first: date
    last: date
    state: State
    label: str = ""


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_number(term_first: date, day: date) -> int:
    """1 for the week of the first day of term."""
    return (monday(day) - monday(term_first)).days // 7 + 1


def week_count(first: date, last: date) -> int:
    return week_number(first, last)


def ruler(term: TermDays, today: date, rest: AbstractSet[date]) -> list[TeachingWeek]:
    """The term week by week; a week in which no weekday is taught is a break."""
    weeks = []
    month = 0
    for n in range(1, week_count(term.first, term.last) + 1):
        start = monday(term.first) + (n - 1) * WEEK
        first, last = max(start, term.first), min(start + WEEK - timedelta(days=1), term.last)
        taught = [d for d in _weekdays(first, last) if d not in rest]
        label = _exam(term, first, last)
        if not label and first.month != month:
            label, month = f"{first.month}月", first.month
        weeks.append(TeachingWeek(n, first, last, _state(first, last, today, bool(taught)), label))
    return weeks


def _state(first: date, last: date, today: date, taught: bool) -> State:  # noqa: FBT001
    if first <= today <= last:
        return "now"
    if not taught:
        return "break"
    return "past" if last < today else "future"


def _weekdays(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5]


def _exam(term: TermDays, first: date, last: date) -> str:
    for name, start, end in (
        ("期中", term.midterm_first, term.midterm_last),
        ("期末", term.finals_first, term.finals_last),
    ):
        if start and end and start <= last and first <= end:
            return name
    return ""
