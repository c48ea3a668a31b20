"""责任雷达: one picture of what the law and the plans ask this week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.calendar import term_on
from houqin.org.weeks import week_number
from houqin.planning.models import Task
from houqin.planning.numbers import Tally
from houqin.radar.figures import SCOPES, monday_of, picture, tasks_of, trend
from houqin.radar.windows import gaps, ways_to

SHOWN = 12


def scope_of(request: InstitutionRequest) -> str:
    asked = request.GET.get("scope", "")
    return asked if asked in dict(SCOPES) else ""


@require_safe
@requires("radar.see")
def radar(request: InstitutionRequest) -> HttpResponse:
    """Three queries for the figures, three for what is missing."""
    today, scope = clock.today(), scope_of(request)
    tasks = tasks_of(request.member, scope)
    seen = picture(tasks, today)
    missed = gaps(tasks, monday_of(today), today - timedelta(days=1), SHOWN + 1)
    ways = ways_to(request.member, missed[:SHOWN], today)
    page = {
        "title": "责任雷达",
        "picture": seen,
        "today": today,
        "scope": scope,
        "scopes": SCOPES,
        "missed": [{"gap": one, **way} for one, way in zip(missed, ways, strict=False)],
        "may_assign": bool(may(request.member, "planning.assign")),
        "is_more": len(missed) > SHOWN,
        **_trend(tasks, today),
    }
    return render(request, "radar/radar.html", page)


def _trend(tasks: QuerySet[Task], today: date) -> dict[str, Any]:
    """The term's weeks as a chart, with the same words as the cells."""
    term = term_on(today)
    if term is None:
        return {"chart": None}
    weeks = trend(tasks, term.first, term.last, today)
    tallies = [one for _week, one in weeks]
    return {
        "term_row": term,
        "chart": {
            "kind": "bar",
            "axis": "周",
            "unit": "项",
            "x": [f"{week_number(term.first, week)}" for week, _one in weeks],
            "series": [
                _series("按时做的", "accent-solid", [t.finished - t.done_late for t in tallies]),
                _series("补做的", "heat-2", [t.done_late for t in tallies]),
                _series("缺的", "late", [t.overdue for t in tallies]),
            ],
            "links": [_week_url(week) for week, _one in weeks],
        },
        "finding": _finding(tallies),
    }


def _series(name: str, role: str, data: list[int]) -> dict[str, Any]:
    return {"name": name, "role": role, "data": data, "stack": "all"}


def _week_url(week: Any) -> str:
    return f"{reverse('radar:domain', args=['all'])}?week={week:%Y-%m-%d}"


def _finding(tallies: list[Tally]) -> str:
    """What the chart shows, in one sentence."""
    done = [one for one in tallies if one.due]
    if not done:
        return "本期还没有到期的事"
    worst = max(done, key=lambda one: one.overdue)
    if not worst.overdue:
        return f"本期 {len(done)} 周，没有缺的"
    return f"缺得最多的是第 {tallies.index(worst) + 1} 周，{worst.overdue} 项"
