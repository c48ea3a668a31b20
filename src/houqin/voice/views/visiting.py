"""Visits, the service station, supervision and marks, inside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houqin.cases.public import visible
from houqin.core import clock
from houqin.core.asked import asked_day, asked_number
from houqin.core.elsewhere import address_elsewhere
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.org.labels import qr_svg
from houqin.planning.models import Task
from houqin.ui.form_pages import confirm_page, form_page
from houqin.voice import numbers
from houqin.voice.forms.opinions import (
    CheckForm,
    DepartmentVisitForm,
    DifficultyForm,
    PointForm,
    ServiceForm,
    StationForm,
    VisitForm,
    VisitPlanForm,
)
from houqin.voice.models import (
    DepartmentVisit,
    InspectionVisit,
    Opinion,
    RatingPoint,
    Station,
    StationService,
    VisitPlan,
)
from houqin.voice.services import inspecting, visit_plans
from houqin.voice.services import station as station_services
from houqin.voice.services import visiting as services
from houqin.voice.views.opinions import case_page, crumbs


@require_safe
@requires("voice.see")
def visits(request: InstitutionRequest) -> HttpResponse:
    rows = InspectionVisit.objects.select_related("guide").prefetch_related("guests")[:60]
    page = {
        "title": "代表督察", "crumbs": crumbs(), "visits": rows, "today": clock.today(),
        "handles": bool(may(request.member, "voice.handle")),
    }  # fmt: skip
    return render(request, "voice/visits.html", page)


@requires("voice.handle")
def visit_new(request: InstitutionRequest) -> HttpResponse:
    return form_page(
        request,
        VisitForm(request.POST or None, initial={"day": clock.today()}),
        inspecting.plan_visit,
        then=lambda made: reverse("voice:visit", args=[made.pk]),
        title="安排代表督察",
        crumbs=crumbs(("代表督察", reverse("voice:visits"))),
        known={"actor": request.member, "now": clock.now(), "today": clock.today()},
        submit="安排，生成各人的链接",
    )


@requires("voice.handle")
def visit_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(InspectionVisit.objects.select_related("task", "guide"), pk=pk)
    guests = [f"{one.name}，{one.stands_for}".rstrip("，") for one in row.guests.all()]
    back = reverse("voice:visit", args=[pk])
    start = {
        "title": row.title, "day": row.day, "repeat": row.repeat, "places": row.places,
        "guide": row.guide_id, "guests": "\n".join(guests),
    }  # fmt: skip
    return form_page(
        request,
        VisitForm(request.POST or None, initial=start),
        inspecting.change_visit,
        then=back,
        title="改代表督察",
        crumbs=crumbs(("代表督察", reverse("voice:visits")), (row.title, back)),
        known={
            "actor": request.member, "visit": row, "now": clock.now(), "today": clock.today(),
        },
        done="已改",
    )  # fmt: skip


@require_safe
@requires("voice.handle")
def visit_letters(request: InstitutionRequest, pk: int) -> HttpResponse:
    """A letter for each guest, with the answers to what they said; to print and hand over."""
    row = get_object_or_404(InspectionVisit, pk=pk)
    said = Opinion.objects.filter(guest__visit=row).select_related("case").order_by("pk")
    letters: dict[int, list[Opinion]] = {}
    for one in said:
        letters.setdefault(one.guest_id or 0, []).append(one)
    page = {
        "title": "给代表的答复",
        "crumbs": crumbs(
            ("代表督察", reverse("voice:visits")), (row.title, reverse("voice:visit", args=[pk]))
        ),
        "visit": row, "today": clock.today(),
        "letters": [(one, letters.get(one.pk, [])) for one in row.guests.all()],
    }  # fmt: skip
    return render(request, "voice/visit_letters.html", page)


@require_safe
@requires("voice.see_all")
def visit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(InspectionVisit.objects.select_related("guide", "task"), pk=pk)
    base = f"/s/{request.institution.code}/v/"
    guests = []
    for guest in row.guests.all():
        address = address_elsewhere(request, f"{base}{guest.key}/")
        guests.append({"guest": guest, "address": address, "svg": qr_svg(address)})
    said = Opinion.objects.filter(guest__visit=row).select_related("case__owner", "guest")
    page = {
        "title": row.title, "crumbs": crumbs(("代表督察", reverse("voice:visits"))), "visit": row,
        "guests": guests, "said": said.order_by("pk"), "now": clock.now(),
        "handles": bool(may(request.member, "voice.handle")),
    }  # fmt: skip
    return render(request, "voice/visit.html", page)


@require_safe
@requires("voice.see")
def station(request: InstitutionRequest) -> HttpResponse:
    page = {
        "title": "服务站", "crumbs": crumbs(),
        "station": Station.objects.select_related("duty").first(),
        "services": list(StationService.objects.all()),
        "handles": bool(may(request.member, "voice.handle")),
        "public_url": f"/s/{request.institution.code}/station/",
    }  # fmt: skip
    return render(request, "voice/station.html", page)


@requires("voice.handle")
def station_edit(request: InstitutionRequest) -> HttpResponse:
    row = Station.objects.first()
    names = ("name", "hours", "place", "phone", "duty_note")
    start = {name: getattr(row, name) for name in names} | {"duty": row.duty_id} if row else {}
    return form_page(
        request,
        StationForm(request.POST or None, initial=start),
        station_services.keep_station,
        then=reverse("voice:station"),
        title="服务站设置",
        crumbs=crumbs(("服务站", reverse("voice:station"))),
        known={"actor": request.member},
    )


@requires("voice.handle")
def service_edit(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(StationService, pk=pk) if pk else None
    names = ("name", "steps", "days", "role", "position", "is_offered")
    start = {name: getattr(row, name) for name in names} if row else {}
    return form_page(
        request,
        ServiceForm(request.POST or None, kind=request.member.kind, initial=start),
        station_services.keep_service,
        then=reverse("voice:station"),
        title="改能办的事" if row else "添加能办的事",
        crumbs=crumbs(("服务站", reverse("voice:station"))),
        known={"actor": request.member, "row": row},
    )


@require_safe
@requires("voice.see_all")
def department_visits(request: InstitutionRequest) -> HttpResponse:
    today = clock.today()
    waiting, done, total = numbers.planned_visits(today)
    page = {
        "title": "下科室", "crumbs": crumbs(), "plans": waiting, "done": done, "total": total,
        "departments": [(one, one.days(today)) for one in numbers.visited(today)],
        "visits": DepartmentVisit.objects.select_related("department", "leader")[:30],
        "kinds": numbers.difficulties(today - timedelta(days=180), today),
        "visits_departments": bool(may(request.member, "voice.visit_departments")),
        "today": today,
    }  # fmt: skip
    return render(request, "voice/department_visits.html", page)


@require_safe
@requires("voice.see_all")
def department_visit(request: InstitutionRequest, pk: int) -> HttpResponse:
    """What was learned, and how the problems and difficulties of it stand."""
    rows = DepartmentVisit.objects.select_related("department", "leader")
    row = get_object_or_404(rows, pk=pk)
    cases = visible(request.member, "opinion").filter(
        pointer_type=DepartmentVisit._meta.label_lower, pointer_id=pk
    )
    back = reverse("voice:department_visits")
    page = {
        "title": str(row), "crumbs": crumbs(("下科室", back)), "visit": row,
        "cases": cases.select_related("owner").defer("search").order_by("pk"),
    }  # fmt: skip
    return render(request, "voice/department_visit.html", page)


@requires("voice.visit_departments")
def department_visit_new(request: InstitutionRequest) -> HttpResponse:
    """``?plan=``: the planned visit that this is."""
    start: dict[str, Any] = {"day": clock.today()}
    key = asked_number(request.GET.get("plan"))
    plans = VisitPlan.objects.filter(visit=None).select_related("task__assignee", "department")
    plan = plans.filter(pk=key).first() if key else None
    if plan is not None:
        start["department"] = plan.department_id
    else:
        start["department"] = asked_number(request.GET.get("department"))
    return form_page(
        request,
        DepartmentVisitForm(request.POST or None, initial=start),
        services.note_department_visit,
        then=lambda made: reverse("voice:department_visit", args=[made.pk]),
        title="记一次下科室",
        crumbs=crumbs(("下科室", reverse("voice:department_visits"))),
        known={"actor": request.member, "now": clock.now(), "plan": plan},
        note=f"计划去看：{plan.look_at}" if plan and plan.look_at else "",
        done="已记下，问题和困难已转成事项",
    )


@requires("voice.visit_departments")
def visit_plan_new(request: InstitutionRequest) -> HttpResponse:
    back = reverse("voice:department_visits")
    return form_page(
        request,
        VisitPlanForm(request.POST or None, initial={"leader": request.member.staff.pk}),
        visit_plans.plan_visits,
        then=back,
        title="安排下科室",
        crumbs=crumbs(("下科室", back)),
        known={"actor": request.member, "now": clock.now(), "today": clock.today()},
        note="每个科室一项任务，记下这次去了，任务就办好了。",
        done="已安排",
    )


@requires("voice.visit_departments")
def visit_plan_drop(request: InstitutionRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(VisitPlan.objects.select_related("department", "task"), pk=pk)
    back = reverse("voice:department_visits")
    return confirm_page(
        request,
        lambda: visit_plans.drop_plan(
            actor=request.member, plan=plan, now=clock.now(), today=clock.today()
        ),
        then=back,
        title="取消计划",
        question=f"不再安排去{plan}吗？",
        consequence="任务记为不适用，还在任务里看得到。",
        crumbs=crumbs(("下科室", back)),
    )


@requires("voice.report")
def difficulty(request: InstitutionRequest) -> HttpResponse:
    return form_page(
        request,
        DifficultyForm(request.POST or None),
        services.tell_difficulty,
        then=lambda made: case_page(made.case_id),
        title="说说自己的困难",
        crumbs=crumbs(),
        known={"actor": request.member, "now": clock.now()},
    )


def _period(request: InstitutionRequest) -> tuple[date, date]:
    """The half year up to today, or what the address asks for."""
    today = clock.today()
    first = asked_day(request.GET.get("first")) or today - timedelta(days=182)
    last = asked_day(request.GET.get("last")) or today
    return (first, last) if first <= last else (last, first)


@require_safe
@requires("voice.see_supervision")
def supervision(request: InstitutionRequest) -> HttpResponse:
    first, last = _period(request)
    total = numbers.supervised(first, last, "plan__sort")
    page = {
        "title": "督导检查", "crumbs": crumbs(), "first": first, "last": last,
        "total": total[0] if total else None,
        "departments": numbers.supervised(first, last, "department__name"),
        "leaders": numbers.supervised(first, last, "assignee__superior__name"),
        "unchecked": numbers.unchecked(first, last)[:100],
        "supervises": bool(may(request.member, "voice.supervise")), "today": clock.today(),
    }  # fmt: skip
    return render(request, "voice/supervision.html", page)


@requires("voice.supervise")
def check(request: InstitutionRequest, pk: int) -> HttpResponse:
    task = get_object_or_404(Task.objects.select_related("item", "assignee"), pk=pk)
    return form_page(
        request,
        CheckForm(request.POST or None),
        services.check_task,
        then=reverse("voice:supervision"),
        title=f"督导：{task.item.title}",
        crumbs=crumbs(("督导检查", reverse("voice:supervision"))),
        known={"actor": request.member, "task_id": pk, "now": clock.now()},
    )


@require_safe
@requires("voice.see_figures")
def points(request: InstitutionRequest) -> HttpResponse:
    """QRs, marks by week, and before against after a change."""
    today = clock.today()
    changed = asked_day(request.GET.get("changed"))
    rows = list(RatingPoint.objects.select_related("department"))
    base = f"/s/{request.institution.code}/m/"
    weeks = numbers.weekly_marks(today)
    page = {
        "title": "现场评价", "crumbs": crumbs(), "weeks": weeks,
        "points": [
            {"point": one, "svg": qr_svg(address_elsewhere(request, f"{base}{one.key}/"))}
            for one in rows
        ],
        "changed": changed, "compared": numbers.around(changed) if changed else [],
        "handles": bool(may(request.member, "voice.handle")), "chart": _marks(weeks),
    }  # fmt: skip
    return render(request, "voice/points.html", page)


def _marks(weeks: list[numbers.Week]) -> dict[str, Any]:
    days = sorted({one.first for one in weeks})
    if len(days) < 2:
        return {}
    names = list(dict.fromkeys(one.point for one in weeks))[:3]
    found = {(one.point, one.first): round(one.environment, 2) for one in weeks}
    return {
        "kind": "line", "x": [f"{day.month}/{day.day}" for day in days], "min": 1, "max": 5,
        "series": [{"name": n, "data": [found.get((n, day)) for day in days]} for n in names],
    }  # fmt: skip


@requires("voice.handle")
def point_edit(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(RatingPoint, pk=pk) if pk else None
    start = (
        {"name": row.name, "department": row.department_id, "is_used": row.is_used} if row else {}
    )
    return form_page(
        request,
        PointForm(request.POST or None, initial=start),
        services.keep_point,
        then=reverse("voice:points"),
        title="改评价点" if row else "添加评价点",
        crumbs=crumbs(("现场评价", reverse("voice:points"))),
        known={"actor": request.member, "row": row},
    )
