"""Choosing items of plans or finished tasks to attach: a search, a list of ticks, one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from houqin.core import tenancy
from houqin.core.asked import asked_number, asked_numbers
from houqin.core.domains import DOMAINS, domain_choices
from houqin.core.search import matching
from houqin.org.access import InstitutionRequest
from houqin.planning.models import PlanItem, Task, WorkPlan
from houqin.planning.views.plans_found import sentence_of
from houqin.ui.form_pages import Crumbs

SHOWN = 60
Attach = Callable[[list[int]], object]


def items_in_force() -> QuerySet[PlanItem]:
    """What may be attached: items of plans that were approved."""
    rows = PlanItem.objects.filter(status=PlanItem.Status.ACTIVE, plan__version__gte=1)
    return rows.exclude(plan__sort=WorkPlan.Sort.ADHOC)


def chosen_ids(request: InstitutionRequest) -> list[int]:
    return asked_numbers(request.POST.getlist("ids")[:500])


def pick_items(
    request: InstitutionRequest,
    rows: QuerySet[PlanItem],
    attach: Attach,
    *,
    then: str,
    title: str,
    crumbs: Crumbs,
    likely: Sequence[int] = (),
    **context: Any,
) -> HttpResponse:
    """Tick items; ``likely`` ones stand first. Posted, attach them and go on to ``then``."""
    if request.method == "POST":
        return _attach(request, attach, then)
    narrowed = _narrow(request, rows, "", "plan_id")
    found = list(
        narrowed.select_related("plan")
        .only("title", "text", "domain", "ledger", "plan__title")
        .order_by("-plan_id", "position")[:SHOWN]
    )
    first = {pk: at for at, pk in enumerate(likely)}
    if not _is_narrowed(request) and likely:
        missing = set(likely) - {row.pk for row in found}
        found += list(rows.filter(pk__in=missing).select_related("plan"))
    found.sort(key=lambda row: first.get(row.pk, len(first)))
    lines = [
        {
            "pk": row.pk, "title": row.title, "domain": row.domain, "note": row.plan.title,
            "more": row.text if row.text != row.title else "", "is_likely": row.pk in first,
        }
        for row in found
    ]  # fmt: skip
    return _page(request, lines, title=title, crumbs=crumbs, what="事项", then=then, **context)


def pick_tasks(
    request: InstitutionRequest,
    rows: QuerySet[Task],
    attach: Attach,
    *,
    then: str,
    title: str,
    crumbs: Crumbs,
    **context: Any,
) -> HttpResponse:
    """Tick finished tasks, the latest first."""
    if request.method == "POST":
        return _attach(request, attach, then)
    narrowed = _narrow(request, rows, "item__", "plan_id")
    found = narrowed.select_related("item", "done_by").order_by("-done_at")[:SHOWN]
    lines = [
        {
            "pk": row.pk, "title": row.item.title, "domain": row.domain, "when": row.done_at,
            "note": row.done_by.name if row.done_by else "", "more": "", "is_likely": False,
        }
        for row in found
    ]  # fmt: skip
    return _page(request, lines, title=title, crumbs=crumbs, what="任务", then=then, **context)


def _attach(request: InstitutionRequest, attach: Attach, then: str) -> HttpResponse:
    ids = chosen_ids(request)
    if not ids:
        messages.error(request, "还没有勾选。请先勾上要挂接的，再点“挂上”。")
        return redirect(request.get_full_path())
    try:
        attach(ids)
        messages.success(request, f"已挂上 {len(ids)} 项。")
    except ValidationError as error:
        messages.error(request, sentence_of(error))
    return redirect(then)


def _is_narrowed(request: InstitutionRequest) -> bool:
    return any(request.GET.get(name) for name in ("q", "plan", "domain"))


def _narrow(
    request: InstitutionRequest, rows: QuerySet[Any], path: str, plan: str
) -> QuerySet[Any]:
    query = request.GET.get("q", "").strip()[:100]
    asked = Q()
    if query:
        asked &= matching(tenancy.institution_id(), query, f"{path}search")
    chosen = asked_number(request.GET.get("plan"))
    if chosen is not None:
        asked &= Q(**{plan: chosen})
    if request.GET.get("domain") in DOMAINS:
        asked &= Q(domain=request.GET["domain"])
    return rows.filter(asked)


def _page(
    request: InstitutionRequest, lines: list[dict[str, Any]], *, crumbs: Crumbs, **context: Any
) -> HttpResponse:
    plans = WorkPlan.objects.filter(version__gte=1).exclude(sort=WorkPlan.Sort.ADHOC)
    page = {
        "lines": lines,
        "crumbs": crumbs,
        "plans": plans.only("pk", "title"),
        "domains": domain_choices(),
        "is_narrowed": _is_narrowed(request),
        "is_cut": len(lines) >= SHOWN,
        "back_url": context["then"],
        **context,
    }
    return render(request, "planning/programmes/pick.html", page)
