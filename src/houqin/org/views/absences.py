"""Leave: everybody enters the own; who keeps people enters anybody's."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.forms.people import AbsenceForm
from houqin.org.models import Absence
from houqin.org.services import absences as services
from houqin.org.views.home import crumbs
from houqin.org.wording import words
from houqin.ui.addresses import page_of
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import Column, Listing, render_list
from houqin.ui.tables import DateRange


def _state(row: Absence, today: date) -> tuple[str, str]:
    if row.last < today:
        return "na", "已结束"
    return ("doing", "请假中") if row.first <= today else ("todo", "未开始")


def _listing() -> Listing:
    today = clock.today()
    return Listing(
        name="absences",
        title="请假与代班",
        columns=(
            Column("姓名", "staff.name", sort="staff__name", phone="title"),
            Column("第一天", "first", sort="first", format="day"),
            Column("最后一天", "last", sort="last", format="day"),
            Column("代班人", lambda row: row.substitute.name if row.substitute else "没有指定"),
            Column("原因", "reason", phone="hide"),
            Column(
                "状态",
                lambda row: _state(row, today)[1],
                chip=lambda row: _state(row, today),
                phone="side",
            ),
        ),
        filters=(DateRange("first", "请假日期", "first"),),
        search=("staff__name", "substitute__name", "reason"),
        search_hint="搜姓名、代班人、原因",
        sort="-first",
        href=page_of("org:absence"),
        empty_title="没有人请假。",
        empty_hint="登记后，这几天到期的任务会自动交给代班人。",
    )


@requires("org.see")
def absences(request: InstitutionRequest) -> HttpResponse:
    rows = Absence.objects.select_related("staff", "substitute")
    if not may(request.member, "org.keep_people"):
        rows = rows.filter(staff=request.member.staff)
    return render_list(
        request,
        _listing(),
        rows,
        crumbs=crumbs((words(request.member.kind).staff, "org:staff")),
        add_url="" if request.member.is_read_only else reverse("org:absence-add"),
        add_label="登记请假",
    )


@requires("org.see")
def absence(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    member = request.member
    row = get_object_or_404(Absence, pk=pk) if pk else None
    if row and row.staff_id != member.staff.pk:
        demand(member, "org.keep_people")
    start = {}
    if row:
        names = ("staff_id", "first", "last", "substitute_id", "reason")
        start = {name.removesuffix("_id"): getattr(row, name) for name in names}
    else:
        start = {"staff": asked_number(request.GET.get("staff"))}
    only = None if may(member, "org.keep_people") else member.staff
    return form_page(
        request,
        AbsenceForm(request.POST or None, only=only, initial=start),
        services.keep_absence,
        then=reverse("org:absences"),
        title="修改请假" if row else "登记请假",
        crumbs=crumbs(("请假与代班", "org:absences")),
        known={"actor": member, "row": row, "today": clock.today()},
        template="org/form.html",
        remove_url=reverse("org:absence-remove", args=[row.pk]) if row else "",
    )


@requires("org.see")
def absence_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Absence.objects.select_related("staff"), pk=pk)
    if row.staff_id != request.member.staff.pk:
        demand(request.member, "org.keep_people")
    return confirm_page(
        request,
        lambda: services.remove_absence(actor=request.member, row=row, today=clock.today()),
        then=reverse("org:absences"),
        title="取消请假",
        question=f"取消“{row.staff.name}”的请假吗？",
        consequence="还没有办的任务会回到本人名下。",
        crumbs=crumbs(("请假与代班", "org:absences")),
    )
