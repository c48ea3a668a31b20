"""What the search box finds here: open tasks, and the items of plans in force."""

from __future__ import annotations

from django.urls import reverse

from houqin.core.manifest import SearchSource
from houqin.core.search import matching
from houqin.org.member import Member
from houqin.planning.models import PlanItem
from houqin.planning.policy import visible_tasks

Row = tuple[str, str, str]


def find_tasks(member: Member, query: str, limit: int) -> list[Row]:
    """The next open task of each item that matches, among those the member may see."""
    items = PlanItem.objects.filter(matching(member.institution.pk, query))
    rows = visible_tasks(member).filter(item__in=items, state__in=["todo", "doing"])
    rows = rows.select_related("item", "assignee").order_by("item_id", "due_on").distinct("item_id")
    found = sorted(rows[:limit], key=lambda task: task.due_on)
    return [
        (
            task.item.title,
            f"{task.due_on:%m月%d日}截止 · {task.assignee.name if task.assignee else '待指派'}",
            reverse("planning:task", args=[task.pk]),
        )
        for task in found
    ]


def find_items(member: Member, query: str, limit: int) -> list[Row]:
    """Items of plans that have been approved; drafts are their authors' own."""
    rows = PlanItem.objects.filter(
        matching(member.institution.pk, query), plan__state__in=["running", "closed"]
    ).exclude(status=PlanItem.Status.WITHDRAWN)
    return [
        (item.title, item.plan.title, reverse("planning:plan", args=[item.plan_id]))
        for item in rows.select_related("plan").order_by("-plan_id", "position")[:limit]
    ]


SOURCES = (
    SearchSource("任务", "planning.see", find_tasks),
    SearchSource("计划条目", "planning.see", find_items),
)
