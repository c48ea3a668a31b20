"""应急演练: planned from a plan, held with a time, compared with the time before."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.files.public import attachments_of, take_all
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.safety import emergency_lists as lists
from houqin.safety.forms.emergency import CallOffForm, DrillForm, HoldForm
from houqin.safety.models import Drill
from houqin.safety.policy import manages
from houqin.safety.services import emergency as services
from houqin.ui.form_pages import form_page
from houqin.ui.listing import render_list


def crumbs(row: Drill | None = None) -> list[tuple[str, str]]:
    found = [("应急演练", reverse("safety:drills"))]
    return [*found, (row.title, _here(row.pk))] if row else found


def _here(pk: int) -> str:
    return reverse("safety:drill", args=[pk])


@requires("safety.see")
def drills(request: InstitutionRequest) -> HttpResponse:
    add = reverse("safety:drill_new") if manages(request.member) else ""
    rows = Drill.objects.select_related("plan", "lead")
    return render_list(request, lists.DRILLS, rows, add_url=add, add_label="安排演练")


@requires("safety.see")
def drill(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Drill.objects.select_related("plan", "lead"), pk=pk)
    may_hold = row.state == Drill.State.PLANNED and not request.member.is_read_only
    page = {
        "title": row.title, "crumbs": crumbs(), "drill": row, "state": lists.drill_state(row),
        "photos": attachments_of([row])[row.pk],
        "problems": services.problems_of(row),
        "before": before(row, row.held_on or row.day),
        "may_manage": manages(request.member) and may_hold,
        "may_hold": may_hold
        and (row.lead_id == request.member.staff.pk or manages(request.member)),
    }  # fmt: skip
    return render(request, "safety/drill.html", page)


def before(row: Drill, day: date) -> Drill | None:
    """The drill of the same plan before this one: its time stands beside this one's."""
    rows = Drill.objects.filter(plan=row.plan_id, state=Drill.State.HELD, held_on__lt=day)
    return rows.exclude(pk=row.pk).order_by("-held_on", "-pk").first()


def _drill_page(request: InstitutionRequest, form: DrillForm, row: Drill | None) -> HttpResponse:
    return form_page(
        request, form, services.plan_drill, then=lambda made: _here(made.pk),
        title="修改演练安排" if row else "安排演练", crumbs=crumbs(row),
        known={"actor": request.member, "drill_id": row.pk if row else None}, done="已安排。",
    )  # fmt: skip


@requires("safety.manage")
def drill_new(request: InstitutionRequest) -> HttpResponse:
    start = {"lead": request.member.staff.pk, "plan": request.GET.get("plan")}
    return _drill_page(request, DrillForm(request.POST or None, initial=start), None)


@requires("safety.manage")
def drill_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Drill, pk=pk)
    start = {name: getattr(row, name) for name in ("title", "day", "scenario", "posts")}
    start |= {"plan": row.plan_id, "lead": row.lead_id}
    return _drill_page(request, DrillForm(request.POST or None, initial=start), row)


def hold_with_photos(*, actor: Member, photos: list[Any], now: Any, **given: Any) -> Drill:
    files = take_all(actor=actor, uploads=photos, now=now)
    return services.hold_drill(actor=actor, photos=files, now=now, **given)


@requires("safety.see")
def hold(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Drill.objects.select_related("plan"), pk=pk)
    start = {"held_on": clock.today()}
    return form_page(
        request, HoldForm(request.POST or None, request.FILES or None, initial=start),
        hold_with_photos, then=_here(pk), title=f"记演练：{row.title}", crumbs=crumbs(row),
        known={
            "actor": request.member, "drill_id": pk, "now": clock.now(), "today": clock.today(),
        },
        before=before(row, clock.today()), template="safety/hold.html", done="演练已记下。",
        draft=f"drill-{pk}",
    )  # fmt: skip


@requires("safety.manage")
def call_off(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Drill, pk=pk)
    return form_page(
        request, CallOffForm(request.POST or None), services.call_off, then=_here(pk),
        title=f"取消演练：{row.title}", crumbs=crumbs(row),
        known={"actor": request.member, "drill_id": pk},
    )  # fmt: skip
