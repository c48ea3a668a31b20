"""The retention clock: what is past its time, what was asked, what was destroyed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from houqin.core import clock
from houqin.ledgers.forms.paper import PurgeForm
from houqin.ledgers.models import Book, Purge, PurgeProposal
from houqin.ledgers.services import retention as services
from houqin.ledgers.views.books import crumbs
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.form_pages import confirm_page, form_page

MOST = 100


def _crumbs() -> list[tuple[str, str]]:
    return [*crumbs(), ("保存期限", reverse("ledgers:retention"))]


@require_GET
@requires("ledgers.purge")
def retention(request: InstitutionRequest) -> HttpResponse:
    overdue = services.overdue(clock.now())
    books = Book.objects.in_bulk([row["book"] for row in overdue])
    asked = PurgeProposal.objects.filter(state=PurgeProposal.State.OPEN)
    waiting = {row.book_id: row for row in asked.select_related("book", "proposed_by")}
    page = {
        "title": "保存期限",
        "crumbs": crumbs(),
        "rows": [
            row | {"book": books[row["book"]]} for row in overdue if row["book"] not in waiting
        ],
        "waiting": list(waiting.values()),
        "purges": Purge.objects.select_related("book")[:MOST],
        "kept": Book.objects.filter(retention_months__isnull=False).count(),
        "me": request.member.staff.pk,
    }
    return render(request, "ledgers/retention.html", page)


@requires("ledgers.purge")
def propose(request: InstitutionRequest, code: str) -> HttpResponse:
    book = get_object_or_404(Book, code=code)
    return form_page(
        request,
        PurgeForm(request.POST or None),
        services.propose,
        then=reverse("ledgers:retention"),
        title="申请销毁过期记录",
        crumbs=_crumbs(),
        known={"actor": request.member, "book_id": book.pk, "now": clock.now()},
        done="已提交，请另一位负责人确认。",
        submit="提交申请",
        note=f"《{book.title}》保存 {book.retention_months} 个月"
        if book.retention_months
        else f"《{book.title}》长期保存",
        lock="要由另一位负责人确认才会销毁。销毁后内容不能恢复，只留下编号和摘要供查验。",
    )


@requires("ledgers.purge")
def confirm(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PurgeProposal.objects.select_related("book", "proposed_by"), pk=pk)
    known: dict[str, Any] = {"actor": request.member, "proposal_id": row.pk, "now": clock.now()}
    return confirm_page(
        request,
        partial(services.confirm, **known),
        then=reverse("ledgers:retention"),
        title="确认销毁",
        question=f"销毁《{row.book.title}》里 {row.entries} 条过期记录吗？",
        consequence=f"{row.proposed_by.name}申请，理由：{row.reason}。内容和照片销毁后不能恢复；"
        "编号、摘要和这次销毁的记录会一直保留，整本仍可查验。",
        crumbs=_crumbs(),
        button="销毁",
        done="已销毁，并记入台账。",
    )


@requires("ledgers.purge")
def refuse(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PurgeProposal.objects.select_related("book"), pk=pk)
    known: dict[str, Any] = {"actor": request.member, "proposal_id": row.pk, "now": clock.now()}
    return confirm_page(
        request,
        partial(services.refuse, **known),
        then=reverse("ledgers:retention"),
        title="不销毁",
        question=f"《{row.book.title}》的过期记录先不销毁吗？",
        crumbs=_crumbs(),
        button="不销毁",
        danger=False,
        done="已退回申请，记录都在。",
    )
