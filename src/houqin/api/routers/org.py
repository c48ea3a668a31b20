"""Places and people over the API: what is needed to give out work, and no more."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from houqin.api.paged import Paging, paged
from houqin.api.schemas import PlacePage, Problem, StaffPage
from houqin.org.access import demand
from houqin.org.models import Place, Staff

places_router = Router(tags=["场所"])
staff_router = Router(tags=["教职工"])
_REFUSALS = {401: Problem, 403: Problem, 422: Problem, 429: Problem}


@places_router.get(
    "", response={200: PlacePage, **_REFUSALS}, summary="列出场所", operation_id="places"
)
def places(request: Any, paging: Query[Paging]) -> Any:
    """按所在位置先后."""
    demand(request.auth, "org.see")
    return paged(Place.objects.all(), paging, "path")


@staff_router.get(
    "", response={200: StaffPage, **_REFUSALS}, summary="列出教职工", operation_id="staff"
)
def staff(request: Any, paging: Query[Paging]) -> Any:
    """在岗的人；不含手机号."""
    demand(request.auth, "org.see")
    rows = Staff.objects.filter(left_on=None).defer("phone", "search")
    return paged(rows, paging, "pk")
