"""Meetings counted: per type, per person, and planned ones held of those that should have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from houqin.org.models import Staff
from houqin.planning.meeting_rules import SOUNDS_LIKE_MEETING
from houqin.planning.models import Attendance, Meeting, Task
from houqin.planning.models.meetings import CAME
from houqin.planning.models.tasks import OPEN
from houqin.planning.numbers import Tally, tally_by


@dataclass(frozen=True, slots=True)
class OfSort:
    """One type's meetings."""

    sort: str
    name: str
    called: int
    held: int
    missing: int
    expected: int
    came: int

    @property
    def rate(self) -> float | None:
        return round(100 * self.came / self.expected, 1) if self.expected else None


@dataclass(frozen=True, slots=True)
class Recurring:
    """A planned meeting over the period; ``missed``: first days of windows without minutes."""

    item_id: int
    title: str
    tally: Tally
    missed: list[date]

    @property
    def held(self) -> int:
        return self.tally.finished - self.tally.done_late

    @property
    def should(self) -> int:
        return self.tally.due


def _between(first: date, last: date, path: str = "") -> Q:
    start = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(last, time.max))
    return Q(**{f"{path}starts_at__gte": start, f"{path}starts_at__lte": end})


def by_sort(first: date, last: date, now: datetime) -> list[OfSort]:
    """Per type, in two queries."""
    meetings = Meeting.objects.filter(_between(first, last)).exclude(state="cancelled")
    called = meetings.order_by().values("sort").annotate(
        called=Count("pk"),
        held=Count("pk", filter=Q(state="held")),
        missing=Count("pk", filter=Q(state="called", starts_at__lt=now)),
    )  # fmt: skip
    attended = {
        row["meeting__sort"]: row
        for row in Attendance.objects.filter(
            _between(first, last, "meeting__"), meeting__state="held"
        )
        .order_by()
        .values("meeting__sort")
        .annotate(expected=Count("pk"), attended=Count("pk", filter=Q(state__in=CAME)))
    }
    none = {"expected": 0, "attended": 0}
    return [
        OfSort(
            row["sort"],
            str(Meeting.Sort(row["sort"]).label),
            row["called"],
            row["held"],
            row["missing"],
            attended.get(row["sort"], none)["expected"],
            attended.get(row["sort"], none)["attended"],
        )
        for row in sorted(called, key=lambda row: -row["called"])
    ]


def people(first: date, last: date, sort: str = "", topic: str = "") -> QuerySet[Staff]:
    """Staff with how often each was expected, came, late, on leave, absent, read up afterwards and
    spoke; minutes spent, and ``studied``: topic and minutes of each meeting with a topic."""
    rows = Attendance.objects.filter(
        _between(first, last, "meeting__"), meeting__state="held", staff=OuterRef("pk")
    )
    if sort:
        rows = rows.filter(meeting__sort=sort)
    if topic:
        rows = rows.filter(meeting__topic=topic)
    came_to = rows.filter(state__in=CAME)
    studied = came_to.exclude(meeting__topic="").order_by()

    def counted(*states: str) -> Coalesce:
        chosen = rows.filter(state__in=states) if states else rows
        return _per_person(chosen, Count("pk"))

    return (
        Staff.objects.filter(Exists(rows), left_on=None)
        .select_related("department")
        .annotate(
            expected=counted(),
            came=counted(*CAME),
            late=counted("late"),
            leave=counted("leave"),
            absent=counted("absent"),
            read_up=_per_person(
                rows.exclude(state__in=CAME).exclude(confirmed_at=None), Count("pk")
            ),
            spoke=_per_person(rows.exclude(contribution=""), Count("pk")),
            minutes=_per_person(came_to, Sum("meeting__duration")),
            studied=ArraySubquery(
                studied.values(both=JSONObject(topic="meeting__topic", minutes="meeting__duration"))
            ),
        )
    )


def held_with(staff: Staff, first: date, last: date) -> QuerySet[Attendance]:
    """Their rows of the meetings held, with the meeting."""
    rows = Attendance.objects.filter(_between(first, last, "meeting__"), staff=staff)
    return rows.filter(meeting__state="held").select_related("meeting")


def _per_person(rows: QuerySet[Attendance], figure: Any) -> Coalesce:
    one = rows.order_by().values("staff").annotate(figure=figure).values("figure")
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)


def recurring(first: date, last: date, today: date) -> list[Recurring]:
    """Planned meetings held of those due so far; a window without minutes in time is missed."""
    wanted = Task.objects.filter(due_on__range=(first, last)).filter(
        Q(item__title__regex=SOUNDS_LIKE_MEETING) | Q(meetings__isnull=False),
        ~Q(cadence=""),
    )
    ids = wanted.values("pk")
    tasks = Task.objects.filter(pk__in=ids)
    missed: dict[int, list[date]] = {}
    unheld = tasks.filter(
        Q(state__in=OPEN, due_on__lt=today) | Q(state__in=["done", "review"], is_late=True)
    )
    for item_id, day in unheld.order_by("first").values_list("item_id", "first"):
        missed.setdefault(item_id, []).append(day)
    found = tally_by(tasks, today, "item_id", "item__title")
    rows = [
        Recurring(key[0], key[1], tally, missed.get(key[0], [])) for key, tally in found.items()
    ]
    return sorted(rows, key=lambda row: (-len(row.missed), row.title))
