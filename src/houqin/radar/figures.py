"""The radar's figures. Counted by ``planning.numbers`` like every other figure of the program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.db.models.functions import TruncWeek

from houqin.core.domains import DOMAINS, Domain
from houqin.org.member import Member
from houqin.planning.models import Task, WorkPlan
from houqin.planning.numbers import Tally, tally_by, total
from houqin.planning.policy import visible_tasks

UNSORTED = Domain("none", "未分", "folder", "people")
# 全部, 法定, 计划: what the picture shows.
SCOPES = (("", "全部"), ("law", "法定职责"), ("plan", "工作计划"))
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def tasks_of(member: Member, scope: str) -> QuerySet[Task]:
    """What the member may see of it."""
    rows = visible_tasks(member)
    if scope == "law":
        return rows.filter(plan__sort=WorkPlan.Sort.STATUTORY)
    return rows.exclude(plan__sort=WorkPlan.Sort.STATUTORY) if scope == "plan" else rows


def in_domain(tasks: QuerySet[Task], code: str) -> QuerySet[Task]:
    return tasks.filter(domain="" if code == UNSORTED.code else code)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of work: how today and the week stand."""

    domain: Domain
    today: Tally
    week: Tally

    @property
    def kind(self) -> str:
        """As a cell of the radar: missing, all there, still to do, nothing applies."""
        if self.week.overdue:
            return "miss"
        if self.today.upcoming:
            return "wait"
        if self.today.finished or self.week.finished:
            return "has" if not self.week.upcoming else "wait"
        return "wait" if self.week.upcoming else "na"

    @property
    def text(self) -> str:
        if self.week.overdue:
            return f"缺 {self.week.overdue}"
        if self.today.planned - self.today.waived:
            return f"今天 {self.today.finished}/{self.today.planned - self.today.waived}"
        if self.week.planned - self.week.waived:
            return f"本周 {self.week.finished}/{self.week.planned - self.week.waived}"
        return "不适用"


@dataclass(frozen=True, slots=True)
class Picture:
    lines: list[Line]
    today: Tally
    week: Tally
    first: date
    last: date

    @property
    def wanted_today(self) -> int:
        return self.today.planned - self.today.waived


def picture(tasks: QuerySet[Task], today: date) -> Picture:
    """Today and this week by line of work, in one query. A window counts on the day it is due."""
    first = monday_of(today)
    last = first + _WEEK - _DAY
    found = tally_by(tasks.between(first, last), today, "domain", "due_on")  # type: ignore[attr-defined]
    weeks: Mapping[str, list[Tally]] = defaultdict(list)
    days: dict[str, Tally] = {}
    for (code, day), one in found.items():
        weeks[code].append(one)
        if day == today:
            days[code] = one
    lines = [
        Line(DOMAINS.get(code, UNSORTED), days.get(code, Tally()), total(weeks[code]))
        for code in [*DOMAINS, ""]
        if code in weeks
    ]
    return Picture(lines, total(days.values()), total(one.week for one in lines), first, last)


def trend(tasks: QuerySet[Task], first: date, last: date, today: date) -> list[tuple[date, Tally]]:
    """The weeks from ``first`` on, up to the present one; one query."""
    until = min(last, monday_of(today) + _WEEK - _DAY)
    rows = tasks.between(monday_of(first), until).annotate(week=TruncWeek("due_on"))  # type: ignore[attr-defined]
    found = tally_by(rows, today, "week")
    count = max((until - monday_of(first)).days // 7 + 1, 0)
    weeks = [monday_of(first) + n * _WEEK for n in range(count)]
    return [(week, found.get(week, Tally())) for week in weeks]
