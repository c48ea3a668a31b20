"""How fresh a book is: one function, so that every page says the same.

A book's rhythm is what its settings say (``every_days``); where they say nothing it is read off
what was written: the usual number of working days from one day with entries to the next. Within its
rhythm a book scores 100; from there the score falls evenly, to 0 when three times the rhythm has
passed. Days of rest (weekends, holidays, breaks) do not count, so nothing goes stale over the
summer. With fewer than four days of entries and no word in the settings there is no score.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate, pairwise
from statistics import median

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate

from houqin.core import tenancy
from houqin.ledgers.models import Book, Entry
from houqin.org.calendar import days_calendar

# As many of the last entries are looked at; a book with thirty lines a day is a daily one.
LOOKED_AT = 30
FEWEST_GAPS = 3
FURTHEST = timedelta(days=400)
IsWorkday = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Freshness:
    """``score`` is None where no rhythm can be told; ``every`` the rhythm in working days."""

    score: int | None
    since: int
    every: int
    is_set: bool = False

    @property
    def state(self) -> str:
        """One of the six words' codes, "" where nothing can be said."""
        if self.score is None:
            return ""
        if self.score == 100:
            return "done"
        return "review" if self.score >= 50 else "late"

    @property
    def is_stale(self) -> bool:
        return self.score is not None and self.score < 100

    @property
    def said(self) -> str:
        if self.score is None:
            return "还看不出规律"
        word = "应" if self.is_set else "通常"
        each = "每个工作日都有" if self.every == 1 else f"每 {self.every} 个工作日有"
        usual = f"{word}{each}"
        if self.score == 100:
            return usual
        return f"{usual}，已 {self.since} 个工作日没记"


def freshness(
    written_on: Sequence[date], today: date, worked: WorkingDays, every: int | None = None
) -> Freshness:
    """``written_on``: the days of the last entries, one for each, at most ``LOOKED_AT``."""
    days = sorted(set(written_on), reverse=True)
    if not days:
        return Freshness(None, 0, every or 0, bool(every))
    since = worked.between(days[0], today)
    if every:
        return Freshness(_score(since, every), since, every, is_set=True)
    gaps = [worked.between(early, late) for late, early in pairwise(days)]
    is_full = len(written_on) >= LOOKED_AT
    if len(gaps) < FEWEST_GAPS and not is_full:
        return Freshness(None, since, 0)
    every = max(round(median(gaps)), 1) if gaps else 1
    return Freshness(_score(since, every), since, every)


def _score(since: int, every: int) -> int:
    over = max(since - every, 0)
    return max(0, 100 - round(100 * over / (2 * every)))


class WorkingDays:
    """Counts working days; what lies before ``first`` counts as if it were that day."""

    def __init__(self, first: date, last: date, is_workday: IsWorkday) -> None:
        self.first, self.last = first, last
        days = ((first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
        self._upto = [0, *accumulate(1 if is_workday(day) else 0 for day in days)]

    def _at(self, day: date) -> int:
        return self._upto[(min(max(day, self.first), self.last) - self.first).days]

    def between(self, after: date, until: date) -> int:
        """Working days later than ``after``, up to ``until`` with it."""
        return max(self._at(until) - self._at(after), 0)


def working_days(today: date) -> WorkingDays:
    """Of the last four hundred days, by the law's calendar and the institution's. One query."""
    first = today - FURTHEST
    calendar = days_calendar(tenancy.institution_id(), first, today)
    return WorkingDays(first, today, calendar.is_workday)


def with_recent(books: QuerySet[Book], month: datetime) -> QuerySet[Book]:
    """Books with ``last_at``, ``recent`` (days for ``freshness``) and ``this_month``, in one query.

    Days are told by PostgreSQL: six thousand instants would cost Python more than all the rest.
    """
    of_book = Entry.objects.filter(book=OuterRef("pk"))
    newest = of_book.order_by("-happened_at", "-pk")
    counted = (
        of_book.filter(happened_at__gte=month)
        .order_by()
        .values("book")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return books.annotate(
        last_at=Subquery(newest.values("happened_at")[:1]),
        recent=ArraySubquery(newest.values(day=TruncDate("happened_at"))[:LOOKED_AT]),
        this_month=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0)),
    )
