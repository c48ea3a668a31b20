"""Files made in the background: how far they are, taking them, trying again, taking away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.core.permissions import may
from houqin.journal.public import record
from houqin.ledgers.models import PaperOrder
from houqin.ledgers.services import orders
from houqin.ledgers.views.books import crumbs
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member

MOST = 50


def visible_orders(member: Member) -> QuerySet[PaperOrder]:
    """Who ordered a print sees it; bundles and folders are seen by who may make them."""
    kinds = [
        kind
        for kind, code in orders.NEEDS.items()
        if kind != PaperOrder.Kind.PRINT and may(member, code)
    ]
    mine = Q(kind=PaperOrder.Kind.PRINT, made_by=member.staff)
    return PaperOrder.objects.filter(Q(kind__in=kinds) | mine).select_related("made_by")


@require_GET
@requires("ledgers.see")
def papers(request: InstitutionRequest) -> HttpResponse:
    member = request.member
    rows = list(visible_orders(member).exclude(state=PaperOrder.State.GONE)[:MOST])
    page = {
        "title": "导出和迎检材料",
        "crumbs": crumbs(),
        "rows": rows,
        "can_bundle": bool(may(member, "ledgers.bundle")),
        "can_leave": bool(may(member, "ledgers.leave")),
    }
    return render(request, "ledgers/orders.html", page)


def _found(request: InstitutionRequest, pk: int) -> PaperOrder:
    return get_object_or_404(visible_orders(request.member), pk=pk)


@require_GET
@requires("ledgers.see")
def order(request: InstitutionRequest, pk: int) -> HttpResponse:
    """One order; htmx asks again while it is being made."""
    row = _found(request, pk)
    now = clock.now()
    page = {
        "title": row.title,
        "crumbs": [*crumbs(), ("导出和迎检材料", reverse("ledgers:papers"))],
        "row": row,
        "is_silent": row.is_working and (row.beat_at or row.made_at) < now - orders.SILENT,
    }
    htmx = getattr(request, "htmx", None)
    template = "ledgers/order_state.html" if htmx else "ledgers/order.html"
    return render(request, template, page)


@require_GET
@requires("ledgers.see")
def download(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    if row.state != PaperOrder.State.DONE or row.keep_until <= clock.now():
        raise Http404
    if not may(request.member, orders.NEEDS[PaperOrder.Kind(row.kind)]):
        raise PermissionDenied("您已没有下载这份文件的权限。")
    try:
        content = orders.file_of(row).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    record(actor=request.member, action="ledgers.order_taken", target=row)
    answer = FileResponse(content, content_type="application/zip")
    day = f"{row.made_at:%Y%m%d}"
    name = content_disposition_header(as_attachment=True, filename=f"{row.title}-{day}.zip")
    answer["Content-Disposition"] = str(name)
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value]


@require_POST
@requires("ledgers.see")
def again(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    orders.again(actor=request.member, order_id=row.pk, now=clock.now())
    return redirect("ledgers:order", pk=pk)


@require_POST
@requires("ledgers.see")
def remove(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    try:
        orders.remove(actor=request.member, order_id=row.pk)
        messages.success(request, "已删除。")
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("ledgers:papers")
