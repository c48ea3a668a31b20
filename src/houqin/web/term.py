"""The term's ruler for the frame, in one query whatever the calendar holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet

from houqin.core.prepared import PreparedRows
from houqin.org import statutory
from houqin.org.models import Break, CalendarDay, Term
from houqin.org.weeks import TeachingWeek, TermDays, ruler


@dataclass(frozen=True, slots=True)
class TermView:
    """The term that a page shows, and its weeks. ``week`` is None in the holidays."""

    term: TermDays
    title: str
    weeks: tuple[TeachingWeek, ...]

    @property
    def week(self) -> TeachingWeek | None:
        return next((week for week in self.weeks if week.state == "now"), None)

    def number_of(self, day: date) -> int | None:
        """The teaching week a day lies in."""
        return next((w.n for w in self.weeks if w.first <= day <= w.last), None)


_COLUMNS = (
    "name", "first", "last", "midterm_first", "midterm_last", "finals_first", "finals_last",
    "year", "breaks_first", "breaks_last", "free", "worked",
)  # fmt: skip


def _terms() -> QuerySet[Term, Any]:
    same = {"institution_id": OuterRef("institution_id")}
    inside = {"first__lte": OuterRef("last"), "last__gte": OuterRef("first")}
    breaks = Break.objects.filter(**same, **inside).order_by("first")
    days = CalendarDay.objects.filter(**same, day__range=(OuterRef("first"), OuterRef("last")))
    free = days.filter(sort=CalendarDay.Sort.HOLIDAY).values("day")
    terms: QuerySet[Term, Any] = (
        Term.objects.order_by("first")
        .values(*_COLUMNS[:7], year=F("school_year__name"))
        .annotate(
            breaks_first=ArraySubquery(breaks.values("first")),
            breaks_last=ArraySubquery(breaks.values("last")),
            free=ArraySubquery(free),
            worked=ArraySubquery(days.exclude(sort=CalendarDay.Sort.HOLIDAY).values("day")),
        )
    )
    return terms


_TERMS = PreparedRows(_terms)


def term_view(today: date) -> TermView | None:
    """The term of today, else the next, else the last; None before anybody entered one."""
    rows = _TERMS()
    if not rows:
        return None
    term = next((row for row in rows if row.last >= today), rows[-1])
    return _view(tuple(tuple(v) if isinstance(v, list) else v for v in term), today)


@lru_cache(maxsize=256)
def _view(values: tuple[Any, ...], today: date) -> TermView:
    """The same rows make the same ruler; the next day and the next change make another."""
    term = SimpleNamespace(**dict(zip(_COLUMNS, values, strict=True)))
    return TermView(term, f"{term.year}{term.name}", tuple(ruler(term, today, _rest(term))))


def _rest(term: Any) -> set[date]:
    rest = set(statutory.holidays(term.first, term.last))
    worked = set(statutory.workdays(term.first, term.last)) | set(term.worked)
    for first, last in zip(term.breaks_first, term.breaks_last, strict=True):
        rest |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return (rest | set(term.free)) - (worked - set(term.free))
