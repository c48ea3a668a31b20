"""今日: where everybody starts."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from houqin.cases.waiting import waiting_for
from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.models import Task
from houqin.planning.public import today_for
from houqin.planning.services.handling import urge as urge_task
from houqin.safety.policy import manages
from houqin.web.today import Presenter


@require_safe
@requires("web.see")
def today(request: InstitutionRequest) -> HttpResponse:
    """One's own day; who leads or inspects may see everybody's."""
    member = request.member
    sees_all = bool(may(member, "planning.see_all"))
    everyone = sees_all and (member.is_read_only or request.GET.get("who") == "all")
    day = today_for(member, clock.today(), everyone=everyone)
    drawn = Presenter(member, day)
    cases, cases_total = waiting_for(member, clock.now())
    page = {
        "day": day,
        "sees_all": sees_all and not member.is_read_only,
        "overdue": drawn.overdue(),
        "cells": drawn.cells(),
        "once": drawn.once(),
        "once_done": sum(line.is_done for line in day.today if not line.is_daily),
        "daily_done": sum(line.is_done for line in day.today if line.is_daily),
        "daily": sum(line.is_daily for line in day.today),
        "this_week": drawn.week(day.this_week),
        "next_week": drawn.next_week(),
        "reviews": drawn.reviews(),
        "helping": drawn.helping(),
        "leads_duty": manages(member),
        "leads_repairs": bool(may(member, "maintenance.manage")),
        "cases": cases,
        "cases_total": cases_total,
        "next_url": reverse("web:today") + ("?who=all" if everyone else ""),
    }
    return render(request, "web/today.html", page)


@require_POST
@requires("planning.supervise")
def urge(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Remind whoever is late; once an hour at most."""
    try:
        task = urge_task(actor=request.member, task_id=pk, now=clock.now())
    except Task.DoesNotExist:
        messages.error(request, "这项任务已不在，请刷新。")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"已催办：{task.assignee} 会收到通知。")
    return redirect(reverse("web:today") + "?who=all")
