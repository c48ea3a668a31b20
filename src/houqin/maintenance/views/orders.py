"""Repairs inside: the list, the short form, parts, firms, who repairs what, the month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houqin.cases.pages import case_list
from houqin.core import clock
from houqin.core.asked import asked_month, asked_number
from houqin.core.elsewhere import address_elsewhere
from houqin.core.permissions import may
from houqin.files.public import take_all
from houqin.maintenance.checked import checked_in
from houqin.maintenance.figures import month_of
from houqin.maintenance.flows import CONFIRM_DAYS, REOPEN_DAYS
from houqin.maintenance.forms.orders import (
    BatchForm,
    FirmLinkForm,
    PartForm,
    RepairerForm,
    ReportForm,
)
from houqin.maintenance.models import (
    Contractor,
    ContractorLink,
    Equipment,
    PartUsed,
    RepairBatch,
    Repairer,
    WorkOrder,
)
from houqin.maintenance.rules.faults import TRADES
from houqin.maintenance.services import batches, dispatching, links
from houqin.maintenance.services import orders as services
from houqin.maintenance.services.furniture import tally
from houqin.maintenance.services.promises import published
from houqin.org.access import InstitutionRequest, demand, requires
from houqin.org.models import Place
from houqin.ui.form_pages import confirm_page, form_page


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("维修", reverse("maintenance:orders")), *more]


def _case(pk: int) -> str:
    return reverse("cases:case", args=[pk])


@requires("maintenance.report")
def orders(request: InstitutionRequest) -> HttpResponse:
    return case_list(request, flow="work_order", title="维修")


@requires("maintenance.report")
def report(request: InstitutionRequest) -> HttpResponse:
    """报修; ``?place=<pk or tag>`` and ``?e=<piece>`` know already where and what."""
    now = clock.now()
    piece = _piece_asked(request)
    place = piece.place if piece else _place_asked(request)
    start: dict[str, Any] = {"place": place.pk} if place else {}

    def act(*, photos: list[Any], **given: Any) -> Any:
        taken = take_all(actor=request.member, uploads=photos, now=now)
        return services.report(photos=taken, **given)

    return form_page(
        request,
        ReportForm(request.POST or None, request.FILES or None, initial=start),
        act,
        then=lambda made: _case(made.pk),
        title="报修",
        note=str(piece) if piece else "",
        crumbs=_crumbs(),
        known={"actor": request.member, "now": now, "equipment": piece},
        done="已报修",
        submit="报修",
    )


def _piece_asked(request: InstitutionRequest) -> Equipment | None:
    key = asked_number(request.GET.get("e"))
    return Equipment.objects.select_related("place").filter(pk=key).first() if key else None


def _place_asked(request: InstitutionRequest) -> Place | None:
    key, tag = asked_number(request.GET.get("place")), request.GET.get("place", "")
    rows = Place.objects.filter(pk=key) if key else Place.objects.filter(tag=tag)
    return rows.first() if tag else None


def _order(request: InstitutionRequest, case_id: int) -> WorkOrder:
    rows = WorkOrder.objects.select_related("case__owner", "contractor")
    order = get_object_or_404(rows, case_id=case_id)
    demand(request.member, "maintenance.repair", order)
    return order


@requires("maintenance.repair")
def part_add(request: InstitutionRequest, pk: int) -> HttpResponse:
    order = _order(request, pk)
    return form_page(
        request,
        PartForm(request.POST or None),
        services.add_part,
        then=_case(pk),
        title="记材料",
        crumbs=_crumbs((order.case.number, _case(pk))),
        known={"actor": request.member, "case_id": pk, "now": clock.now()},
        done="已记",
    )


@requires("maintenance.repair")
def part_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    part = get_object_or_404(PartUsed.objects.select_related("order__case"), pk=pk)
    case = part.order.case
    return confirm_page(
        request,
        lambda: services.remove_part(actor=request.member, part=part),
        then=_case(case.pk),
        title="删去材料",
        question=f"删去“{part.name}”吗？",
        crumbs=_crumbs((case.number, _case(case.pk))),
    )


@requires("maintenance.repair")
def firm_link(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Give the repair to a firm: its link to be sent by telephone message or chat."""
    order = _order(request, pk)
    form = FirmLinkForm(request.POST or None, initial={"contractor": order.contractor_id})
    return form_page(
        request,
        form,
        links.give_to_firm,
        then=lambda made: reverse("maintenance:firm-links", args=[made.contractor_id]),
        title="给外单位发链接",
        note="外单位不用账号，打开链接只看得到派给自己的维修，可以登记到场、交工拍照。",
        crumbs=_crumbs((order.case.number, _case(pk))),
        known={"actor": request.member, "case_id": pk, "now": clock.now()},
        submit="生成链接",
    )


