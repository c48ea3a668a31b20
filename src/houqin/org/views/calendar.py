"""The academic calendar: the year on one page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org import statutory
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Break, CalendarDay, SchoolYear, Term
from houqin.org.wording import words
from houqin.org.year_view import Days, term_weeks


@requires("org.see")
def calendar(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    """A school year: its terms week by week, breaks, own days, and what is not announced yet."""
    today = clock.today()
    years = list(SchoolYear.objects.order_by("first"))
    year = get_object_or_404(SchoolYear, pk=pk) if pk else _year_of(years, today)
    page: dict[str, Any] = {
        "title": words(request.member.kind).calendar,
        "said": words(request.member.kind),
        "years": years,
        "year": year,
        "may_keep": bool(may(request.member, "org.keep_calendar")),
        "known_until": statutory.known_until(),
        "weekdays": "一二三四五六日",
    }
    if year is not None:
        page |= _of_year(year, today)
    return render(request, "org/calendar.html", page)


def _year_of(years: list[SchoolYear], today: date) -> SchoolYear | None:
    """The year of today; between years the coming one."""
    return next((year for year in years if year.last >= today), years[-1] if years else None)


def _of_year(year: SchoolYear, today: date) -> dict[str, Any]:
    terms = list(Term.objects.filter(school_year=year).order_by("first"))
    breaks = list(
        Break.objects.filter(
            first__lte=year.last + timedelta(days=60), last__gte=year.first - timedelta(days=60)
        ).order_by("first")
    )
    own = list(CalendarDay.objects.filter(day__range=(year.first, year.last)).order_by("day"))
    days = _days(year, breaks, own)
    return {
        "terms": [{"term": term, "weeks": term_weeks(term, days, today)} for term in terms],
        "breaks": breaks,
        "own_days": own,
        "festivals": statutory.festivals(year.first, year.last),
        "unannounced_from": (
            max(year.first, statutory.known_until() + statutory.ONE)
            if year.last > statutory.known_until()
            else None
        ),
    }


def _days(year: SchoolYear, breaks: list[Break], own: list[CalendarDay]) -> Days:
    holidays = statutory.holidays(year.first, year.last)
    makeup = {d: f"{n}调休" for d, n in statutory.workdays(year.first, year.last).items()}
    exams: dict[date, str] = {}
    for row in own:
        name = row.name or row.get_sort_display()
        if row.sort == CalendarDay.Sort.HOLIDAY:
            holidays[row.day] = name
            makeup.pop(row.day, None)
        elif row.sort == CalendarDay.Sort.WORKDAY:
            makeup[row.day] = name
            holidays.pop(row.day, None)
        else:
            exams[row.day] = name
    rests = {
        row.first + n * statutory.ONE: row.name
        for row in breaks
        for n in range((row.last - row.first).days + 1)
    }
    return Days(holidays, makeup, exams, rests, statutory.known_until())
