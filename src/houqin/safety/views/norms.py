"""四色风险点 and 安全规范."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Place, Staff
from houqin.safety import norm_reports
from houqin.safety.forms.norms import ClauseForm, ReportForm, RiskForm
from houqin.safety.models import RiskPoint, SafetyClause
from houqin.safety.policy import manages
from houqin.safety.services import norms as services
from houqin.ui.form_pages import form_page
from houqin.ui.listing import Listing, render_list
from houqin.ui.tables import Choice, Column, foreign_key

_ORDER = list(RiskPoint.Colour)


def _chip(row: RiskPoint) -> tuple[str, str]:
    return f"risk-{row.colour}", row.get_colour_display()


RISKS: Listing = Listing(
    name="risks",
    title="四色风险点",
    columns=(
        Column("风险点", "title", sort="title", phone="title", width=24),
        Column("等级", "get_colour_display", chip=_chip, phone="side"),
        Column("场所", "place.full_name", sort="place__path", width=24),
        Column("可能发生什么", "harm", width=24),
        Column("责任人", "leader.name"),
        Column("最迟复评", "review_by", sort="review_by", format="day"),
        Column("管控措施", "measures", phone="hide", css="hq-ink3", width=40),
    ),
    filters=(
        Choice("colour", "等级", RiskPoint.Colour.choices, lookup="colour"),
        foreign_key("leader", "责任人", lambda: Staff.objects.filter(left_on=None)),
    ),
    search=("title", "harm", "place__full_name"),
    search_hint="搜风险点、场所",
    sort="place__path",
    href=lambda row: reverse("safety:risk_edit", args=[row.pk]),
    empty_title="还没有风险点。",
    empty_hint="按楼排查：配电室、锅炉房、实验室、楼梯口，定红橙黄蓝，写清谁管、怎么防。",
)  # fmt: skip


@requires("safety.see")
def risks(request: InstitutionRequest) -> HttpResponse:
    rows = RiskPoint.objects.filter(is_active=True).select_related("place", "leader")
    may_manage = manages(request.member)
    add = reverse("safety:risk_new") if may_manage else ""
    return render_list(
        request, RISKS if may_manage else replace(RISKS, href=None), rows,
        template="safety/risks.html", add_url=add, add_label="添加风险点",
        buildings=Place.objects.filter(sort="building").only("pk", "name"),
    )  # fmt: skip


@requires("safety.see")
def board(request: InstitutionRequest) -> HttpResponse:
    """The printable board of a building (or of everything): the worst first."""
    key = asked_number(request.GET.get("building"))
    building = Place.objects.filter(pk=key).first() if key else None
    rows = RiskPoint.objects.filter(is_active=True).select_related("place", "leader")
    if building is not None:
        below = rows.filter(place__path__startswith=f"{building.path}/")
        rows = rows.filter(place=building) | below
    found = sorted(rows, key=lambda row: (_ORDER.index(RiskPoint.Colour(row.colour)), row.pk))
    counts = [(f"risk-{one}", one.label, sum(r.colour == one for r in found)) for one in _ORDER]
    page = {
        "title": f"{building.name if building else '全部场所'}安全风险告知牌",
        "crumbs": [("四色风险点", reverse("safety:risks"))],
        "rows": [(row, _chip(row)) for row in found], "counts": counts,
        "today": clock.today(),
    }  # fmt: skip
    return render(request, "safety/board.html", page)


def _risk_page(request: InstitutionRequest, form: RiskForm, row: RiskPoint | None) -> HttpResponse:
    return form_page(
        request, form, services.keep_risk, then=reverse("safety:risks"),
        title="修改风险点" if row else "添加风险点",
        crumbs=[("四色风险点", reverse("safety:risks"))],
        known={"actor": request.member, "risk_id": row.pk if row else None}, done="已保存。",
    )  # fmt: skip


@requires("safety.manage")
def risk_new(request: InstitutionRequest) -> HttpResponse:
    start = {"review_by": clock.today() + timedelta(days=365)}
    return _risk_page(request, RiskForm(request.POST or None, initial=start), None)


@requires("safety.manage")
def risk_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(RiskPoint, pk=pk)
    names = ("title", "colour", "harm", "measures", "response", "review_by", "is_active")
    start = {name: getattr(row, name) for name in names}
    start |= {"place": row.place_id, "leader": row.leader_id}
    return _risk_page(request, RiskForm(request.POST or None, initial=start), row)


@requires("safety.see")
def clauses(request: InstitutionRequest) -> HttpResponse:
    """Each clause with its leader and this week's report; who has not reported for a week."""
    today = clock.today()
    week = services.monday_of(today)
    rows = norm_reports.reported()
    me, may_manage = request.member.staff.pk, manages(request.member)
    shown = []
    for row in rows:
        shown.append((row, _said(row, week), may_manage or row.leader_id == me))
    page = {
        "title": "安全规范", "clauses": shown, "week": week,
        "silent": norm_reports.silent(rows, today),
        "crumbs": [("安全总览", reverse("safety:home"))] if may_manage else None,
        "may_manage": may_manage, "may_report": not request.member.is_read_only,
    }  # fmt: skip
    return render(request, "safety/clauses.html", page)


def _said(row: SafetyClause, week: object) -> tuple[str, str]:
    state = row.last_state if row.last_week == week else ""  # type: ignore[attr-defined]
    return {
        "done": ("done", "落实"), "partly": ("review", "部分落实"), "not": ("late", "没有落实"),
    }.get(state, ("todo", "这周没报"))  # fmt: skip


def _clause_page(
    request: InstitutionRequest, form: ClauseForm, row: SafetyClause | None
) -> HttpResponse:
    there = reverse("safety:clauses")
    return form_page(
        request, form, services.keep_clause, then=there, crumbs=[("安全规范", there)],
        title="修改条款" if row else "添加条款",
        known={"actor": request.member, "clause_id": row.pk if row else None}, done="已保存。",
    )  # fmt: skip


@requires("safety.manage")
def clause_new(request: InstitutionRequest) -> HttpResponse:
    last = SafetyClause.objects.order_by("-number").values_list("number", flat=True).first()
    form = ClauseForm(request.POST or None, initial={"number": (last or 0) + 1})
    return _clause_page(request, form, None)


@requires("safety.manage")
def clause_edit(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SafetyClause, pk=pk)
    start = {"number": row.number, "text": row.text, "leader": row.leader_id}
    form = ClauseForm(request.POST or None, initial=start | {"is_active": row.is_active})
    return _clause_page(request, form, row)


@requires("safety.see")
def clause_report(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SafetyClause, pk=pk, is_active=True)
    there = reverse("safety:clauses")
    return form_page(
        request, ReportForm(request.POST or None), services.report_clause, then=there,
        title=f"报{row}", crumbs=[("安全规范", there)], note=row.text, done="已报。",
        known={
            "actor": request.member, "clause_id": pk, "today": clock.today(), "now": clock.now(),
        },
    )  # fmt: skip
