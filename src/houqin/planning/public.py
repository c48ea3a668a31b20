"""What the shell and the outcome rooms may ask of planning: a person's day, in four queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber, TruncWeek
from django.utils import timezone

from houqin.core.permissions import may
from houqin.org.member import Member
from houqin.planning import numbers
from houqin.planning.models import Task, WorkPlan
from houqin.planning.models.tasks import OPEN
from houqin.planning.policy import LEADERS, visible_tasks

OVERDUE_SHOWN = 60
TODAY_SHOWN = 200
COMING_SHOWN = 60
REVIEWS_SHOWN = 20
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_NEAR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task, or several alike (``count`` > 1) of which the earliest is named."""

    task_id: int
    item_id: int
    title: str
    domain: str
    state: str
    first: date
    due_on: date
    who: str
    is_mine: bool
    is_daily: bool = False
    times: int = 1
    times_done: int = 0
    days_late: int = 0
    done_at: datetime | None = None
    count: int = 1
    last_due: date | None = None

    @property
    def is_done(self) -> bool:
        return self.state in {"done", "review"}


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    plan_id: int
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Today:
    """A person's day: what is late, what is for today, what comes, what waits for a verdict."""

    day: date
    is_everyone: bool
    overdue: list[TaskLine]
    overdue_total: int
    today: list[TaskLine]
    this_week: list[TaskLine]
    next_week: list[TaskLine]
    reviews: list[TaskLine]
    plans: list[WaitingPlan]
    week: numbers.Tally
    last_week: numbers.Tally
    week_first: date
    week_last: date
    truncated: bool = field(default=False)


def today_for(member: Member, today: date, *, everyone: bool = False) -> Today:
    """The member's own work, or with ``everyone`` all that the member may see.

    Four queries, five for a principal, whatever the number of tasks.
    """
    tasks = visible_tasks(member) if everyone else Task.objects.of(member.staff.pk)
    monday = today - timedelta(days=today.weekday())
    late, rows, overdue_total = _now(tasks, today)
    coming = _coming(tasks, today, monday + 2 * _WEEK - _DAY)
    next_monday = monday + _WEEK
    weeks = _weeks(tasks, today, monday)
    return Today(
        day=today,
        is_everyone=everyone,
        overdue=_merged(_line(task, member, today) for task in late),
        overdue_total=overdue_total,
        today=_of_today(_line(task, member, today) for task in rows[:TODAY_SHOWN]),
        this_week=[line for line in coming if line.due_on < next_monday],
        next_week=[line for line in coming if line.due_on >= next_monday],
        reviews=_reviews(member, today),
        plans=[] if everyone else _waiting_plans(member),
        week=weeks.get(monday, numbers.Tally()),
        last_week=weeks.get(monday - _WEEK, numbers.Tally()),
        week_first=monday,
        week_last=next_monday - _DAY,
        truncated=len(rows) > TODAY_SHOWN,
    )


