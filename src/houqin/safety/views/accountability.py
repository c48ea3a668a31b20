"""责任追究, for leaders alone."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.safety.forms.hazards import DecideForm, HoldForm, LiftForm
from houqin.safety.models import Accountability
from houqin.safety.services import accountability as services
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import form_page
from houqin.ui.listing import Listing, render_list
from houqin.ui.tables import Choice, Column, DateRange


def state_of(row: Accountability) -> tuple[str, str]:
    if row.decided_on is None:
        return "doing", "没有决定"
    if row.is_veto:
        return ("late", "一票否决") if row.is_barring else ("na", "否决已撤销")
    return "done", "已处理"


LISTING: Listing = Listing(
    name="accountabilities",
    title="责任追究",
    columns=(
        Column("责任人、部门", "who", phone="title"),
        Column("情况", lambda row: state_of(row)[1], chip=state_of, phone="side"),
        Column("事由", lambda row: str(row.case), width=36),
        Column("违反规定", "rule", width=30),
        Column("处理", "sanction"),
        Column("决定日期", "decided_on", sort="decided_on", format="day"),
    ),
    filters=(
        Choice(
            "state", "情况", (("open", "没有决定"), ("decided", "已处理"), ("veto", "一票否决")),
            where=lambda value: {
                "open": Q(decided_on=None),
                "decided": Q(decided_on__isnull=False),
                "veto": Q(is_veto=True, lifted_at=None),
            }[value],
        ),
        DateRange("decided", "决定日期", "decided_on"),
    ),
    search=("person__name", "department__name", "rule", "case__title", "case__number"),
    search_hint="搜姓名、规定、编号",
    sort="-pk",
    href=page_of("safety:accountability"),
    empty_title="没有责任追究。",
    empty_hint="隐患或事故要追究责任时，从那一件的页面立案；查实的投诉办结后列在上面。",
)  # fmt: skip


def crumbs() -> list[tuple[str, str]]:
    return [("责任追究", reverse("safety:accountabilities"))]


def _here(pk: int) -> str:
    return reverse("safety:accountability", args=[pk])


@requires("safety.account")
def accountabilities(request: InstitutionRequest) -> HttpResponse:
    rows = Accountability.objects.select_related("case", "person", "department")
    return render_list(
        request, LISTING, rows, template="safety/accountabilities.html",
        concluded=services.concluded(request.member), may_hold=not request.member.is_read_only,
    )  # fmt: skip


@requires("safety.account")
def accountability(request: InstitutionRequest, pk: int) -> HttpResponse:
    rows = Accountability.objects.select_related(
        "case", "person", "department", "opened_by", "decided_by", "lifted_by"
    )
    row = get_object_or_404(rows, pk=pk)
    page = {
        "title": f"追究{row.who}", "crumbs": crumbs(), "row": row, "state": state_of(row),
        "barred": row.assessments.select_related("person", "department"),
        "may_lift": row.is_barring and bool(may(request.member, "safety.lift_veto")),
    }  # fmt: skip
    return render(request, "safety/accountability.html", page)


@requires("safety.account")
def hold(request: InstitutionRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(services.of_case(request.member), pk=pk)
    # Whoever looks into a complaint is not whom it is about.
    person = None if case.flow == "opinion" else case.owner_id
    start = {"person": person, "facts": case.conclusion or case.title}
    return form_page(
        request, HoldForm(request.POST or None, initial=start), services.hold,
        then=lambda made: _here(made.pk), title=f"追究责任：{case.number}", crumbs=crumbs(),
        known={"actor": request.member, "case_id": pk, "now": clock.now()}, submit="立案",
    )  # fmt: skip


@requires("safety.account")
def decide(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Accountability.objects.select_related("person", "department"), pk=pk)
    start = {"decided_on": clock.today()}
    return form_page(
        request, DecideForm(request.POST or None, initial=start), services.decide,
        then=_here(pk), title=f"决定：{row.who}", crumbs=[*crumbs(), (row.who, _here(pk))],
        known={"actor": request.member, "accountability_id": pk, "now": clock.now()},
        lock="决定以后不能再改。", done="已作出决定。",
    )  # fmt: skip


@requires("safety.lift_veto")
def lift(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Accountability.objects.select_related("person", "department"), pk=pk)
    return form_page(
        request, LiftForm(request.POST or None), services.lift, then=_here(pk),
        title=f"撤销一票否决：{row.who}", crumbs=[*crumbs(), (row.who, _here(pk))],
        known={"actor": request.member, "accountability_id": pk, "now": clock.now()},
    )  # fmt: skip
