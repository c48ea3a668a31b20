"""The store's loans, what is handed out to the rooms, and which rooms are cleared."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houqin.core import clock
from houqin.core.permissions import may
from houqin.maintenance.forms.lending import BackForm, CollectForm, HandOutForm, LendForm
from houqin.maintenance.models import EquipmentKind, GoodsLoan
from houqin.maintenance.services import lending
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import SchoolClass
from houqin.org.wording import words
from houqin.ui.form_pages import form_page
from houqin.ui.listing import Listing, render_list
from houqin.ui.tables import Choice, Column, DateRange, foreign_key


def _state(row: GoodsLoan) -> tuple[str, str]:
    if row.settled_at is None:
        return "doing", f"还差 {row.missing}"
    return ("done", "还齐") if not row.missing else ("review", "已注明")


def _is_out(value: str) -> Q:
    return Q(settled_at__isnull=value == "1")


LOANS: Listing = Listing(
    name="loans",
    title="器材借还",
    columns=(
        Column("借什么", "goods", phone="title", width=20),
        Column("状态", lambda row: _state(row)[1], chip=_state, phone="side", width=10),
        Column("谁借的", "borrower", width=20),
        Column("数量", "quantity", format="number", width=8),
        Column("借出时间", "lent_at", sort="lent_at", format="moment"),
        Column("什么时候还", "due_on", sort="due_on", format="day", phone="hide"),
        Column("结清时间", "settled_at", format="moment", phone="hide"),
        Column("没还的怎么办", "note", width=24),
        Column("赔多少", "charge", format="money", phone="hide"),
        Column("经手人", "lent_by.name", phone="hide", width=10),
    ),
    filters=(
        Choice("out", "状态", (("1", "没还齐"), ("0", "已结清")), where=_is_out),
        foreign_key("school_class", "班级", SchoolClass.objects.all),
        DateRange("lent", "借出", "lent_at", is_moment=True),
    ),
    search=("goods", "staff__name", "school_class__name", "place__full_name"),
    sort="-pk",
    href=lambda row: reverse("maintenance:loan-back", args=[row.pk]) if not row.settled_at else "",
    empty_title="还没有借出过。",
    empty_hint="体育器材借给哪个班、还了几个记在这里；下午五点点名没还的。",
)


@requires("maintenance.lend")
def loans(request: InstitutionRequest) -> HttpResponse:
    return render_list(
        request,
        LOANS,
        GoodsLoan.objects.select_related("staff", "school_class", "place", "lent_by"),
        template="maintenance/loans.html",
        add_url=reverse("maintenance:loan-add"),
        add_label="借出",
    )


@requires("maintenance.lend")
def lend(request: InstitutionRequest) -> HttpResponse:
    back = reverse("maintenance:loans")
    return form_page(
        request,
        LendForm(request.POST or None, said=words(request.member.kind)),
        lending.lend,
        then=back,
        title="借出",
        crumbs=_crumbs(),
        known={"actor": request.member, "now": clock.now()},
        done="已记",
    )


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("器材借还", reverse("maintenance:loans")), *more]


@requires("maintenance.lend")
def hand_out(request: InstitutionRequest) -> HttpResponse:
    start = {"goods": "空调遥控器", "kind": EquipmentKind.objects.filter(code="aircon").first()}
    return form_page(
        request,
        HandOutForm(request.POST or None, initial=start),
        lending.hand_out,
        then=reverse("maintenance:clearance"),
        title="发到各间",
        crumbs=_crumbs(),
        known={"actor": request.member, "now": clock.now()},
        submit="发到各间",
        done="已发，各间的签收人记下了",
    )


@require_safe
@requires("maintenance.see")
def clearance(request: InstitutionRequest) -> HttpResponse:
    """Which rooms are cleared, and which are not because of what; printed as a sheet to sign."""
    today, found = clock.today(), lending.clearances(clock.now())
    out = sorted({loan.goods for room in found for loan in room.out})
    page = {
        "title": "各间清退",
        "crumbs": _crumbs(),
        "rooms": [(room, room.word(today)) for room in found],
        "cleared": sum(not room.out for room in found),
        "goods": out,
        "lends": bool(may(request.member, "maintenance.lend")),
    }
    return render(request, "maintenance/clearance.html", page)


@requires("maintenance.lend")
def collect(request: InstitutionRequest) -> HttpResponse:
    """``?goods=``: all rooms that have it, on one sheet."""
    goods, back = request.GET.get("goods", ""), reverse("maintenance:clearance")
    rows = GoodsLoan.objects.filter(goods=goods, place__isnull=False, settled_at=None)
    loans = list(rows.select_related("place", "staff").order_by("place__path", "pk")[:300])
    if not loans:
        return redirect(back)
    return form_page(
        request,
        CollectForm(request.POST or None, loans=loans),
        lending.collect,
        then=back,
        title=f"收回{goods}",
        note="先都算收齐了，少了的改成实收数；没交齐的这一间暂缓清退。",
        crumbs=_crumbs(("各间清退", back)),
        known={"actor": request.member, "now": clock.now()},
        submit="登记收回",
        done="已登记",
    )


@requires("maintenance.lend")
def take_back(request: InstitutionRequest, pk: int) -> HttpResponse:
    rows = GoodsLoan.objects.select_related("staff", "school_class", "place")
    row = get_object_or_404(rows, pk=pk)
    back = reverse("maintenance:loans")
    return form_page(
        request,
        BackForm(request.POST or None, most=row.quantity, initial={"returned": row.quantity}),
        lending.take_back,
        then=back,
        title="归还",
        note=f"{row.borrower} {row.goods}，借出 {row.quantity}，已还 {row.returned}",
        crumbs=_crumbs(),
        known={"actor": request.member, "loan_id": pk, "now": clock.now()},
        done="已记",
    )
