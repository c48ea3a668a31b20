"""Keeping routes: points, shifts, labels."""

from __future__ import annotations

from functools import partial

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.safety import patrol_lists
from houqin.safety.forms.patrols import PointsForm, RouteForm, ShiftForm
from houqin.safety.models import PatrolPoint, PatrolRoute, PatrolShift
from houqin.safety.policy import manages
from houqin.safety.services import patrols as services
from houqin.safety.views.patrols import crumbs
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import render_list


def _here(pk: int) -> str:
    return reverse("safety:route", args=[pk])


def _crumbs(row: PatrolRoute | None = None) -> list[tuple[str, str]]:
    found = crumbs(("线路", reverse("safety:routes")))
    return [*found, (row.name, _here(row.pk))] if row else found


@requires("safety.see")
def routes(request: InstitutionRequest) -> HttpResponse:
    rows = PatrolRoute.objects.annotate(
        point_count=Count("points", filter=Q(points__is_active=True), distinct=True),
        shift_count=Count("shifts", distinct=True),
    )
    add = reverse("safety:route_new") if manages(request.member) else ""
    return render_list(
        request, patrol_lists.ROUTES, rows, crumbs=crumbs(), add_url=add, add_label="添加线路"
    )


@requires("safety.see")
def route(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PatrolRoute.objects.select_related("lead"), pk=pk)
    page = {
        "title": row.name,
        "crumbs": _crumbs(),
        "route": row,
        "points": row.points.filter(is_active=True).select_related("place"),
        "shifts": row.shifts.all(),
        "rounds": [
            (one, patrol_lists.round_state(one))
            for one in row.rounds.select_related("route", "walker")[:8]
        ],
        "manages": manages(request.member),
        "may_walk": bool(may(request.member, "safety.patrol", row))
        and not request.member.is_read_only,
    }
    return render(request, "safety/route.html", page)


@requires("safety.manage")
def route_new(request: InstitutionRequest) -> HttpResponse:
    form = RouteForm(request.POST or None, kind=request.member.kind)
    return form_page(
        request, form, services.keep_route, then=lambda made: _here(made.pk),
        title="添加巡更线路", crumbs=_crumbs(), known={"actor": request.member},
        done="线路已添加，再给它加点位和班次。",
    )  # fmt: skip


@requires("safety.manage")
def route_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PatrolRoute, pk=pk)
    names = ("name", "purpose", "role", "needs_label", "is_active")
    start = {name: getattr(row, name) for name in names} | {"lead": row.lead_id}
    form = RouteForm(request.POST or None, kind=request.member.kind, initial=start)
    return form_page(
        request, form, services.keep_route, then=_here(pk), title="修改线路", crumbs=_crumbs(row),
        known={"actor": request.member, "route_id": pk}, done="已保存。",
    )  # fmt: skip


@requires("safety.manage")
def points_new(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PatrolRoute, pk=pk)
    taken = row.points.filter(is_active=True).values("place_id")
    return form_page(
        request, PointsForm(request.POST or None, taken=taken), services.add_points,
        then=_here(pk), title=f"给“{row.name}”加点位", crumbs=_crumbs(row), submit="加上",
        known={"actor": request.member, "route_id": pk},
    )  # fmt: skip


@requires("safety.manage")
def point_drop(request: InstitutionRequest, pk: int) -> HttpResponse:
    point = get_object_or_404(PatrolPoint.objects.select_related("route", "place"), pk=pk)
    return confirm_page(
        request, partial(services.drop_point, actor=request.member, point_id=pk),
        then=_here(point.route_id), title="去掉点位", crumbs=_crumbs(point.route),
        question=f"从“{point.route}”去掉“{point.place}”？", consequence="已有的签到都留着。",
    )  # fmt: skip


def _shift_page(
    request: InstitutionRequest, row: PatrolRoute, form: ShiftForm, shift_id: int | None
) -> HttpResponse:
    return form_page(
        request, form, services.keep_shift, then=_here(row.pk),
        title="修改班次" if shift_id else f"给“{row.name}”加班次", crumbs=_crumbs(row),
        known={"actor": request.member, "route_id": row.pk, "shift_id": shift_id},
    )  # fmt: skip


@requires("safety.manage")
def shift_new(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PatrolRoute, pk=pk)
    form = ShiftForm(request.POST or None, initial={"since": clock.today()})
    return _shift_page(request, row, form, None)


@requires("safety.manage")
def shift_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    shift = get_object_or_404(PatrolShift.objects.select_related("route"), pk=pk)
    names = ("name", "opens", "closes", "weekdays", "workdays_only", "since")
    form = ShiftForm(request.POST or None, initial={name: getattr(shift, name) for name in names})
    return _shift_page(request, shift.route, form, pk)


@requires("safety.manage")
def shift_drop(request: InstitutionRequest, pk: int) -> HttpResponse:
    shift = get_object_or_404(PatrolShift.objects.select_related("route"), pk=pk)
    return confirm_page(
        request, partial(services.drop_shift, actor=request.member, shift_id=pk),
        then=_here(shift.route_id), title="删除班次", crumbs=_crumbs(shift.route),
        question=f"删除班次“{shift}”？", consequence="以后不再要求走这一轮，走过的都留着。",
    )  # fmt: skip
