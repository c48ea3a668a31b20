"""The sports store's loans."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from houqin.core import clock
from houqin.maintenance.forms.lending import BackForm, LendForm
from houqin.maintenance.models import GoodsLoan
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
        Column("结清时间", "settled_at", format="moment", phone="hide"),
        Column("没还的怎么办", "note", width=24),
        Column("经手人", "lent_by.name", phone="hide", width=10),
    ),
    filters=(
        Choice("out", "状态", (("1", "没还齐"), ("0", "已结清")), where=_is_out),
        foreign_key("school_class", "班级", SchoolClass.objects.all),
        DateRange("lent", "借出", "lent_at", is_moment=True),
    ),
    search=("goods", "staff__name", "school_class__name"),
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
        GoodsLoan.objects.select_related("staff", "school_class", "lent_by"),
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
        crumbs=[("器材借还", back)],
        known={"actor": request.member, "now": clock.now()},
        done="已记",
    )


@requires("maintenance.lend")
def take_back(request: InstitutionRequest, pk: int) -> HttpResponse:
    rows = GoodsLoan.objects.select_related("staff", "school_class")
    row = get_object_or_404(rows, pk=pk)
    back = reverse("maintenance:loans")
    return form_page(
        request,
        BackForm(request.POST or None, most=row.quantity, initial={"returned": row.quantity}),
        lending.take_back,
        then=back,
        title="归还",
        note=f"{row.borrower} {row.goods}，借出 {row.quantity}，已还 {row.returned}",
        crumbs=[("器材借还", back)],
        known={"actor": request.member, "loan_id": pk, "now": clock.now()},
        done="已记",
    )
