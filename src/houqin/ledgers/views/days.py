"""Each day's digest: listed, printed, and where it is sent."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.core.permissions import may
from houqin.ledgers.forms.paper import PostingForm
from houqin.ledgers.models import DayDelivery, DayHead, DayPosting
from houqin.ledgers.services import posting
from houqin.ledgers.views.books import crumbs
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.form_pages import form_page

SHOWN = 60


@require_GET
@requires("ledgers.verify")
def days(request: InstitutionRequest) -> HttpResponse:
    """The last two months on one page that can be printed and kept."""
    rows = list(DayHead.objects.order_by("-day")[:SHOWN])
    sent: dict[int, list[DayDelivery]] = {}
    for one in DayDelivery.objects.filter(day__in=rows):
        sent.setdefault(one.day_id, []).append(one)
    page = {
        "title": "每日摘要",
        "crumbs": [*crumbs(), ("台账查验", reverse("ledgers:proof"))],
        "rows": [
            {
                "day": row,
                "books": sum(1 for head in row.heads if head[2]),
                "links": sum(head[2] for head in row.heads),
                "sent": sent.get(row.pk, []),
            }
            for row in rows
        ],
        "posting": DayPosting.objects.first(),
        "failed": DayDelivery.objects.filter(state=DayDelivery.State.FAILED).count(),
        "can_keep": bool(may(request.member, "ledgers.keep")),
        "now": clock.now(),
        "institution": request.institution,
    }
    return render(request, "ledgers/days.html", page)


@requires("ledgers.keep")
def settings(request: InstitutionRequest) -> HttpResponse:
    row = DayPosting.objects.first()
    start = {"addresses": "\n".join(row.addresses), "webhook": row.webhook} if row else {}
    return form_page(
        request,
        PostingForm(request.POST or None, initial=start),
        posting.set_posting,
        then=reverse("ledgers:days"),
        title="每日摘要寄到哪里",
        crumbs=[*crumbs(), ("每日摘要", reverse("ledgers:days"))],
        known={"actor": request.member, "now": clock.now()},
        done="已保存，从下一份摘要起寄出。",
        note="摘要寄到单位外面，连服务器的主人也改不了昨天。",
    )


@require_POST
@requires("ledgers.keep")
def retry(request: InstitutionRequest) -> HttpResponse:
    count = posting.retry(actor=request.member, now=clock.now())
    messages.success(request, f"{count} 份将重新发送。" if count else "没有要重发的。")
    return redirect("ledgers:days")
