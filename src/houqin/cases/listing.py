"""The list of cases: columns and filters, for all flows or for one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from houqin.cases.flow import Flow, flow_of, flows
from houqin.cases.models import Case
from houqin.cases.numbers import AGES, aged
from houqin.cases.places import at_or_below
from houqin.core import clock, tenancy
from houqin.core.search import matching, narrowed
from houqin.org.colleagues import colleagues
from houqin.org.models import Place
from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column, DateRange, Related

# What a row of the list shows, and no more.
ONLY = (
    "id", "flow", "number", "title", "grade", "kind", "state", "is_open", "due_at", "paused_at",
    "opened_at", "closed_at", "money_spent", "reopened", "place__full_name", "owner__name",
)  # fmt: skip


_AGES = tuple((str(place), name) for place, (name, _days) in enumerate(AGES))


def _chip(row: Case) -> tuple[str, str]:
    return row.word(clock.now()), row.standing.name


def _grade(row: Case) -> str:
    return row.graded.name if row.graded else ""


def _flow(row: Case) -> str:
    return row.declared.name


def _late(value: str) -> Q:
    return Q(is_open=True, paused_at=None, due_at__lt=clock.now()) if value == "1" else Q()


def _open(value: str) -> Q:
    return {"1": Q(is_open=True), "0": Q(is_open=False)}.get(value, Q())


def _find(rows: QuerySet[Case], query: str) -> QuerySet[Case]:
    said = matching(tenancy.institution_id(), query)
    return narrowed(rows, query, ((Case, "id"),), said)


def _aged(value: str) -> Q:
    return aged(int(value), clock.now())


def _people() -> Any:
    return colleagues().order_by("name", "pk")


def _places() -> Any:
    """Sites, buildings and grounds; rooms are found by the search."""
    sorts = [Place.Sort.SITE, Place.Sort.BUILDING, Place.Sort.GROUND, Place.Sort.GATE]
    return Place.objects.filter(sort__in=sorts).order_by("path")


def _states() -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for flow in flows():
        for state in flow.states:
            found.setdefault(state.code, state.name)
    return list(found.items())


def _filters(declared: Flow | None) -> tuple[Any, ...]:
    states = [(one.code, one.name) for one in declared.states] if declared else _states
    filters: list[Any] = [
        Choice("open", "办结没有", (("1", "未办结"), ("0", "已办结"), ("all", "全部")), where=_open,
               default="1"),
        Choice("late", "逾期", (("1", "已逾期"),), where=_late, sort="due_at"),
        Choice("state", "状态", states, lookup="state"),
        Choice("age", "提出多久", _AGES, where=_aged),
    ]  # fmt: skip
    if declared is None:
        offered = tuple((one.code, one.name) for one in flows())
        filters.insert(0, Choice("flow", "类别", offered, lookup="flow"))
    elif declared.grades:
        grades = tuple((one.code, one.name) for one in declared.grades)
        filters.append(Choice("grade", "等级", grades, lookup="grade"))
        if declared.kinds:
            filters.append(Choice("kind", "类别", declared.kinds, lookup="kind"))
    filters += [
        Related("place", "地点", _places, "place", "full_name", where=at_or_below),
        Related("owner", "责任人", _people, "owner", "name"),
        DateRange("opened", "提出时间", "opened_at", is_moment=True),
    ]
    return tuple(filters)


@cache
def listing(flow: str = "", title: str = "", extra: Sequence[Column] = ()) -> Listing:
    """Of one flow, or of all where ``flow`` is empty."""
    declared = flow_of(flow) if flow else None
    columns = [
        Column("事项", "title", phone="title", width=34),
        Column("编号", "number", sort="pk", width=14, css="hq-nw"),
        Column("状态", lambda row: row.standing.name, chip=_chip, phone="side", width=10),
        *([] if declared else [Column("类别", _flow, width=10)]),
        Column("等级", _grade, width=8),
        Column("地点", "place.full_name", width=24),
        Column("责任人", "owner.name", width=10),
        Column("期限", "due_at", sort="due_at", format="moment", width=16, css="hq-nw"),
        *extra,
        Column("提出时间", "opened_at", sort="opened_at", format="moment", phone="hide", width=16),
        Column("办结时间", "closed_at", format="moment", phone="hide", width=16),
        *(
            [Column("花费", "money_spent", format="money", phone="hide", width=10)]
            if declared
            else []
        ),
    ]
    name = declared.name if declared else "事项"
    return Listing(
        name=f"cases-{flow or 'all'}",
        title=title or name,
        columns=tuple(columns),
        filters=_filters(declared),
        search=_find,
        search_hint="搜标题、编号、地点",
        sort="-pk",
        href=page_of("cases:case"),
        empty_title=f"没有这样的{name}。",
        empty_hint="换一个筛选条件，或看看“全部”。",
    )
