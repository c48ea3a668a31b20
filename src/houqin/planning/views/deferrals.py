"""延期 and 不适用, and the superior's answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.planning.forms.doing import DeferForm
from houqin.planning.models import Deferral, Evidence, Task
from houqin.planning.policy import visible_tasks
from houqin.planning.services import deferring
from houqin.planning.task_book import TaskBook, task_book
from houqin.planning.views.doing import visible_task
from houqin.ui.forms import submit


@requires("planning.do")
def defer(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_task(request.member, pk)
    book = _book(request.member, row) if row.item.book else None
    keys = [(gap.key, gap.name) for gap in book.gaps] if book else []
    latest, _what = deferring.latest_day(row, clock.today())
    form = DeferForm(request.POST or None, latest=latest, has_book=book is not None, keys=keys)
    known = {"actor": request.member, "task_id": pk}
    if request.method == "POST" and submit(form, _decide_how, **known) is not None:
        messages.success(request, f"已记下，上级会看到原因：{row.item.title}")
        return redirect("web:today")
    page = {"form": form, "task": row, "title": "延期或不适用"}
    return render(request, "planning/tasks/defer.html", page, status=422 if form.errors else 200)


def _book(member: Member, row: Task) -> TaskBook | None:
    evidence = Evidence.objects.standing().filter(task=row)
    return task_book(member, row, evidence, list(Deferral.objects.filter(task=row)))


def _decide_how(
    *, actor: Member, task_id: int, how: str, reason: str, new_due: date | None,
    keys: Sequence[str] = (),
) -> Deferral:  # fmt: skip
    known: dict[str, Any] = {
        "actor": actor, "task_id": task_id, "reason": reason, "now": clock.now()
    }  # fmt: skip
    if how == "keys":
        return deferring.waive_keys(keys=keys, **known)
    if how == "excuse":
        return deferring.excuse(today=clock.today(), **known)
    until = new_due if how == "postpone" else None
    return deferring.defer(new_due=until, today=clock.today(), **known)


@require_POST
@requires("planning.check")
def decide(request: InstitutionRequest, pk: int) -> HttpResponse:
    seen = Deferral.objects.filter(task__in=visible_tasks(request.member))
    row = get_object_or_404(seen, pk=pk)
    agree = request.POST.get("agree") == "1"
    deferring.decide(actor=request.member, deferral_id=row.pk, agree=agree, now=clock.now())
    messages.success(request, "已知悉" if agree else "已退回，按原期限办理")
    return redirect("planning:supervision")
