"""The list of support requests, and the figures above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet

from houqin.core import clock
from houqin.planning.models import SupportRequest
from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column, DateRange

LOOKS = {
    "filed": "todo", "accepted": "doing", "refused": "na", "done": "review", "closed": "done",
    "withdrawn": "na",
}  # fmt: skip


def state_of(row: SupportRequest) -> tuple[str, str]:
    """Needed before today and still not done is late, whoever it waits for."""
    if row.state in {"filed", "accepted"} and row.needed_on < clock.today():
        return "late", f"逾期 {(clock.today() - row.needed_on).days} 天"
    return LOOKS[row.state], str(row.get_state_display())


def _who(row: SupportRequest) -> str:
    return row.task.assignee.name if row.task and row.task.assignee else ""


REQUESTS: Listing = Listing(
    name="requests",
    title="事务申请",
    columns=(
        Column("申请", "title", phone="title", width=30),
        Column("编号", "number", sort="pk", width=14),
        Column("状态", lambda row: state_of(row)[1], chip=state_of, phone="side"),
        Column("哪天要用", "needed_on", sort="needed_on", format="day"),
        Column("地点", "place"),
        Column("类别", "get_kind_display", phone="hide", width=10),
        Column("申请人", "made_by.name", width=10),
        Column("部门", "department.name", phone="hide"),
        Column("办理人", _who, width=10),
        Column("评分", "rating", format="number", phone="hide", width=8),
        Column("评价", "comment", phone="hide", width=24),
    ),
    filters=(
        Choice("state", "状态", SupportRequest.State.choices, lookup="state"),
        Choice("kind", "类别", SupportRequest.Kind.choices, lookup="kind"),
        Choice("again", "返工", (("1", "有返工"),), where=lambda _value: Q(reopened__gte=1)),
        DateRange("needed", "哪天要用", "needed_on"),
    ),
    search="search",
    search_hint="搜事项、地点",
    sort="-pk",
    href=page_of("planning:request"),
    empty_title="还没有事务申请。",
    empty_hint="要布置场地、借设备、修东西，在这里申请；总务受理后派人办，办好请您确认打分。",
)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How requests stand and how they were rated."""

    filed: int
    working: int
    to_confirm: int
    closed: int
    refused: int
    reopened: int
    average: float | None


def satisfaction(
    rows: QuerySet[SupportRequest] | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Satisfaction:
    """Every request, or those needed between two days; one query."""
    rows = SupportRequest.objects.all() if rows is None else rows
    if first and last:
        rows = rows.filter(needed_on__range=(first, last))
    found: dict[str, Any] = rows.order_by().aggregate(
        filed=Count("pk", filter=Q(state="filed")),
        working=Count("pk", filter=Q(state="accepted")),
        to_confirm=Count("pk", filter=Q(state="done")),
        closed=Count("pk", filter=Q(state="closed")),
        refused=Count("pk", filter=Q(state="refused")),
        reopened=Count("pk", filter=Q(reopened__gte=1)),
        average=Avg("rating"),
    )
    if found["average"] is not None:
        found["average"] = round(float(found["average"]), 1)
    return Satisfaction(**found)
