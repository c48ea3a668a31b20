"""The register: its list, one piece, and what is entered about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Q, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.core.asked import asked_numbers
from houqin.core.elsewhere import address_elsewhere
from houqin.core.permissions import may
from houqin.files.public import attachments_of, take_all
from houqin.journal.public import record
from houqin.maintenance.forms.equipment import (
    ContractorForm,
    EquipmentForm,
    InspectionForm,
    KindForm,
    RecheckForm,
    StateForm,
)
from houqin.maintenance.listings import CONTRACTORS, EQUIPMENT, crumbs, inspection_of, state_of
from houqin.maintenance.models import (
    Contractor,
    Equipment,
    EquipmentCheck,
    EquipmentKind,
    WorkOrder,
)
from houqin.maintenance.services import equipment as services
from houqin.maintenance.services.rounds import recheck as services_recheck
from houqin.org.access import InstitutionRequest, requires
from houqin.org.labels import qr_svg
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import BulkAction, render_list

MOST_LABELS = 300
_FIELDS = (
    "name", "code", "kind_id", "place_id", "quantity", "maker", "installed_on", "warranty_until",
    "keeper_id", "contractor_id", "estimate", "certificate", "next_inspection_on",
)  # fmt: skip


@requires("maintenance.see")
def equipment(request: InstitutionRequest) -> HttpResponse:
    member = request.member
    keeps = bool(may(member, "maintenance.keep"))
    replace = Q(state=Equipment.State.REPLACE)
    figures = Equipment.objects.aggregate(estimate=Sum("estimate", filter=replace))
    return render_list(
        request,
        EQUIPMENT,
        Equipment.objects.select_related("kind", "place"),
        template="maintenance/equipment_list.html",
        exported=lambda count: record(
            actor=member, action="maintenance.equipment_exported", count=count
        ),
        bulk=(BulkAction("打印二维码", reverse("maintenance:labels"), "printer"),),
        estimate=figures["estimate"],
        keeps=keeps,
        add_url=reverse("maintenance:equipment-add") if keeps else "",
        add_label="添加设备",
        import_url=reverse("org:import", args=["maintenance.equipment"]) if keeps else "",
    )


def _piece(pk: int) -> Equipment:
    rows = Equipment.objects.select_related("kind", "place", "keeper", "contractor", "state_by")
    return get_object_or_404(rows, pk=pk)


@requires("maintenance.see")
def piece(request: InstitutionRequest, pk: int) -> HttpResponse:
    row, member = _piece(pk), request.member
    checks = list(row.checks.select_related("made_by", "round__rule")[:12])
    inspections = list(row.inspections.select_related("made_by")[:8])
    photos, papers = attachments_of(checks), attachments_of(inspections)
    tally = row.checks.order_by().values_list("verdict").annotate(n=Count("pk"))
    orders = WorkOrder.objects.filter(equipment=row).select_related("case", "repairer")
    spent = orders.aggregate(n=Count("pk"), cost=Sum(F("parts_cost") + F("outside_cost")))
    page = {
        "title": row.name,
        "crumbs": crumbs(),
        "row": row,
        "state": state_of(row),
        "spent": spent,
        "inspection": inspection_of(row),
        "checks": [(one, photos[one.pk]) for one in checks],
        "tally": [(EquipmentCheck.Verdict(code).label, n) for code, n in tally.order_by("verdict")],
        "inspections": [(one, papers[one.pk]) for one in inspections],
        "orders": orders.defer("case__search")[:8],
        "keeps": bool(may(member, "maintenance.keep")),
        "reports": bool(may(member, "maintenance.report")),
        "rechecks": row.state == Equipment.State.CLOSED and bool(may(member, "maintenance.check")),
    }
    return render(request, "maintenance/piece.html", page)


@requires("maintenance.keep")
def equipment_edit(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    row = _piece(pk) if pk else None
    start = {n.removesuffix("_id"): getattr(row, n) for n in _FIELDS} if row else {}
    return form_page(
        request,
        EquipmentForm(request.POST or None, initial=start),
        services.keep_equipment,
        then=lambda made: reverse("maintenance:piece", args=[made.pk]),
        title=f"修改{row.name}" if row else "添加设备",
        crumbs=crumbs(),
        known={"actor": request.member, "row": row},
        template="org/form.html",
        remove_url=reverse("maintenance:equipment-remove", args=[row.pk]) if row else "",
        history_of=row,
        done="已保存",
    )


@requires("maintenance.keep")
def equipment_remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _piece(pk)
    return confirm_page(
        request,
        lambda: services.remove_equipment(actor=request.member, row=row),
        then=reverse("maintenance:equipment"),
        title="删除设备",
        question=f"删除“{row}”吗？",
        consequence="只能删除登错的。已有检查、检验或维修记录的，请把状态改为报废。",
        crumbs=crumbs((row.name, reverse("maintenance:piece", args=[pk]))),
    )


@requires("maintenance.keep")
def state(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _piece(pk)
    back = reverse("maintenance:piece", args=[pk])
    return form_page(
        request,
        StateForm(request.POST or None, initial={"state": row.state, "reason": row.state_reason}),
        services.change_state,
        then=back,
        title="改状态",
        crumbs=crumbs((row.name, back)),
        known={"actor": request.member, "equipment_id": pk, "now": clock.now()},
        done="已改",
    )


@requires("maintenance.keep")
def inspect(request: InstitutionRequest, pk: int) -> HttpResponse:
    row, now = _piece(pk), clock.now()
    back = reverse("maintenance:piece", args=[pk])

    def act(*, papers: list[Any], **given: Any) -> object:
        taken = take_all(actor=request.member, uploads=papers, now=now)
        return services.record_inspection(files=taken, **given)

    return form_page(
        request,
        InspectionForm(
            request.POST or None, request.FILES or None, initial={"inspected_on": clock.today()}
        ),
        act,
        then=back,
        title="登记检验",
        crumbs=crumbs((row.name, back)),
        known={
            "actor": request.member, "equipment_id": pk, "now": now, "today": clock.today(),
        },
        done="已登记检验",
    )  # fmt: skip


@requires("maintenance.check")
def recheck(request: InstitutionRequest, pk: int) -> HttpResponse:
    row, now = _piece(pk), clock.now()
    back = reverse("maintenance:piece", args=[pk])

    def act(*, photos: list[Any], **given: Any) -> object:
        taken = take_all(actor=request.member, uploads=photos, now=now)
        return services_recheck(photos=taken, **given)

    return form_page(
        request,
        RecheckForm(request.POST or None, request.FILES or None),
        act,
        then=back,
        title="复查",
        note=f"停用原因：{row.state_reason}",
        crumbs=crumbs((row.name, back)),
        known={"actor": request.member, "equipment_id": pk, "now": now},
        done="已登记复查",
    )


@requires("maintenance.see")
def labels(request: InstitutionRequest) -> HttpResponse:
    """Labels of the ticked pieces: who scans one reports a fault of this very piece."""
    ids = asked_numbers(request.POST.getlist("ids"))
    rows = Equipment.objects.filter(pk__in=ids) if ids else Equipment.objects.all()
    found = list(rows.select_related("place").order_by("code")[: MOST_LABELS + 1])
    page = {
        "title": "设备二维码",
        "crumbs": crumbs(),
        "labels": [_label(request, row) for row in found[:MOST_LABELS]],
        "is_cut": len(found) > MOST_LABELS,
        "most": MOST_LABELS,
    }
    return render(request, "maintenance/labels.html", page)


def _label(request: InstitutionRequest, row: Equipment) -> dict[str, object]:
    path = f"/r/{request.institution.code}/{row.place.tag}/?e={row.tag}"
    return {"svg": qr_svg(address_elsewhere(request, path)), "row": row}


@require_POST
@requires("maintenance.keep")
def begin(request: InstitutionRequest) -> HttpResponse:
    services.begin_with_catalogue(actor=request.member, kind=request.member.kind)
    messages.success(request, "已建好常用设备类别和保养规则，可以随时修改。")
    return redirect("maintenance:kinds")


@requires("maintenance.see")
def kinds(request: InstitutionRequest) -> HttpResponse:
    rows = EquipmentKind.objects.prefetch_related("rules").order_by("pk")
    page = {
        "title": "类别和规则",
        "crumbs": crumbs(),
        "rows": rows,
        "keeps": bool(may(request.member, "maintenance.keep")),
    }
    return render(request, "maintenance/kinds.html", page)


@requires("maintenance.keep")
def kind(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(EquipmentKind, pk=pk) if pk else None
    names = ("name", "months", "remind_days", "stops")
    start = {name: getattr(row, name) for name in names} if row else {"remind_days": 30}
    back = reverse("maintenance:kinds")
    return form_page(
        request,
        KindForm(request.POST or None, initial=start),
        services.keep_kind,
        then=back,
        title=f"修改{row.name}" if row else "添加类别",
        crumbs=crumbs(("类别和规则", back)),
        known={"actor": request.member, "row": row},
        done="已保存",
    )


@requires("maintenance.see")
def contractors(request: InstitutionRequest) -> HttpResponse:
    keeps = bool(may(request.member, "maintenance.keep"))
    return render_list(
        request,
        CONTRACTORS,
        Contractor.objects.all(),
        crumbs=crumbs(),
        add_url=reverse("maintenance:contractor-add") if keeps else "",
        add_label="添加单位",
    )


@requires("maintenance.keep")
def contractor(request: InstitutionRequest, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(Contractor, pk=pk) if pk else None
    names = ("name", "trade", "contact", "phone", "contract_until", "is_active")
    start = {name: getattr(row, name) for name in names} if row else {}
    back = reverse("maintenance:contractors")
    return form_page(
        request,
        ContractorForm(request.POST or None, initial=start),
        services.keep_contractor,
        then=back,
        title=f"修改{row.name}" if row else "添加维保单位",
        crumbs=crumbs(("维保单位", back)),
        known={"actor": request.member, "row": row},
        template="org/form.html",
        history_of=row,
        done="已保存",
    )
