"""The windows of a week item by item: done, due, missed, not applicable, and where to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Max, Min, QuerySet
from django.urls import reverse

from houqin.core.permissions import may
from houqin.ledgers.models import Book
from houqin.org.member import Member
from houqin.planning.models import Task, WorkPlan
from houqin.planning.models.tasks import OPEN

MOST = 600
_STATES = {
    "done": "已做",
    "review": "待复查",
    "waived": "不适用",
    "doing": "进行中",
    "todo": "待办",
}


@dataclass(frozen=True, slots=True)
class Window:
    """One window of an item; ``kind`` is done, late, review, doing, todo or na."""

    task_id: int
    item_id: int
    first: date
    due_on: date
    kind: str
    text: str
    who: str
    book: str

    @property
    def say(self) -> str:
        return f"{self.due_on.month}月{self.due_on.day}日 {self.text}"


@dataclass(slots=True)
class Row:
    """An item with its windows of the week, one cell a day."""

    item_id: int
    title: str
    source: str
    is_law: bool
    who: str
    domain: str
    days: list[list[Window]] = field(default_factory=lambda: [[] for _day in range(7)])

    @property
    def missed(self) -> list[Window]:
        return [one for day in self.days for one in day if one.kind == "late"]


_FIELDS = (
    "pk", "item_id", "first", "due_on", "state", "is_late", "keys_done", "keys_wanted", "times",
    "times_done", "domain",
)  # fmt: skip
_NAMES = {
    "title": F("item__title"), "basis": F("item__basis"), "book": F("item__book"),
    "sort": F("plan__sort"), "plan_title": F("plan__title"), "who": F("assignee__name"),
}  # fmt: skip


def rows_of(tasks: QuerySet[Task], first: date, today: date) -> list[Row]:
    """The week's windows, by item; one query."""
    last = first + timedelta(days=6)
    found: dict[int, Row] = {}
    rows = tasks.filter(due_on__gte=first, due_on__lte=last).values(*_FIELDS, **_NAMES)
    for task in rows.order_by("due_on", "pk")[:MOST]:
        row = found.get(task["item_id"])
        if row is None:
            row = Row(
                task["item_id"], task["title"], source_of(task),
                task["sort"] == WorkPlan.Sort.STATUTORY, task["who"] or "待指派",
                task["domain"],
            )  # fmt: skip
            found[task["item_id"]] = row
        row.days[(task["due_on"] - first).days].append(_window(task, today))
    return sorted(found.values(), key=lambda row: (not row.missed, not row.is_law, row.title))


def source_of(task: Mapping[str, Any]) -> str:
    """The article of the law, or the plan."""
    return str(task["basis"] or task["plan_title"])


def _window(task: Mapping[str, Any], today: date) -> Window:
    is_open = task["state"] in OPEN
    kind = "late" if is_open and task["due_on"] < today else task["state"]
    text = "缺" if kind == "late" else _STATES[task["state"]]
    if is_open and task["keys_wanted"]:
        text += f" {task['keys_done']}/{task['keys_wanted']}"
    elif is_open and task["times"] > 1:
        text += f" {task['times_done']}/{task['times']}"
    elif kind == "done" and task["is_late"]:
        text = "补做"
    return Window(
        task_id=task["pk"],
        item_id=task["item_id"],
        first=task["first"],
        due_on=task["due_on"],
        kind="na" if kind == Task.State.WAIVED else kind,
        text=text,
        who=task["who"] or "",
        book=task["book"],
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, or comes, of one item: how often, since when, whose, and the way there."""

    item_id: int
    title: str
    source: str
    domain: str
    count: int
    first: date
    last: date
    who: str
    task_id: int
    book: str
    keys_done: int = 0
    keys_wanted: int = 0

    @property
    def due_on(self) -> date:
        """Of ``task_id``, the newest."""
        return self.last

    @property
    def is_unassigned(self) -> bool:
        return not self.who


def gaps(tasks: QuerySet[Task], first: date | None, last: date, most: int = 200) -> list[Gap]:
    """Open windows due in these days (None: from ever), a line for each item; one query."""
    rows = tasks.filter(state__in=OPEN, due_on__lte=last)
    if first is not None:
        rows = rows.filter(due_on__gte=first)
    found = (
        rows.order_by()
        .values("item_id", "domain", title=F("item__title"), basis=F("item__basis"),
                book=F("item__book"), plan_title=F("plan__title"))
        .annotate(
            n=Count("pk"), since=Min("due_on"), until=Max("due_on"),
            tasks=ArrayAgg("pk", order_by=["-due_on", "-pk"]),
            who=Max("assignee__name"), has=Max("keys_done"), wants=Max("keys_wanted"),
        )
        .order_by("domain", "since", "title")
    )  # fmt: skip
    return [
        Gap(
            item_id=row["item_id"], title=row["title"], source=source_of(row),
            domain=row["domain"], count=row["n"], first=row["since"], last=row["until"],
            who=row["who"] or "", task_id=row["tasks"][0], book=row["book"],
            keys_done=row["has"], keys_wanted=row["wants"],
        )
        for row in found[:most]
    ]  # fmt: skip


class _Missing(Protocol):
    """A gap or a window: what it waits for."""

    @property
    def task_id(self) -> int: ...
    @property
    def item_id(self) -> int: ...
    @property
    def due_on(self) -> date: ...
    @property
    def book(self) -> str: ...


def ways_to(member: Member, missed: Sequence[_Missing], today: date) -> list[dict[str, str]]:
    """Where one tap leads for each, and what the button says; a reader only looks."""
    if member.is_read_only or not may(member, "planning.do"):
        return [_way("planning:task", one, "查看") for one in missed]
    closed = _closed(missed, today)
    return [
        _way("planning:task", one, "去登记")
        if not one.book
        else _way("planning:defer", one, "写明原因")
        if one.task_id in closed
        else _way("planning:write", one, "记一笔")
        for one in missed
    ]


def _way(page: str, missing: _Missing, action: str) -> dict[str, str]:
    return {"url": reverse(page, args=[missing.task_id]), "action": action}


def _closed(missed: Sequence[_Missing], today: date) -> set[int]:
    """Tasks whose book takes no entry about so long ago, a later window having begun; two queries.

    What is written today would be about that window (``planning.task_book.TaskBook.is_too_late``).
    """
    past = [one for one in missed if one.book and one.due_on < today]
    if not past:
        return set()
    books = Book.objects.filter(code__in={one.book for one in past})
    most = dict(books.values_list("code", "backdate_days"))
    old = [
        one for one in past
        if (limit := most.get(one.book)) is not None and (today - one.due_on).days > limit
    ]  # fmt: skip
    begun = Task.objects.filter(item_id__in={one.item_id for one in old}, first__lte=today)
    newest = dict(begun.order_by().values_list("item_id").annotate(Max("first"))) if old else {}
    return {one.task_id for one in old if newest.get(one.item_id, one.due_on) > one.due_on}


def unassigned(found: Iterable[Gap]) -> int:
    return sum(one.is_unassigned for one in found)
