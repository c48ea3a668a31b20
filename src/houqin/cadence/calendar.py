"""The institution's calendar as plain values: terms, breaks, holidays, make-up workdays, exams."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class TermDates:
    """One term; mid-term and finals are estimated while nobody has entered them."""

    name: str
    start: date
    end: date
    midterm: Span | None = None
    finals: Span | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch without classes."""

    kind: Literal["summer", "winter", "holiday"]
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """Everything `windows` needs to know to put a cadence on real days."""

    terms: tuple[TermDates, ...] = ()
    breaks: tuple[Break, ...] = ()
    holidays: frozenset[date] = field(default_factory=frozenset)
    makeup_workdays: frozenset[date] = field(default_factory=frozenset)
    exams: tuple[Span, ...] = ()
