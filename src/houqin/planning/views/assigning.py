"""Handing work to people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.core.asked import asked_numbers
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.forms.assigning import AddTaskForm, AssignForm
from houqin.planning.policy import visible_tasks
from houqin.planning.services.assigning import hand_over
from houqin.planning.services.builtin import add_task
from houqin.ui.forms import submit


@requires("planning.assign")
def add(request: InstitutionRequest) -> HttpResponse:
    """临时安排: one task that no plan foresaw."""
    form = AddTaskForm(request.POST or None)
    known = {"actor": request.member, "now": clock.now(), "today": clock.today()}
    if request.method == "POST":
        made = submit(form, add_task, **known)
        if made is not None:
            messages.success(request, f"已派给{made.assignee.name}：{made.item.title}")  # type: ignore[union-attr]
            return redirect("planning:tasks")
    page = {
        "form": form, "title": "临时安排", "submit": "派发",
        "cancel_url": reverse("planning:tasks"), "crumbs": [("任务", reverse("planning:tasks"))],
    }  # fmt: skip
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@require_POST
@requires("planning.assign")
def assign(request: InstitutionRequest) -> HttpResponse:
    """改派: the first post shows who it could be, the second does it."""
    ids = request.POST.getlist("ids")[:2000]
    form = AssignForm(request.POST if "to" in request.POST else None, ids=ids)
    if "to" in request.POST and form.is_valid():
        count = submit(form, _hand_over, actor=request.member, today=clock.today())
        if count:
            messages.success(request, f"已改派 {count} 项任务")
            return redirect("planning:tasks")
    tasks = visible_tasks(request.member).filter(pk__in=asked_numbers(ids))
    shown = tasks.select_related("item", "assignee").order_by("due_on")[:20]
    page = {"form": form, "tasks": shown, "ids": ids, "title": f"改派 {len(ids)} 项任务"}
    return render(request, "planning/tasks/assign.html", page, status=422 if form.errors else 200)


def _hand_over(*, ids: list[int], to: object, **known: object) -> int:
    return hand_over(task_ids=ids, to=to.pk, **known)  # type: ignore[attr-defined, arg-type]
