"""Plans and their items over the API."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from houqin.api.paged import Paging, paged
from houqin.api.schemas import ItemPage, PlanPage, Problem
from houqin.core.permissions import may
from houqin.org.access import demand
from houqin.planning.models import PlanItem, WorkPlan

router = Router(tags=["计划"])
_REFUSALS = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}


def _plans(member: Any) -> Any:
    """Drafts only to those who write or approve them, as on the pages."""
    rows = WorkPlan.objects.all()
    if may(member, "planning.draft") or may(member, "planning.approve"):
        return rows
    return rows.filter(state__in=[WorkPlan.State.RUNNING, WorkPlan.State.CLOSED])


@router.get("", response={200: PlanPage, **_REFUSALS}, summary="列出计划", operation_id="plans")
def plans(request: Any, paging: Query[Paging]) -> Any:
    """新的在前."""
    demand(request.auth, "planning.see")
    return paged(_plans(request.auth).defer("source", "guiding"), paging, "-pk")


@router.get(
    "/{int:plan_id}/items", response={200: ItemPage, **_REFUSALS}, summary="计划的条目",
    operation_id="plan_items",
)  # fmt: skip
def items(request: Any, plan_id: int, paging: Query[Paging]) -> Any:
    """按原文先后列出已批准的条目."""
    demand(request.auth, "planning.see")
    plan = get_object_or_404(_plans(request.auth).only("pk"), pk=plan_id)
    rows = PlanItem.objects.filter(plan=plan).exclude(status=PlanItem.Status.WITHDRAWN)
    return paged(rows, paging, "position")
