"""One line of work in one week, item by item: the missing window and one tap to it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houqin.core import clock
from houqin.core.asked import asked_day
from houqin.core.domains import DOMAINS
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.numbers import tally
from houqin.radar.figures import SCOPES, UNSORTED, in_domain, monday_of, tasks_of
from houqin.radar.views.radar import scope_of
from houqin.radar.windows import MOST, Row, rows_of, ways_to

_WEEK = timedelta(days=7)
_DAYS = "一二三四五六日"
ALL = "all"


@require_safe
@requires("radar.see")
def domain(request: InstitutionRequest, code: str) -> HttpResponse:
    """Four queries, whatever the number of windows."""
    if code not in {*DOMAINS, UNSORTED.code, ALL}:
        raise Http404
    today, scope = clock.today(), scope_of(request)
    first = _week(request, today)
    tasks = tasks_of(request.member, scope)
    tasks = tasks if code == ALL else in_domain(tasks, code)
    of_week = tasks.filter(due_on__gte=first, due_on__lt=first + _WEEK)
    rows = rows_of(tasks, first, today)
    known = DOMAINS.get(code, UNSORTED)
    page = {
        "title": "全部领域" if code == ALL else known.name,
        "code": code,
        "domain": None if code == ALL else known,
        "crumbs": [("责任雷达", reverse("radar:radar"))],
        "rows": rows,
        "missed": _missed(request, rows, today),
        "tally": tally(of_week, today),
        "first": first,
        "last": first + _WEEK - timedelta(days=1),
        "before": first - _WEEK,
        "after": first + _WEEK,
        "is_now": first == monday_of(today),
        "heads": [(_DAYS[n], first + timedelta(days=n)) for n in range(7)],
        "today": today,
        "scope": scope,
        "scopes": SCOPES,
        "is_cut": sum(len(day) for row in rows for day in row.days) >= MOST,
        "may_assign": bool(may(request.member, "planning.assign")),
        "wide": True,
    }
    return render(request, "radar/domain.html", page)


def _week(request: InstitutionRequest, today: date) -> date:
    day = asked_day(request.GET.get("week"))
    near = day if day and abs((day - today).days) < 3700 else None
    return monday_of(near or today)


def _missed(request: InstitutionRequest, rows: list[Row], today: date) -> list[dict[str, Any]]:
    found = [(row, window) for row in rows for window in row.missed]
    ways = ways_to(request.member, [window for _row, window in found], today)
    return [
        {"row": row, "window": window, **way}
        for (row, window), way in zip(found, ways, strict=True)
    ]
