"""The records as a summary counted them: kept with its figures, compared with today's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from houqin.planning.models import Task
from houqin.planning.models.tasks import OPEN
from houqin.reports.proofs import standing

RECORDS = "records"  # in the figures: [task, item, due, state, is late, domain, who, [evidence]]
_DONE = frozenset({Task.State.DONE.value, Task.State.REVIEW.value})


@dataclass(frozen=True, slots=True)
class Kept:
    """A task as it stood when the figures were counted."""

    task: int
    item: int
    due: date
    state: str
    is_late: bool
    domain: str
    who: str
    evidence: tuple[int, ...]

    def is_overdue(self, today: date) -> bool:
        return self.state in OPEN and self.due < today

    def said(self, today: date) -> str:
        if self.is_overdue(today):
            return "逾期未办"
        word = str(Task.State(self.state).label)
        return f"{word}（逾期后补办）" if self.is_late and self.state in _DONE else word


def rows(tasks: QuerySet[Task]) -> list[list[Any]]:
    """What the figures rest on, small enough to be kept with them; two queries."""
    proofs: dict[int, list[int]] = defaultdict(list)
    for task, pk in standing(tasks).order_by("pk").values_list("task_id", "pk").iterator():
        proofs[task].append(pk)
    names = ("pk", "item_id", "due_on", "state", "is_late", "domain", "assignee__name")
    found = tasks.order_by("due_on", "pk").values_list(*names)
    return [
        [pk, item, due.isoformat(), state, late, domain, who or "", proofs.get(pk, [])]
        for pk, item, due, state, late, domain, who in found.iterator()
    ]


def kept(figures: Mapping[str, Any]) -> list[Kept]:
    return [
        Kept(pk, item, date.fromisoformat(due), state, late, domain, who, tuple(proofs))
        for pk, item, due, state, late, domain, who, proofs in figures[RECORDS]
    ]


def of_figure(figures: Mapping[str, Any], query: Mapping[str, str]) -> list[Kept]:
    """Exactly those that the figure counts whose filters are given."""
    today = date.fromisoformat(figures["today"])
    tests = [_state(query.get("state", ""), today)]
    for name in ("item", "section", "goal"):
        if query.get(name, "").isdecimal():
            wanted = _items(figures, name, int(query[name]))
            tests.append(lambda one, wanted=wanted: one.item in wanted)  # type: ignore[misc]
    if query.get("domain"):
        tests.append(lambda one: one.domain == query["domain"])
    return [one for one in kept(figures) if all(test(one) for test in tests)]


def _state(state: str, today: date) -> Callable[[Kept], bool]:
    return {
        "late": lambda one: one.is_overdue(today),
        "due": lambda one: one.state in _DONE or one.is_overdue(today),
        "finished": lambda one: one.state in _DONE,
        "ontime": lambda one: one.state in _DONE and not one.is_late,
        "donelate": lambda one: one.state in _DONE and one.is_late,
        "": lambda one: True,
    }.get(state, lambda one: one.state == state)


def _items(figures: Mapping[str, Any], name: str, number: int) -> set[int]:
    if name == "item":
        return {number}
    sections = figures["sections"]
    if name == "section":
        sections = [one for one in sections if one["anchor_item"] == number]
    lines = (line for section in sections for line in section["lines"])
    return {line["item"] for line in lines if name == "section" or line["goal"] == number}


@dataclass(frozen=True, slots=True)
class Compared:
    """A kept task beside today's; ``now`` is empty where nothing is different."""

    kept: Kept
    title: str
    said: str
    is_there: bool
    now: str


def compared(shown: Sequence[Kept], figures: Mapping[str, Any]) -> list[Compared]:
    """What each says, and how today's record differs; two queries for all."""
    counted_on = date.fromisoformat(figures["today"])
    titles = {
        line["item"]: line["title"] for section in figures["sections"] for line in section["lines"]
    }
    tasks = Task.objects.filter(pk__in=[one.task for one in shown])
    there = tasks.in_bulk()
    proofs: dict[int, set[int]] = defaultdict(set)
    for task, pk in standing(tasks).values_list("task_id", "pk"):
        proofs[task].add(pk)
    return [
        Compared(
            one, titles.get(one.item, ""), one.said(counted_on), one.task in there,
            _difference(one, there.get(one.task), proofs[one.task]),
        )
        for one in shown
    ]  # fmt: skip


def _difference(one: Kept, task: Task | None, proofs: set[int]) -> str:
    if task is None:
        return "这项任务已撤销"
    said = []
    if (task.state, task.is_late) != (one.state, one.is_late):
        today = Kept(task.pk, one.item, task.due_on, task.state, task.is_late, "", "", ())
        said.append(today.said(date.min))
    if task.due_on != one.due:
        said.append(f"期限改为 {task.due_on}")
    gone, come = len(set(one.evidence) - proofs), len(proofs - set(one.evidence))
    said += [f"撤回佐证 {gone} 条"] if gone else []
    said += [f"新增佐证 {come} 条"] if come else []
    return "，".join(said)
