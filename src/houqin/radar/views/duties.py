"""The statutory duties of this institution: article, time, person, book and its own note."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houqin.cadence import Cadence, describe
from houqin.core import clock
from houqin.core.domains import DOMAINS
from houqin.core.permissions import may
from houqin.core.roles import role_name
from houqin.ledgers.models import Book
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.services.duties import change_duty
from houqin.radar.figures import UNSORTED
from houqin.radar.forms import DutyForm
from houqin.ui.form_pages import form_page


def statutory_items() -> Any:
    rows = PlanItem.objects.filter(plan__sort=WorkPlan.Sort.STATUTORY)
    return rows.exclude(status=PlanItem.Status.WITHDRAWN).select_related("owner")


def said(cadences: list[str]) -> str:
    return "、".join(describe(Cadence.from_text(text)) for text in cadences) or "不定期"


@require_safe
@requires("radar.see")
def duties(request: InstitutionRequest) -> HttpResponse:
    """Two queries: the duties and the books that are open."""
    titles = dict(Book.objects.filter(is_active=True).values_list("code", "title"))
    kind = request.member.kind
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in statutory_items():
        groups.setdefault(item.domain, []).append(
            {
                "item": item,
                "when": said(item.cadences),
                "who": item.owner.name if item.owner else role_name(item.owner_role, kind)
                if item.owner_role else "",
                "book": titles.get(item.book, ""),
                "unsure": "条款原文待核对" in item.flags,
            }
        )  # fmt: skip
    page = {
        "title": "法定职责",
        "crumbs": [("责任雷达", reverse("radar:radar"))],
        "groups": [
            (DOMAINS.get(code, UNSORTED), groups[code]) for code in [*DOMAINS, ""] if code in groups
        ],
        "may_change": bool(may(request.member, "planning.keep_duties"))
        and not request.member.is_read_only,
        "may_answer": bool(may(request.member, "org.keep")),
    }
    return render(request, "radar/duties.html", page)


@requires("planning.keep_duties")
def duty(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Note, person, time; or off, with the reason."""
    item = get_object_or_404(statutory_items(), pk=pk)
    form = DutyForm(request.POST or None, item=item, kind=request.member.kind)
    return form_page(
        request,
        form,
        change_duty,
        then=reverse("radar:duties"),
        title=item.title,
        crumbs=[("责任雷达", reverse("radar:radar")), ("法定职责", reverse("radar:duties"))],
        known={
            "actor": request.member, "item_id": item.pk, "now": clock.now(), "today": clock.today()
        },
        template="radar/duty.html",
        done=f"已保存：{item.title}",
        item=item,
    )  # fmt: skip
