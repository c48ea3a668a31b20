"""学期日历: the term as a heat map, one week of it, and the same by person and department."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When, Window
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.core.domains import DOMAINS
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Department, Staff
from houqin.org.terms import TermView, near, term_views
from houqin.org.weeks import TeachingWeek
from houqin.planning.heat import by_week, cells, heads
from houqin.planning.listings import narrow_columns, params_for, state_of, window_text
from houqin.planning.models import Task, WorkPlan
from houqin.planning.models.tasks import OPEN
from houqin.planning.numbers import total
from houqin.planning.policy import visible_among
from houqin.ui.tables import Related, options_of

_SHOWN = 12
_TERMS_OFFERED = 8
_NARROWING = {"plan": "plan_id", "department": "department_id", "person": "assignee_id"}


def chosen_term(
    request: InstitutionRequest, terms: Sequence[TermView], today: date
) -> TermView | None:
    """The term asked for, else the one that runs."""
    key = asked_number(request.GET.get("term"))
    if key is None:
        return near(terms, today)
    found = next((term for term in terms if term.pk == key), None)
    if found is None:
        raise Http404("no such term")
    return found


def is_narrowed(request: InstitutionRequest) -> bool:
    return any(request.GET.get(name) for name in (*_NARROWING, "mine"))


def narrowed(request: InstitutionRequest) -> QuerySet[Task]:
    """Everybody sees the whole calendar; the address narrows it."""
    tasks = Task.objects.all()
    for name, field in _NARROWING.items():
        value = asked_number(request.GET.get(name))
        if value is not None:
            tasks = tasks.filter(**{field: value})
    if request.GET.get("mine"):
        tasks = tasks.filter(assignee=request.member.staff)
    return tasks


def _kept(request: InstitutionRequest) -> str:
    kept = request.GET.copy()
    kept.pop("domain", None)
    return kept.urlencode()


@requires("planning.see")
def term(request: InstitutionRequest) -> HttpResponse:
    today = clock.today()
    terms = term_views(today)
    row = chosen_term(request, terms, today)
    if row is None:
        return render(request, "planning/calendar/empty.html")
    weeks = row.weeks
    tasks = narrowed(request) if is_narrowed(request) else None
    found = by_week(tasks, row, today, "domain")
    order = [code for code in DOMAINS if code in found] + [c for c in found if c not in DOMAINS]
    kept = _kept(request)

    pages = {w.n: reverse("planning:calendar_week", args=[w.n]) for w in weeks}

    def address(code: str) -> Callable[[int], str]:
        return lambda n: f"{pages[n]}?{kept}&domain={code}"

    rows = [{"domain": c, "cells": cells(found[c], weeks, address(str(c)))} for c in order]
    now = next((w for w in weeks if w.state == "now"), weeks[0])
    page = {
        **_filters(request, row, terms),
        "weeks": weeks,
        "heads": heads(weeks),
        "rows": rows,
        "whole": total(one for by in found.values() for one in by.values()),
        "week": _week(request, now),
        "tab": "term",
    }
    return render(request, "planning/calendar/term.html", page)


_PLAN = Related(
    "plan", "计划", lambda: WorkPlan.objects.exclude(version=0).order_by("-pk")[:30], "", "title"
)
_DEPARTMENT = Related("department", "部门", Department.objects.all, "", "name")


def _filters(
    request: InstitutionRequest, row: TermView, terms: Sequence[TermView]
) -> dict[str, Any]:
    offered = options_of([_PLAN, _DEPARTMENT])
    return {
        "term": row,
        "terms": terms[: -_TERMS_OFFERED - 1 : -1],
        "plans": offered["plan"],
        "departments": offered["department"],
        "chosen": request.GET,
        "kept": request.GET.urlencode(),
        "can_assign": bool(may(request.member, "planning.assign")),
    }


def _week(request: InstitutionRequest, week: TeachingWeek) -> dict[str, Any]:
    """The week's tasks for the side panel: what needs attention first."""
    tasks = narrowed(request).filter(first__lte=week.last, due_on__gte=week.first)
    domain = request.GET.get("domain", "")
    if domain in DOMAINS:
        tasks = tasks.filter(domain=domain)
    today = clock.today()
    is_open = Q(state__in=OPEN)
    urgency = Case(When(is_open & Q(due_on__lt=today), then=0), When(is_open, then=1), default=2)
    ordered = narrow_columns(tasks).annotate(all_of_them=Window(Count("*")))
    listed = list(ordered.order_by(urgency, "due_on", "state", "pk")[:_SHOWN])
    count = listed[0].all_of_them if listed else 0
    visible = visible_among(request.member, {task.pk for task in listed})
    return {
        "n": week.n,
        "first": week.first,
        "last": week.last,
        "domain": domain,
        "count": count,
        "more": max(0, count - _SHOWN),
        "url": params_for(due_from=week.first, due_to=week.last, domain=domain),
        "rows": [
            {"task": t, "state": state_of(t), "when": window_text(t), "open": t.pk in visible}
            for t in listed
        ],
    }


@requires("planning.see")
def week(request: InstitutionRequest, n: int) -> HttpResponse:
    """One week's tasks: the side panel for htmx, a page of its own otherwise."""
    today = clock.today()
    row = chosen_term(request, term_views(today), today)
    weeks = row.weeks if row else ()
    if row is None or not 1 <= n <= len(weeks):
        raise Http404
    page = {
        "week": _week(request, weeks[n - 1]),
        "term": row,
        "weeks": weeks,
        "kept": _kept(request),
    }
    htmx = getattr(request, "htmx", None)
    return render(request, f"planning/calendar/{'week_panel' if htmx else 'week'}.html", page)


def _by(request: InstitutionRequest, field: str, names: dict[int, str], title: str) -> HttpResponse:
    today = clock.today()
    terms = term_views(today)
    row = chosen_term(request, terms, today)
    if row is None:
        return render(request, "planning/calendar/empty.html")
    weeks = row.weeks
    tasks = narrowed(request) if is_narrowed(request) else None
    found = by_week(tasks, row, today, f"{field}_id")
    span = {w.n: (w.first, w.last) for w in weeks}

    def address(key: object) -> Callable[[int], str]:
        return lambda n: params_for(**{field: key, "due_from": span[n][0], "due_to": span[n][1]})

    rows = [
        {
            "name": names.get(key, "待指派" if field == "assignee" else "未分部门"),  # type: ignore[call-overload]
            "total": total(by.values()),
            "url": params_for(**{field: key}),
            "cells": cells(by, weeks, address(key)),
        }
        for key, by in found.items()
    ]
    rows.sort(key=lambda r: (-r["total"].overdue, r["name"]))
    page = {
        **_filters(request, row, terms),
        "heads": heads(weeks),
        "rows": rows,
        "title": title,
        "tab": field,
    }
    return render(request, "planning/calendar/by.html", page)


@requires("planning.see")
def people(request: InstitutionRequest) -> HttpResponse:
    return _by(request, "assignee", dict(Staff.objects.values_list("pk", "name")), "按人看")


@requires("planning.see")
def departments(request: InstitutionRequest) -> HttpResponse:
    return _by(
        request, "department", dict(Department.objects.values_list("pk", "name")), "按部门看"
    )
