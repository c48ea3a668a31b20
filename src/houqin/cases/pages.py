"""The list of cases as a page; rooms show their own flow's with ``case_list``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse

from houqin.cases import policy
from houqin.cases.flow import flow_of
from houqin.cases.listing import ONLY, listing
from houqin.cases.models import Case
from houqin.cases.search import new_page
from houqin.core import clock
from houqin.core.permissions import may
from houqin.journal.public import record
from houqin.org.access import InstitutionRequest
from houqin.ui.listing import BulkAction, render_list
from houqin.ui.tables import Column

WHOSE = (("mine", "我的"), ("waiting", "等我办"), ("reported", "我提的"), ("all", "全部"))


def whose(request: InstitutionRequest, rows: QuerySet[Case]) -> tuple[str, QuerySet[Case]]:
    """The list opens on what is mine and not done, for who has none on all that is to be seen;
    a search or a filter of all is one tap away."""
    member = request.member
    mine = policy.mine(member) | Q(reporter=member.staff, is_open=True)
    asked = str(request.GET.get("whose", ""))
    if asked not in dict(WHOSE):
        all_meant = member.is_read_only or _narrows(request) or not rows.filter(mine).exists()
        asked = "all" if all_meant else "mine"
    if asked == "mine":
        rows = rows.filter(mine)
    elif asked == "waiting":
        rows = rows.filter(policy.waiting(member))
    elif asked == "reported":
        rows = rows.filter(reporter=member.staff)
    return asked, rows


def _narrows(request: InstitutionRequest) -> bool:
    """Who searches, or comes by a link that names rows, means them all."""
    return any(
        request.GET.get(name)
        for name in ("q", "late", "place", "state", "age", "owner", "opened_from")
    )


def case_list(
    request: InstitutionRequest,
    flow: str = "",
    title: str = "",
    extra: Sequence[Column] = (),
    template: str = "cases/list.html",
    **context: Any,
) -> HttpResponse:
    """The cases of a flow (or of all) that the member may see, with every way to narrow them."""
    member = request.member
    shown = listing(flow, title, tuple(extra))
    chosen, rows = whose(request, policy.visible(member, flow))
    if request.GET.get("merged") == "0":  # as figures count: once, where it was merged into
        rows = rows.filter(merged_into=None)
    codes = policy.managed(member)
    can_assign = flow in codes if flow else bool(codes)
    bulk = [BulkAction("派给…", reverse("cases:assign"), "user-share")] if can_assign else []
    declared = flow_of(flow) if flow else None
    report = declared.report if declared else "cases.report"
    can_open = bool(may(member, report)) and not member.is_read_only
    add = new_page(declared) if declared else reverse("cases:choose")

    def exported(count: int) -> None:
        record(actor=member, action="cases.exported", what=shown.title, count=count)

    kept = request.GET.copy()
    kept.pop("whose", None)
    for name in ("after", "before", "export"):
        kept.pop(name, None)
    tail = f"&{kept.urlencode()}" if kept else ""
    return render_list(
        request,
        shown,
        rows.only(*ONLY).select_related("place", "owner"),
        template=template,
        bulk=bulk,
        exported=exported,
        whose=[(code, name, f"?whose={code}{tail}", code == chosen) for code, name in WHOSE],
        flow=declared,
        add_url=add if can_open else "",
        add_label=declared.add_label if declared else "提出",
        now=clock.now(),
        **context,
    )
