"""What the shell and the outcome rooms may ask of planning: a person's day, in four queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber, TruncWeek
from django.utils import timezone

from houqin.core.permissions import may
from houqin.core.prepared import PreparedRows
from houqin.org.member import Member
from houqin.planning import numbers
from houqin.planning.models import PlanItem, Task, WorkPlan
from houqin.planning.models.tasks import OPEN
from houqin.planning.policy import LEADERS, roles_of, visible_tasks

OVERDUE_SHOWN = 60
TODAY_SHOWN = 200
COMING_SHOWN = 60
HELPING_SHOWN = 40
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
    # The book whose entries prove it, by code; and how many classes, meals … it has of how many.
    book: str = ""
    keys_done: int = 0
    keys_wanted: int = 0

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
    helping: list[TaskLine]
    week: numbers.Tally
    last_week: numbers.Tally
    week_first: date
    week_last: date
    truncated: bool = field(default=False)


def today_for(member: Member, today: date, *, everyone: bool = False) -> Today:
    """The member's own work, or with ``everyone`` all that the member may see.

    Four queries, five for a principal or a helper, whatever the number of tasks.
    """
    ask = _Asking(member, everyone=everyone)
    monday = today - timedelta(days=today.weekday())
    late, rows, overdue_total = _now(ask, today)
    coming = _coming(ask, today, monday + 2 * _WEEK - _DAY)
    next_monday = monday + _WEEK
    weeks = _weeks(ask, today, monday)
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
        helping=[] if everyone else _helping(member, today, next_monday - _DAY),
        week=weeks.get(monday, numbers.Tally()),
        last_week=weeks.get(monday - _WEEK, numbers.Tally()),
        week_first=monday,
        week_last=next_monday - _DAY,
        truncated=len(rows) > TODAY_SHOWN,
    )


class _Asking:
    """Asks for the member's own rows by queries compiled once, for everybody's by fresh ones."""

    def __init__(self, member: Member, *, everyone: bool) -> None:
        self.member, self.everyone = member, everyone

    def __call__(self, build: Callable[..., QuerySet[Task, Any]], **values: Any) -> list[Any]:
        if self.everyone:
            rows = build(visible_tasks(self.member), **values)
            return [SimpleNamespace(**row) for row in rows]
        return _own(build)(me=self.member.staff.pk, **values)


@cache
def _own(build: Callable[..., QuerySet[Task, Any]]) -> PreparedRows:
    return PreparedRows(lambda me, **values: build(Task.objects.of(me), **values))


_LINE = (
    "id", "item_id", "domain", "state", "first", "due_on", "times", "times_done",
    "done_at", "cadence", "assignee_id", "keys_done", "keys_wanted",
)  # fmt: skip
_NAMES = {"title": F("item__title"), "who": F("assignee__name"), "book": F("item__book")}


def _line(row: Any, member: Member, today: date) -> TaskLine:
    late = row.state in OPEN and row.due_on < today
    return TaskLine(
        task_id=row.id,
        item_id=row.item_id,
        title=row.title,
        domain=row.domain,
        state="late" if late else "na" if row.state == Task.State.WAIVED else row.state,
        first=row.first,
        due_on=row.due_on,
        who=row.who or "",
        is_mine=row.assignee_id == member.staff.pk,
        is_daily=row.first == row.due_on and row.cadence.startswith(("FREQ=DAILY", "FREQ=HOURLY")),
        times=row.times,
        times_done=row.times_done,
        days_late=(today - row.due_on).days if late else 0,
        done_at=row.done_at,
        book=row.book,
        keys_done=row.keys_done,
        keys_wanted=row.keys_wanted,
    )


def _now_rows(tasks: QuerySet[Task], **day: Any) -> QuerySet[Task, Any]:
    """Each part is numbered by itself, so that much of one does not crowd out the other."""
    finished = Q(done_at__gte=day["start"], done_at__lt=day["end"])
    # Whatever is finished today was due about now; the bound lets the index on days serve.
    near = Q(due_on__gte=day["near_first"], due_on__lte=day["near_last"])
    is_late = Q(state__in=OPEN, due_on__lt=day["today"])
    rows: QuerySet[Task, Any] = (
        tasks.filter(is_late | Q(due_on=day["today"]) | (finished & near))
        .values(*_LINE, **_NAMES)
        .annotate(is_late_now=Case(When(is_late, then=True), default=False))
        .annotate(
            nth=Window(RowNumber(), partition_by=F("is_late_now"), order_by=("due_on", "pk")),
            total=Window(Count("pk"), partition_by=F("is_late_now")),
        )
        .filter(nth__lte=TODAY_SHOWN + 1)
        .order_by("due_on", "pk")
    )
    return rows


def _now(ask: _Asking, today: date) -> tuple[list[Any], list[Any], int]:
    """What is overdue (oldest first), what is of today, and how many are overdue in all."""
    start = timezone.make_aware(datetime.combine(today, time.min))
    rows = ask(
        _now_rows,
        today=today,
        start=start,
        end=start + _DAY,
        near_first=today - _NEAR,
        near_last=today + _NEAR,
    )
    late = [task for task in rows if task.is_late_now]
    current = [task for task in rows if not task.is_late_now]
    return late[:OVERDUE_SHOWN], current, late[0].total if late else 0


def _merged(lines: Iterable[TaskLine]) -> list[TaskLine]:
    """The same duty missed several times by one person is one line."""
    found: dict[tuple[int, str], list[TaskLine]] = defaultdict(list)
    for line in lines:
        found[line.item_id, line.who].append(line)
    return [
        replace(same[0], count=len(same), last_due=same[-1].due_on) if len(same) > 1 else same[0]
        for same in found.values()
    ]


def _of_today(lines: Iterable[TaskLine]) -> list[TaskLine]:
    """Open work first, duties of every day last."""
    return sorted(lines, key=lambda line: (line.is_daily, line.is_done, line.domain, line.task_id))


def _coming_rows(tasks: QuerySet[Task], today: Any, last: Any) -> QuerySet[Task, Any]:
    """Open work due after today up to ``last``: one line per item and week."""
    return (
        tasks.filter(state__in=OPEN, due_on__gt=today, due_on__lte=last)
        .order_by()
        .annotate(week=TruncWeek("due_on"))
        .values("week", "item_id", "domain", title=F("item__title"))
        .annotate(
            n=Count("pk"), task=Min("pk"), begins=Min("first"), due=Min("due_on"),
            end=Max("due_on"), who=Min("assignee__name"),
        )
        .order_by("due", "n", "task")[:COMING_SHOWN]
    )  # fmt: skip


def _coming(ask: _Asking, today: date, last: date) -> list[TaskLine]:
    return [_coming_line(row) for row in ask(_coming_rows, today=today, last=last)]


def _coming_line(row: Any) -> TaskLine:
    return TaskLine(
        task_id=row.task,
        item_id=row.item_id,
        title=row.title,
        domain=row.domain,
        state="todo",
        first=row.begins,
        due_on=row.due,
        who=row.who or "",
        is_mine=False,
        count=row.n,
        last_due=row.end,
    )


@cache
def _helped(roles: tuple[str, ...]) -> PreparedRows:
    """Compiled once for each set of roles: there are few."""
    items = PlanItem.objects.filter(helper_roles__overlap=list(roles)).order_by().values("pk")
    return PreparedRows(
        lambda me, last: (
            Task.objects.filter(state__in=OPEN, first__lte=last, due_on__lte=last, item__in=items)
            .exclude(assignee_id=me)
            .values(*_LINE, **_NAMES)
            .order_by("due_on", "pk")[:HELPING_SHOWN]
        )
    )


def _helping(member: Member, today: date, last: date) -> list[TaskLine]:
    """协办: what others answer for and this member helps with, late or up to the week's end."""
    mine = tuple(sorted(roles_of(member)))
    if not mine:
        return []
    rows = _helped(mine)(me=member.staff.pk, last=last)
    return _merged(_line(row, member, today) for row in rows)


