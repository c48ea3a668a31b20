"""The terms with their weeks, in one query whatever the calendar holds."""

from __future__ import annotations

from collections.abc import Sequence
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
from houqin.org.weeks import TeachingWeek, ruler


@dataclass(frozen=True, slots=True)
class TermView:
    """A term and its weeks. ``week`` is None in the holidays."""

    pk: int
    name: str
    first: date
    last: date
    title: str
    weeks: tuple[TeachingWeek, ...]

    @property
    def week(self) -> TeachingWeek | None:
        return next((week for week in self.weeks if week.state == "now"), None)


_COLUMNS = (
    "id", "name", "first", "last", "midterm_first", "midterm_last", "finals_first", "finals_last",
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
        .values(*_COLUMNS[:8], year=F("school_year__name"))
        .annotate(
            breaks_first=ArraySubquery(breaks.values("first")),
            breaks_last=ArraySubquery(breaks.values("last")),
            free=ArraySubquery(free),
            worked=ArraySubquery(days.exclude(sort=CalendarDay.Sort.HOLIDAY).values("day")),
        )
    )
    return terms


_TERMS = PreparedRows(_terms)


def term_views(today: date) -> list[TermView]:
    """All terms, the earliest first."""
    return [_view(tuple(map(_fixed, row)), today) for row in _TERMS()]


def term_view(today: date) -> TermView | None:
    """The term of today, else the next, else the last; None before anybody entered one."""
    return near(term_views(today), today)


def near(terms: Sequence[TermView], day: date) -> TermView | None:
    """The term of the day, else the next one, else the last."""
    return next((term for term in terms if term.last >= day), terms[-1] if terms else None)


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=512)
def _view(values: tuple[Any, ...], today: date) -> TermView:
    """The same rows make the same ruler; the next day and the next change make another."""
    row = SimpleNamespace(**dict(zip(_COLUMNS, values, strict=True)))
    weeks = tuple(ruler(row, today, _rest(row)))
    return TermView(row.id, row.name, row.first, row.last, f"{row.year}{row.name}", weeks)


def _rest(term: Any) -> set[date]:
    rest = set(statutory.holidays(term.first, term.last))
    worked = set(statutory.workdays(term.first, term.last)) | set(term.worked)
    for first, last in zip(term.breaks_first, term.breaks_last, strict=True):
        rest |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return (rest | set(term.free)) - (worked - set(term.free))
