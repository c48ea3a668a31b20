"""The list of tasks: columns, filters, search and Excel, declared once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from houqin.core import clock
from houqin.core.domains import DOMAINS, domain_choices
from houqin.org.colleagues import colleagues
from houqin.org.models import Department, Staff
from houqin.planning.models import Task, WorkPlan
from houqin.planning.models.tasks import OPEN
from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column, DateRange, foreign_key

_STATES = (
    ("late", "逾期未办"),
    ("open", "未完成"),
    ("todo", "待办"),
    ("doing", "进行中"),
    ("review", "需复查"),
    ("done", "已完成"),
    ("finished", "已办（含待复查）"),
    ("due", "应做（已办或逾期）"),
    ("ontime", "按时完成"),
    ("donelate", "逾期后补办"),
    ("waived", "不适用"),
    ("unassigned", "待指派"),
)
_WHEN = (("today", "今天"), ("week", "本周"), ("next", "下周"), ("month", "本月"))


def state_filter(value: str) -> Q:
    """The same words as in ``planning.numbers``."""
    today = clock.today()
    is_open = Q(state__in=OPEN)
    return {
        "late": is_open & Q(due_on__lt=today),
        "open": is_open,
        "finished": Q(state__in=["done", "review"]),
        "due": Q(state__in=["done", "review"]) | is_open & Q(due_on__lt=today),
        "ontime": Q(state__in=["done", "review"], is_late=False),
        "donelate": Q(state__in=["done", "review"], is_late=True),
        "unassigned": is_open & Q(assignee=None),
    }.get(value, Q(state=value))


def when_filter(value: str) -> Q:
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    spans = {
        "today": (today, today),
        "week": (monday, monday + timedelta(days=6)),
        "next": (monday + timedelta(days=7), monday + timedelta(days=13)),
        "month": (today.replace(day=1), _month_end(today)),
    }
    first, last = spans[value]
    return Q(first__lte=last, due_on__gte=first)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def state_of(row: Task) -> tuple[str, str]:
    """State code and words of a row, as drawn by a chip."""
    late = (clock.today() - row.due_on).days
    if row.is_open and late > 0:
        return "late", f"逾期 {late} 天"
    if row.state == Task.State.WAIVED:
        return "na", ""
    if row.state in {Task.State.DONE, Task.State.REVIEW} and row.is_late:
        return str(row.state), "补办" if row.state == Task.State.DONE else ""
    return str(row.state), ""


def window_text(row: Task) -> str:
    def short(day: date) -> str:
        return f"{day.month}/{day.day}"

    return (
        short(row.due_on) if row.first == row.due_on else f"{short(row.first)}—{short(row.due_on)}"
    )


def _domain_name(row: Task) -> str:
    domain = DOMAINS.get(row.domain)
    return domain.name if domain else ""


def _people() -> QuerySet[Staff]:
    return colleagues().only("pk", "name").order_by("name")


def _departments() -> QuerySet[Department]:
    return Department.objects.only("pk", "name")


def _plans() -> QuerySet[WorkPlan]:
    return WorkPlan.objects.exclude(version=0).only("pk", "title")


task_href = page_of("planning:task")


def narrow_columns(rows: QuerySet[Task], *more: str) -> QuerySet[Task]:
    """Only what the list shows (and ``more``), joined once."""
    return rows.select_related("item", "assignee", "department").only(
        "pk", "first", "last", "due_on", "state", "is_late", "domain", "times", "times_done",
        "done_at", "item__title", "item__ledger", "assignee__name", "department__name", *more,
    )  # fmt: skip


TASKS: Listing = Listing(
    name="tasks",
    title="任务",
    columns=(
        Column("事项", "item.title", phone="title", width=34),
        Column(
            "状态",
            lambda row: state_of(row)[1] or row.get_state_display(),
            chip=state_of,
            phone="side",
        ),
        Column("时间", window_text, sort="due_on", width=14),
        Column("责任人", "assignee.name"),
        Column("领域", _domain_name, width=8),
        Column("部门", "department.name", phone="hide"),
        Column("台账", "item.ledger", phone="hide"),
        Column("完成时间", "done_at", format="moment", phone="hide"),
    ),
    filters=(
        Choice("state", "状态", _STATES, where=state_filter),
        Choice("when", "时间", _WHEN, where=when_filter),
        Choice("domain", "领域", domain_choices, lookup="domain"),
        foreign_key("assignee", "责任人", _people),
        foreign_key("department", "部门", _departments),
        foreign_key("plan", "计划", _plans, shown="title"),
        DateRange("due", "期限", "due_on"),
    ),
    search="item__search",
    search_hint="搜事项、台账",
    sort="due_on",
    href=task_href,
    empty_title="还没有任务。",
    empty_hint="计划批准后，任务会按周期自动派到这里。",
    counts_with_rows=True,
)


def params_for(**chosen: Any) -> str:
    """The address of the list with these filters: figures elsewhere lead here."""
    kept = {name: value for name, value in chosen.items() if value not in (None, "")}
    return f"{reverse('planning:tasks')}?{urlencode(kept)}"
