"""延期 and 不适用, and the superior's answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.forms.doing import DeferForm
from houqin.planning.models import Deferral
from houqin.planning.policy import visible_tasks
from houqin.planning.services import deferring
from houqin.planning.views.doing import visible_task
from houqin.ui.forms import submit


@requires("planning.do")
def defer(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_task(request.member, pk)
    form = DeferForm(request.POST or None)
    known = {"actor": request.member, "task_id": pk, "now": clock.now(), "today": clock.today()}
    if request.method == "POST" and submit(form, deferring.defer, **known) is not None:
        messages.success(request, f"已记下，上级会看到原因：{row.item.title}")
        return redirect("web:today")
    page = {"form": form, "task": row, "title": "延期或不适用"}
    return render(request, "planning/tasks/defer.html", page, status=422 if form.errors else 200)


@require_POST
@requires("planning.check")
def decide(request: InstitutionRequest, pk: int) -> HttpResponse:
    seen = Deferral.objects.filter(task__in=visible_tasks(request.member))
    row = get_object_or_404(seen, pk=pk)
    agree = request.POST.get("agree") == "1"
    deferring.decide(actor=request.member, deferral_id=row.pk, agree=agree, now=clock.now())
    messages.success(request, "已知悉" if agree else "已退回，按原期限办理")
    return redirect("planning:supervision")