@requires("maintenance.repair")
def firm_links(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The firm's link, to copy; only while it holds."""
    contractor, now = get_object_or_404(Contractor, pk=pk), clock.now()
    holding = ContractorLink.objects.filter(
        contractor=contractor, revoked_at=None, expires_at__gt=now
    )
    link = holding.first()
    address = f"/r/{request.institution.code}/w/{link.key}/" if link else ""
    page = {
        "title": contractor.name,
        "crumbs": _crumbs(),
        "contractor": contractor,
        "link": link,
        "address": address_elsewhere(request, address) if link else "",
        "jobs": links.jobs_of(contractor, now)[:30],
        "manages": bool(may(request.member, "maintenance.manage")),
    }
    return render(request, "maintenance/firm_links.html", page)


@require_POST
@requires("maintenance.manage")
def firm_links_revoke(request: InstitutionRequest, pk: int) -> HttpResponse:
    contractor = get_object_or_404(Contractor, pk=pk)
    links.revoke_links(actor=request.member, contractor=contractor, now=clock.now())
    messages.success(request, "已收回，原来的链接打不开了。")
    return redirect("maintenance:firm-links", pk=pk)


@requires("maintenance.see")
def repairers(request: InstitutionRequest) -> HttpResponse:
    """Who repairs what and where; the rule of dispatch in words."""
    rows = Repairer.objects.select_related("staff").prefetch_related("zone_rows__place")
    shown = [
        {
            "row": row,
            "trades": "、".join(TRADES[code] for code in row.trades) or "没有登记工种",
            "zones": "、".join(zone.place.name for zone in row.zone_rows.all()) or "全单位",
        }
        for row in rows
    ]
    page = {
        "title": "派工规则",
        "crumbs": _crumbs(),
        "rows": shown,
        "settles": bool(may(request.member, "maintenance.settle")),
    }
    return render(request, "maintenance/repairers.html", page)


@requires("maintenance.settle")
def repairer(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    rows = Repairer.objects.select_related("staff")
    row = get_object_or_404(rows, pk=pk) if pk else None
    start: dict[str, Any] = {}
    if row is not None:
        zones = list(row.zone_rows.values_list("place_id", flat=True))
        start = {
            "staff": row.staff_id, "trades": row.trades, "zones": zones,
            "most_jobs": row.most_jobs, "is_active": row.is_active,
        }  # fmt: skip
    back = reverse("maintenance:repairers")
    return form_page(
        request,
        RepairerForm(request.POST or None, initial=start),
        dispatching.keep_repairer,
        then=back,
        title=row.staff.name if row else "添加维修人员",
        crumbs=_crumbs(("派工规则", back)),
        known={"actor": request.member, "row": row},
        done="已保存",
    )


@requires("maintenance.see")
def month(request: InstitutionRequest) -> HttpResponse:
    """The promise, and how it was kept: open to everybody inside."""
    first = asked_month(request.GET.get("month")) or clock.today().replace(day=1)
    found = month_of(first)
    general, others = published()
    page = {
        "title": "维修服务",
        "crumbs": _crumbs(),
        "month": found,
        "checked": checked_in(found.first, found.last),
        "promises": [(grade, found.grades.get(grade.code)) for grade in general],
        "others": others,
        "settles": bool(may(request.member, "maintenance.settle")),
        "before": _month_before(first),
        "after": found.last + timedelta(days=1) if found.last < clock.today() else None,
        "confirm_days": CONFIRM_DAYS,
        "reopen_days": REOPEN_DAYS,
        "sees_money": bool(may(request.member, "maintenance.see_orders")),
    }
    return render(request, "maintenance/month.html", page)


def _month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


@requires("maintenance.report")
def batch_new(request: InstitutionRequest) -> HttpResponse:
    return form_page(
        request,
        BatchForm(request.POST or None),
        batches.forward,
        then=lambda made: reverse("maintenance:batch", args=[made.pk]),
        title="集中报修",
        note="年级、部门收集起来的问题一次报，每一处都有自己的编号和进展。",
        crumbs=_crumbs(("集中报修", reverse("maintenance:batches"))),
        known={"actor": request.member, "now": clock.now()},
        template="maintenance/batch_form.html",
        submit="一起报",
        done="已报",
    )


@requires("maintenance.report")
def batches_page(request: InstitutionRequest) -> HttpResponse:
    """Own batches, or all for who sees all repairs, with what is still open of each."""
    rows = RepairBatch.objects.select_related("made_by", "school_class").annotate(
        total=Count("orders"), waiting=Count("orders", filter=Q(orders__case__is_open=True))
    )
    if not may(request.member, "maintenance.see_orders"):
        rows = rows.filter(made_by=request.member.staff)
    page = {"title": "集中报修", "crumbs": _crumbs(), "rows": rows[:100]}
    return render(request, "maintenance/batches.html", page)


@requires("maintenance.report")
def batch(request: InstitutionRequest, pk: int) -> HttpResponse:
    rows = RepairBatch.objects.select_related("made_by", "school_class")
    if not may(request.member, "maintenance.see_orders"):
        rows = rows.filter(made_by=request.member.staff)
    row = get_object_or_404(rows, pk=pk)
    found = row.orders.select_related("case__place", "case__owner").defer("case__search")
    page = {
        "title": row.title,
        "crumbs": _crumbs(("集中报修", reverse("maintenance:batches"))),
        "row": row,
        "orders": found.order_by("pk").prefetch_related("broken"),
        "tally": tally(row),
        "now": clock.now(),
    }
    return render(request, "maintenance/batch.html", page)
