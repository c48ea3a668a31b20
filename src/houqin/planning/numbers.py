"""The one place where tasks are counted, so that no two screens ever disagree.

应做 (due) is what should be settled by ``today``: everything that is finished, and everything open
whose day has passed. What is open and not yet due is 未到期; 不适用 counts nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from houqin.planning.models import Task
from houqin.planning.models.tasks import OPEN


@dataclass(frozen=True, slots=True)
class Tally:
    """How a set of tasks stands on a day."""

    planned: int = 0
    done: int = 0
    done_late: int = 0
    review: int = 0
    overdue: int = 0
    waived: int = 0
    upcoming: int = 0

    @property
    def due(self) -> int:
        """应做: settled or overdue."""
        return self.done + self.review + self.overdue

    @property
    def finished(self) -> int:
        """Handed in, whether or not somebody has yet checked it."""
        return self.done + self.review

    @property
    def rate(self) -> float | None:
        """完成率 in percent of what is due; None when nothing is due."""
        return round(100 * self.finished / self.due, 1) if self.due else None

    @property
    def on_time_rate(self) -> float | None:
        """按时率: handed in within the window, in percent of what is due."""
        on_time = self.finished - self.done_late
        return round(100 * on_time / self.due, 1) if self.due else None

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.planned + other.planned,
            self.done + other.done,
            self.done_late + other.done_late,
            self.review + other.review,
            self.overdue + other.overdue,
            self.waived + other.waived,
            self.upcoming + other.upcoming,
        )


FIELDS = ("planned", "done", "done_late", "review", "overdue", "waived", "upcoming")


def _counts(today: Any) -> dict[str, Count]:
    is_open = Q(state__in=OPEN)
    return {
        "planned": Count("pk"),
        "done": Count("pk", filter=Q(state="done")),
        "done_late": Count("pk", filter=Q(state__in=["done", "review"], is_late=True)),
        "review": Count("pk", filter=Q(state="review")),
        "overdue": Count("pk", filter=is_open & Q(due_on__lt=today)),
        "waived": Count("pk", filter=Q(state="waived")),
        "upcoming": Count("pk", filter=is_open & Q(due_on__gte=today)),
    }


def tally(tasks: QuerySet[Task], today: date) -> Tally:
    """The whole set, in one query."""
    return Tally(**tasks.order_by().aggregate(**_counts(today)))


def counted(tasks: QuerySet[Task], today: Any, *fields: str) -> QuerySet[Task, Any]:
    """A row per value of ``fields`` with the figures of a Tally, for ``tally_of``."""
    rows: QuerySet[Task, Any] = tasks.order_by().values(*fields).annotate(**_counts(today))
    return rows


def tally_of(row: Any) -> Tally:
    """Of a row with the figures as attributes."""
    return Tally(*(getattr(row, name) for name in FIELDS))


def tally_by(tasks: QuerySet[Task], today: date, *fields: str) -> dict[Any, Tally]:
    """One tally per value (or tuple of values) of ``fields``, in one query."""
    found: dict[Any, Tally] = {}
    for row in counted(tasks, today, *fields):
        key = row[fields[0]] if len(fields) == 1 else tuple(row[name] for name in fields)
        found[key] = Tally(**{name: row[name] for name in FIELDS})
    return found


def total(tallies: Iterable[Tally]) -> Tally:
    """Their sum; an empty Tally for none."""
    result = Tally()
    for one in tallies:
        result += one
    return result