def _week_rows(tasks: QuerySet[Task], today: Any, first: Any, last: Any) -> QuerySet[Task, Any]:
    both = tasks.filter(due_on__gte=first, due_on__lt=last)
    return numbers.counted(both.annotate(week=TruncWeek("due_on")), today, "week")


def _weeks(ask: _Asking, today: date, monday: date) -> dict[date, numbers.Tally]:
    """How this week and the last one stand, in one query."""
    rows = ask(_week_rows, today=today, first=monday - _WEEK, last=monday + _WEEK)
    return {row.week: numbers.tally_of(row) for row in rows}


def _waiting_for_check(*whose: str) -> PreparedRows:
    return PreparedRows(
        lambda me: (
            Task.objects.filter(state=Task.State.REVIEW, **dict.fromkeys(whose, me))
            .exclude(done_by=me)
            .values(*_LINE, **_NAMES)
            .order_by("done_at", "pk")[:REVIEWS_SHOWN]
        )
    )


_REVIEWS = _waiting_for_check()
_REVIEWS_BELOW = _waiting_for_check("done_by__superior")


def _reviews(member: Member, today: date) -> list[TaskLine]:
    """What others handed in and this member may verify."""
    if not may(member, "planning.check"):
        return []
    waiting = _REVIEWS if member.roles & LEADERS else _REVIEWS_BELOW
    return [_line(row, member, today) for row in waiting(me=member.staff.pk)]


_WAITING_PLANS = PreparedRows(
    lambda: WorkPlan.objects.filter(
        Q(state=WorkPlan.State.SUBMITTED) | Q(revision="submitted")
    ).values("id", "title", "state")
)


def _waiting_plans(member: Member) -> list[WaitingPlan]:
    """Plans and changes that wait for this principal's word."""
    if not may(member, "planning.approve"):
        return []
    new = WorkPlan.State.SUBMITTED
    return [
        WaitingPlan(plan.id, plan.title, "计划" if plan.state == new else "计划改动")
        for plan in _WAITING_PLANS()
    ]
