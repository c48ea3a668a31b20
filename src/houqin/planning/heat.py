"""The term as a map: weeks across, lines of work (or people, or departments) down."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, Protocol

from django.db.models import Expression, F, Func, IntegerField, QuerySet, Value

from houqin.core.prepared import PreparedRows
from houqin.org.weeks import TeachingWeek, monday
from houqin.planning.models import Task
from houqin.planning.numbers import Tally, counted, tally_of


class WeekOf(Func):
    """Whole weeks from a Monday to a day, in PostgreSQL: 0 is that Monday's own week."""

    output_field = IntegerField()
    template = "((%(expressions)s) / 7)"
    arg_joiner = " - "

    def __init__(self, field: str, start: date | Expression) -> None:
        super().__init__(F(field), start if isinstance(start, Expression) else Value(start))


class Span(Protocol):
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One week of one row, as the heat map draws it."""

    text: str
    level: str
    late: int = 0
    after: bool = False
    now: bool = False
    url: str = ""
    say: str = ""


def by_week(
    tasks: QuerySet[Task] | None, term: Span, today: date, field: str
) -> dict[Hashable, dict[int, Tally]]:
    """Row key → week number → tally, in one query; None counts everybody's tasks."""
    asked = {"today": today, "first": term.first, "last": term.last, "start": monday(term.first)}
    rows = (
        _everybody(field)(**asked)
        if tasks is None
        else [SimpleNamespace(**row) for row in _weekly(tasks, field=field, **asked)]
    )
    found: dict[Hashable, dict[int, Tally]] = {}
    for row in rows:
        found.setdefault(getattr(row, field), {})[row.week + 1] = tally_of(row)
    return found


def _weekly(
    tasks: QuerySet[Task], *, field: str, today: Any, first: Any, last: Any, start: Any
) -> QuerySet[Task, Any]:
    inside = tasks.filter(due_on__gte=first, due_on__lte=last)
    return counted(inside.annotate(week=WeekOf("due_on", start)), today, field, "week")


@cache
def _everybody(field: str) -> PreparedRows:
    return PreparedRows(lambda **asked: _weekly(Task.objects.all(), field=field, **asked))


def cells(
    tallies: Mapping[int, Tally], weeks: Sequence[TeachingWeek], url: Callable[[int], str]
) -> list[Cell]:
    return [_cell(tallies.get(week.n), week, url(week.n)) for week in weeks]


def _cell(one: Tally | None, week: TeachingWeek, url: str) -> Cell:
    is_now = week.state == "now"
    if one is None or one.planned == one.waived:
        return Cell("", "break" if week.state == "break" else "none", now=is_now)
    say = (
        f"第{week.n}周：应做{one.due}，完成{one.finished}，逾期{one.overdue}，未到期{one.upcoming}"
    )
    total = one.due + one.upcoming
    late = one.overdue or one.done_late
    return Cell(
        text=f"{one.finished}/{total}" if is_now else str(total),
        level=_level(one, is_now=is_now, is_future=week.state == "future"),
        late=late,
        after=not one.overdue,
        now=is_now,
        url=url,
        say=say,
    )


def _level(one: Tally, *, is_now: bool, is_future: bool) -> str:
    if one.upcoming and (is_future or not one.due):
        return "plan"
    if one.overdue or one.done_late:
        return "1"
    if is_now and one.upcoming:
        return "plan"
    return "2"


def heads(weeks: Sequence[TeachingWeek]) -> list[dict[str, Any]]:
    return [{"n": w.n, "now": w.state == "now", "label": w.label} for w in weeks]
