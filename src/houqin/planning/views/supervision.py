"""督办: what is late and whose, what was put off and why, what nobody answers for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Min
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.core.asked import asked_day
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.listings import state_of, window_text
from houqin.planning.models import Deferral, Task
from houqin.planning.numbers import Tally, tally_by, total
from houqin.planning.policy import visible_tasks
from houqin.planning.request_listing import satisfaction
from houqin.planning.services import handling
from houqin.planning.views.doing import visible_task

_SHOWN = 30


@requires("planning.supervise")
def supervision(request: InstitutionRequest) -> HttpResponse:
    today = clock.today()
    seen = visible_tasks(request.member)
    late = seen.overdue(today)  # type: ignore[attr-defined]
    open_tasks = seen.open().select_related("item", "assignee")  # type: ignore[attr-defined]
    deferrals = Deferral.objects.filter(verdict="open", task__in=seen).exclude(
        made_by=request.member.staff
    )
    orphans = open_tasks.filter(assignee=None).order_by("due_on")
    departments = tally_by(seen, today, "department_id", "department__name")
    undated = open_tasks.filter(cadence__startswith="MONTH=", first__lte=today + timedelta(days=7))
    page = {
        "today": today,
        "people": late.exclude(assignee=None)
        .values("assignee_id", "assignee__name")
        .annotate(n=Count("pk"), since=Min("due_on"))
        .order_by("-n", "since")[:_SHOWN],
        "late": _rows(open_tasks.filter(due_on__lt=today).order_by("due_on")[:_SHOWN]),
        "review": _rows(
            seen.filter(state=Task.State.REVIEW).select_related("item", "assignee")[:_SHOWN]
        ),
        "orphans": _rows(orphans[:_SHOWN]),
        "without_owner": orphans.count(),
        "whole": total(departments.values()),
        "undated": _rows(
            [t for t in undated.order_by("first")[:200] if t.first != t.due_on][:_SHOWN]
        ),
        "deferrals": deferrals.select_related("task__item", "made_by")[:_SHOWN],
        "departments": _departments(departments),
        "figures": satisfaction(),
        "can_assign": bool(may(request.member, "planning.assign")),
    }
    return render(request, "planning/tasks/supervision.html", page)


def _rows(tasks: Iterable[Task]) -> list[dict[str, object]]:
    return [{"task": task, "state": state_of(task), "when": window_text(task)} for task in tasks]


def _departments(found: Mapping[tuple[Any, ...], Tally]) -> list[tuple[str, int | None, Tally]]:
    rows = [(key[1] or "（未分部门）", key[0], tally) for key, tally in found.items() if tally.due]
    return sorted(rows, key=lambda row: row[2].rate or 0)


@require_POST
@requires("planning.supervise")
def urge(request: InstitutionRequest, pk: int) -> HttpResponse:
    """催办."""
    row = visible_task(request.member, pk)
    try:
        handling.urge(actor=request.member, task_id=row.pk, now=clock.now())
        messages.success(request, f"已催办：{row.item.title}")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(_back(request))


@require_POST
@requires("planning.assign")
def fix_day(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Give a month's activity its day."""
    row = visible_task(request.member, pk)
    chosen = asked_day(request.POST.get("day", ""))
    try:
        if chosen is None:
            raise ValidationError("请选择一天。")
        handling.set_day(actor=request.member, task_id=row.pk, day=chosen)
        messages.success(request, f"“{row.item.title}”定在 {chosen.month}月{chosen.day}日")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(_back(request))


def _back(request: InstitutionRequest) -> str:
    """The page the button stood on, if it is one of ours."""
    came_from = request.headers.get("Referer", "")
    here = f"/i/{request.institution.code}/"
    path = came_from.split("://", 1)[-1]
    path = "/" + path.split("/", 1)[1] if "/" in path else ""
    return path if path.startswith(here) else f"{here}supervision/"
