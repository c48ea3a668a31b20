"""活动安排: one month the way the plans print it, and how to get to the others."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from houqin.cadence import Cadence, Freq, describe
from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.org.calendar import school_calendar
from houqin.org.terms import TermView, near, term_views
from houqin.planning.listings import narrow_columns, state_of, window_text
from houqin.planning.models import Task
from houqin.planning.numbers import Tally, tally_by
from houqin.planning.policy import visible_among
from houqin.planning.views.calendar import narrowed

_ROUTINE = {Freq.DAILY, Freq.WEEKLY, Freq.HOURLY}
_MOST = 400


@requires("planning.see")
def this_month(request: InstitutionRequest) -> HttpResponse:
    today = clock.today()
    return redirect("planning:calendar_month", year=today.year, number=today.month)


@requires("planning.see")
def month(request: InstitutionRequest, year: int, number: int) -> HttpResponse:
    """What happens this month: activities line by line, routines summed up."""
    if not (1 <= number <= 12 and 2000 <= year <= 2100):
        raise Http404
    first = date(year, number, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    today = clock.today()
    tasks = narrowed(request).filter(due_on__range=(first, last))
    said = tasks.order_by().values_list("cadence", flat=True).distinct()
    routine = [text for text in said if _is_routine(text)]
    activities = list(
        narrow_columns(tasks.exclude(cadence__in=routine), "cadence").order_by(
            "first", "due_on", "pk"
        )[:_MOST]
    )
    visible = visible_among(request.member, {task.pk for task in activities})
    page = {
        "first": first,
        "last": last,
        "today": today,
        "months": _months(near(term_views(today), first), first),
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1),
        "rows": [_row(t, visible, today) for t in activities],
        "days": _days(request, activities, first, last, today),
        "routines": _routines(tasks.filter(cadence__in=routine), today, (first, last)),
        "chosen": request.GET,
        "kept": request.GET.urlencode(),
        "tab": "month",
    }
    return render(request, "planning/calendar/month.html", page)


@lru_cache(maxsize=4096)
def _is_routine(text: str) -> bool:
    return bool(text) and Cadence.from_text(text).freq in _ROUTINE


@lru_cache(maxsize=4096)
def _said(text: str) -> str:
    return describe(Cadence.from_text(text))


def _row(task: Task, visible: set[int], today: date) -> dict[str, Any]:
    undated = task.cadence.startswith("MONTH=") and task.first != task.due_on and task.is_open
    return {
        "task": task,
        "state": state_of(task),
        "when": window_text(task),
        "open": task.pk in visible,
        "undated": undated and task.first <= today + timedelta(days=7),
    }


def _months(term: TermView | None, shown: date) -> list[tuple[date, bool]]:
    """The months of the term that holds (or follows) the month shown."""
    if term is None:
        return [(shown, True)]
    found, month = [], term.first.replace(day=1)
    while month <= term.last:
        found.append((month, month == shown))
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def _days(
    request: InstitutionRequest, activities: list[Task], first: date, last: date, today: date
) -> list[list[dict[str, Any] | None]]:
    """The month as weeks of days for the wall-calendar view; None pads the corners."""
    calendar = school_calendar(request.institution.pk, first, last)
    by_day: dict[date, list[Task]] = defaultdict(list)
    for task in activities:
        if task.first == task.due_on:
            by_day[task.due_on].append(task)
    cells: list[dict[str, Any] | None] = [None] * first.weekday()
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        rest = not calendar.is_workday(day)
        cells.append({"day": day, "rest": rest, "now": day == today, "tasks": by_day[day][:4]})
    cells += [None] * (-len(cells) % 7)
    return [cells[i : i + 7] for i in range(0, len(cells), 7)]


def _routines(tasks: Any, today: date, month: tuple[date, date]) -> list[dict[str, Any]]:
    """Daily and weekly work, one line an item, with how it stands this month."""
    found: dict[tuple[Any, ...], Tally] = tally_by(
        tasks, today, "item_id", "item__title", "cadence", "domain"
    )
    inside = f"{reverse('planning:tasks')}?due_from={month[0]}&due_to={month[1]}"
    rows = [
        {
            "url": f"{inside}&item={item}",
            "title": title,
            "when": _said(cadence),
            "domain": domain,
            "tally": one,
        }
        for (item, title, cadence, domain), one in found.items()
    ]
    return sorted(rows, key=lambda row: (-row["tally"].overdue, row["domain"], row["title"]))
