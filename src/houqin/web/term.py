"""The term's ruler for the frame, in one query whatever the calendar holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from houqin.org import statutory
from houqin.org.models import Break, CalendarDay, Term
from houqin.org.weeks import TeachingWeek, ruler


@dataclass(frozen=True, slots=True)
class TermView:
    """The term that a page shows, and its weeks. ``week`` is None in the holidays."""

    term: Term
    weeks: list[TeachingWeek]

    @property
    def week(self) -> TeachingWeek | None:
        return next((week for week in self.weeks if week.state == "now"), None)

    @property
    def title(self) -> str:
        return f"{self.term.school_year.name}{self.term.name}"

    def number_of(self, day: date) -> int | None:
        """The teaching week a day lies in."""
        return next((w.n for w in self.weeks if w.first <= day <= w.last), None)


def term_view(today: date) -> TermView | None:
    """The term of today, else the next, else the last; None before anybody entered one."""
    same = {"institution_id": OuterRef("institution_id")}
    inside = {"first__lte": OuterRef("last"), "last__gte": OuterRef("first")}
    breaks = Break.objects.filter(**same, **inside).order_by("first")
    days = CalendarDay.objects.filter(**same, day__range=(OuterRef("first"), OuterRef("last")))
    terms = Term.objects.select_related("school_year").annotate(
        rest=ArraySubquery(breaks.values(json=JSONObject(first="first", last="last"))),
        own=ArraySubquery(days.order_by("day").values(json=JSONObject(day="day", sort="sort"))),
    )
    rows = list(terms.order_by("first"))
    if not rows:
        return None
    term = next((row for row in rows if row.last >= today), rows[-1])
    return TermView(term, ruler(term, today, _rest(term)))


def _rest(term: Term) -> set[date]:
    rest = set(statutory.holidays(term.first, term.last))
    worked = set(statutory.workdays(term.first, term.last))
    for span in term.rest:  # type: ignore[attr-defined]
        first, last = date.fromisoformat(span["first"]), date.fromisoformat(span["last"])
        rest |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    for row in term.own:  # type: ignore[attr-defined]
        day = date.fromisoformat(row["day"])
        (rest if row["sort"] == CalendarDay.Sort.HOLIDAY else worked).add(day)
        if row["sort"] == CalendarDay.Sort.HOLIDAY:
            worked.discard(day)
    return rest - worked