def _with_names(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("item", "assignee").only(
        "item__title", "domain", "state", "first", "last", "due_on", "times", "times_done",
        "done_at", "cadence", "assignee__name",
    )  # fmt: skip


def _line(task: Task, member: Member, today: date) -> TaskLine:
    late = task.is_overdue(today)
    return TaskLine(
        task_id=task.pk,
        item_id=task.item_id,
        title=task.item.title,
        domain=task.domain,
        state="late" if late else "na" if task.state == Task.State.WAIVED else task.state,
        first=task.first,
        due_on=task.due_on,
        who=task.assignee.name if task.assignee else "",
        is_mine=task.assignee_id == member.staff.pk,
        is_daily=task.first == task.last and task.cadence.startswith(("FREQ=DAILY", "FREQ=HOURLY")),
        times=task.times,
        times_done=task.times_done,
        days_late=(today - task.due_on).days if late else 0,
        done_at=task.done_at,
    )


def _now(tasks: QuerySet[Task], today: date) -> tuple[list[Any], list[Any], int]:
    """What is overdue (oldest first), what is of today, and how many are overdue in all.

    One query: each part is numbered by itself, so that much of one does not crowd out the other.
    """
    start = timezone.make_aware(datetime.combine(today, time.min))
    finished = Q(done_at__gte=start, done_at__lt=start + _DAY)
    # Whatever is finished today was due about now; the bound lets the index on days serve.
    near = Q(due_on__gte=today - _NEAR, due_on__lte=today + _NEAR)
    is_late = Q(state__in=OPEN, due_on__lt=today)
    rows = (
        _with_names(tasks.filter(is_late | Q(due_on=today) | (finished & near)))
        .annotate(is_late_now=Case(When(is_late, then=True), default=False))
        .annotate(
            nth=Window(RowNumber(), partition_by=F("is_late_now"), order_by=("due_on", "pk")),
            total=Window(Count("pk"), partition_by=F("is_late_now")),
        )
        .filter(nth__lte=TODAY_SHOWN + 1)
        .order_by("due_on", "pk")
    )
    late = [task for task in rows if task.is_late_now]
    current = [task for task in rows if not task.is_late_now]
    return late[:OVERDUE_SHOWN], current, late[0].total if late else 0


def _merged(lines: Iterable[TaskLine]) -> list[TaskLine]:
    """The same duty missed several times by one person is one line."""
    found: dict[tuple[int, str], TaskLine] = {}
    for line in lines:
        key = (line.item_id, line.who)
        found[key] = _plus(found[key], line) if key in found else line
    return list(found.values())


def _plus(line: TaskLine, later: TaskLine) -> TaskLine:
    return replace(line, count=line.count + 1, last_due=later.due_on)


def _of_today(lines: Iterable[TaskLine]) -> list[TaskLine]:
    """Open work first, duties of every day last."""
    return sorted(lines, key=lambda line: (line.is_daily, line.is_done, line.domain, line.task_id))


def _coming(tasks: QuerySet[Task], today: date, last: date) -> list[TaskLine]:
    """Open work due after today up to the end of next week: one line per item and week."""
    rows = (
        tasks.filter(state__in=OPEN, due_on__gt=today, due_on__lte=last)
        .order_by()
        .annotate(week=TruncWeek("due_on"))
        .values("week", "item_id", "domain", title=F("item__title"))
        .annotate(
            n=Count("pk"), task=Min("pk"), begins=Min("first"), due=Min("due_on"),
            end=Max("due_on"), who=Min("assignee__name"),
        )
        .order_by("due", "n", "task")
    )  # fmt: skip
    return [_coming_line(dict(row)) for row in rows[:COMING_SHOWN]]


def _coming_line(row: dict[str, Any]) -> TaskLine:
    return TaskLine(
        task_id=row["task"],
        item_id=row["item_id"],
        title=row["title"],
        domain=row["domain"],
        state="todo",
        first=row["begins"],
        due_on=row["due"],
        who=row["who"] or "",
        is_mine=False,
        count=row["n"],
        last_due=row["end"],
    )


def _weeks(tasks: QuerySet[Task], today: date, monday: date) -> dict[date, numbers.Tally]:
    """How this week and the last one stand, in one query."""
    both = tasks.filter(due_on__gte=monday - _WEEK, due_on__lt=monday + _WEEK)
    return numbers.tally_by(both.annotate(week=TruncWeek("due_on")), today, "week")


def _reviews(member: Member, today: date) -> list[TaskLine]:
    """What others handed in and this member may verify."""
    if not may(member, "planning.check"):
        return []
    waiting = Task.objects.filter(state=Task.State.REVIEW).exclude(done_by=member.staff)
    if not member.roles & LEADERS:
        waiting = waiting.filter(done_by__superior=member.staff)
    rows = _with_names(waiting).order_by("done_at", "pk")[:REVIEWS_SHOWN]
    return [_line(task, member, today) for task in rows]


def _waiting_plans(member: Member) -> list[WaitingPlan]:
    """Plans and changes that wait for this principal's word."""
    if not may(member, "planning.approve"):
        return []
    waiting = Q(state=WorkPlan.State.SUBMITTED) | Q(revision="submitted")
    rows = WorkPlan.objects.filter(waiting).only("title", "state")
    return [
        WaitingPlan(p.pk, p.title, "计划" if p.state == WorkPlan.State.SUBMITTED else "计划改动")
        for p in rows
    ]
