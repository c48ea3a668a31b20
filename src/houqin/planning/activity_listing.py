"""The list of activities, declared once."""

from __future__ import annotations

from django.db.models import Q

from houqin.core import clock
from houqin.planning.models import Activity
from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column, DateRange

_LOOKS = {"planned": "todo", "held": "done", "cancelled": "na"}


def state_of(row: Activity) -> tuple[str, str]:
    """What is owed comes first: not held on its day, a report overdue or come late."""
    today = clock.today()
    if row.state == Activity.State.PLANNED and row.day < today:
        return "late", "过期没登记"
    if row.state == Activity.State.HELD and row.report_due and not row.reported_at:
        late = row.report_due < today
        return ("late", "报告逾期") if late else ("review", "待交报告")
    if row.is_report_late:
        return "done", "报告迟交"
    return _LOOKS[row.state], str(row.get_state_display())


def _where(value: str) -> Q:
    if value == "report":
        return Q(state="held", reported_at=None, report_due__lt=clock.today())
    return Q(state=value)


ACTIVITIES: Listing = Listing(
    name="activities",
    title="活动",
    columns=(
        Column("活动", "title", phone="title", width=30),
        Column("状态", lambda row: state_of(row)[1], chip=state_of, phone="side"),
        Column("日期", "day", sort="day", format="day"),
        Column("主办", "get_organiser_display", width=12),
        Column("部门", "department.name", phone="hide"),
        Column("类型", "get_sort_display", phone="hide", width=12),
        Column("负责人", "lead.name", width=10),
        Column("参加", lambda row: row.came + row.guests, format="number"),
        Column("预算（元）", "budget", format="money", phone="hide"),
        Column("花费（元）", "cost", format="money", phone="hide"),
        Column("评分", "rating", format="number", phone="hide"),
    ),
    filters=(
        Choice("organiser", "主办", Activity.Organiser.choices, lookup="organiser"),
        Choice("sort", "类型", Activity.Sort.choices, lookup="sort"),
        Choice(
            "state", "状态", (("report", "报告逾期"), *Activity.State.choices), where=_where
        ),
        DateRange("on", "日期", "day"),
    ),
    search="search",
    search_hint="搜名称、安排、地点",
    sort="-day",
    href=page_of("planning:activity"),
    empty_title="还没有活动。",
    empty_hint="把节日庆祝、党团工会活动、外出学习、讲座先计划进来：有预算、有分工，开展后登记花费和参加的人。",
)  # fmt: skip
