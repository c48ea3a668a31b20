"""Figures of what people say: by month, by subject and place, by department. The only place where
opinions are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, F, Max, Q
from django.db.models.functions import TruncMonth, TruncWeek

from houqin.org.models import Department
from houqin.planning.models import Task
from houqin.voice.models import DepartmentVisit, Opinion, PointRating, TaskCheck, VisitPlan
from houqin.voice.subjects import NAMES

# What strangers and visitors say; marks at a QR and difficulties are counted apart.
VOICES = ("complaint", "suggestion", "praise", "question", "request", "visit")
AGES = ((7, "7 天内"), (15, "8—15 天"), (30, "16—30 天"), (100_000, "30 天以上"))


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    received: int
    solved: int
    score: float | None

    @property
    def rate(self) -> float:
        return self.solved / self.received if self.received else 0.0


def _said() -> Any:
    return Opinion.objects.filter(
        case__kind__in=VOICES, is_confidential=False, case__merged_into=None
    )


def months(today: date, count: int = 6) -> list[Month]:
    """Received in each month, and how many of those are solved by now."""
    first = today.replace(day=1)
    for _ in range(count - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    rows = (
        _said()
        .filter(day__gte=first)
        .annotate(month=TruncMonth("day"))
        .values("month")
        .order_by("month")
        .annotate(
            received=Count("pk"), solved=Count("pk", filter=Q(case__is_open=False)),
            score=Avg("case__rating"),
        )
    )  # fmt: skip
    return [Month(r["month"], r["received"], r["solved"], r["score"]) for r in rows]


def ages(today: date) -> list[tuple[str, int]]:
    """Unsolved ones by how long they have been waiting."""
    days = [
        (today - day).days
        for day in _said().filter(case__is_open=True).values_list("day", flat=True)
    ]
    found, low = [], -1
    for high, name in AGES:
        found.append((name, sum(1 for one in days if low < one <= high)))
        low = high
    return found


@dataclass(frozen=True, slots=True)
class Hot:
    subject: str
    place_id: int | None
    place: str
    count: int
    former: int

    @property
    def name(self) -> str:
        return NAMES.get(self.subject, self.subject)


def hot_subjects(today: date, days: int = 30) -> list[Hot]:
    """By subject over all places, the most frequent first; praise is no issue. One query."""
    since = today - timedelta(days=days)
    rows = (
        Opinion.objects.filter(
            day__gt=since - timedelta(days=days), is_confidential=False, hot=None,
            case__merged_into=None,
        )
        .exclude(case__kind="praise")
        .values("subject")
        .annotate(
            n=Count("pk", filter=Q(day__gt=since)), former=Count("pk", filter=Q(day__lte=since))
        )
        .order_by("-n", "subject")
    )  # fmt: skip
    return [Hot(r["subject"], None, "", r["n"], r["former"]) for r in rows if r["n"]]


def hot_places(today: date, days: int = 30) -> list[Hot]:
    """The same by subject and place."""
    rows = (
        Opinion.objects.filter(
            day__gt=today - timedelta(days=days), is_confidential=False, hot=None,
            case__place__isnull=False, case__merged_into=None,
        )
        .exclude(case__kind="praise")
        .values("subject", "case__place", "case__place__full_name")
        .annotate(n=Count("pk"))
        .filter(n__gte=2)
        .order_by("-n", "subject")[:10]
    )  # fmt: skip
    return [
        Hot(r["subject"], r["case__place"], r["case__place__full_name"], r["n"], 0) for r in rows
    ]


@dataclass(frozen=True, slots=True)
class Supervised:
    """Of one department or leader: tasks given, checked, carried out."""

    name: str
    given: int
    checked: int
    done: int

    @property
    def rate(self) -> float:
        return self.done / self.given if self.given else 0.0


def supervised(first: date, last: date, by: str) -> list[Supervised]:
    """``by`` is the path of a name: of the department, or of the leader above who does it."""
    done = TaskCheck.objects.filter(found="done").values("task")
    checked = TaskCheck.objects.values("task")
    rows = (
        Task.objects.filter(due_on__range=(first, last), plan__sort="adhoc")
        .exclude(state="waived")
        .values(name=F(by))
        .annotate(
            given=Count("pk"),
            checked=Count("pk", filter=Q(pk__in=checked)),
            done=Count("pk", filter=Q(pk__in=done)),
        )
        .order_by("name")
    )
    return [Supervised(r["name"] or "未定", r["given"], r["checked"], r["done"]) for r in rows]


def unchecked(first: date, last: date) -> Any:
    rows = Task.objects.filter(due_on__range=(first, last), plan__sort="adhoc")
    rows = rows.exclude(state="waived").exclude(pk__in=TaskCheck.objects.values("task"))
    return rows.select_related("item", "assignee", "department").order_by("department", "due_on")


@dataclass(frozen=True, slots=True)
class Visited:
    department: Department
    last: date | None
    month: int

    def days(self, today: date) -> int | None:
        return (today - self.last).days if self.last else None


def visited(today: date) -> list[Visited]:
    """Departments, those not visited for longest first. Two queries."""
    seen = {
        row["department"]: row
        for row in DepartmentVisit.objects.values("department").annotate(
            last=Max("day"), month=Count("pk", filter=Q(day__gte=today.replace(day=1)))
        )
    }
    found = []
    for one in Department.objects.all():
        row = seen.get(one.pk)
        found.append(Visited(one, row["last"] if row else None, row["month"] if row else 0))
    return sorted(found, key=lambda one: (one.last or date.min, one.department.pk))


def planned_visits(today: date) -> tuple[list[VisitPlan], int, int]:
    """What is still to be visited, the longest due first, and of this month's plan how many are
    done and how many there are. Two queries."""
    waiting = VisitPlan.objects.filter(visit=None).select_related("department", "leader")
    month = VisitPlan.objects.filter(day__year=today.year, day__month=today.month)
    found = month.aggregate(done=Count("visit"), total=Count("pk"))
    return list(waiting[:60]), found["done"], found["total"]


@dataclass(frozen=True, slots=True)
class Week:
    point: str
    first: date
    count: int
    environment: float
    service: float


def weekly_marks(today: date, weeks: int = 12) -> list[Week]:
    since = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    rows = (
        PointRating.objects.filter(day__gte=since)
        .annotate(week=TruncWeek("day"))
        .values("point__name", "week")
        .annotate(n=Count("pk"), environment=Avg("environment"), service=Avg("service"))
        .order_by("point__name", "week")
    )
    return [
        Week(r["point__name"], r["week"], r["n"], float(r["environment"]), float(r["service"]))
        for r in rows
    ]


@dataclass(frozen=True, slots=True)
class Change:
    point: str
    before: float | None
    n_before: int
    after: float | None
    n_after: int


def around(day: date, days: int = 28) -> list[Change]:
    """Means of as many days before a change of the environment as since, at each point."""
    first, last = day - timedelta(days=days), day + timedelta(days=days)
    before, after = Q(day__lt=day), Q(day__gte=day)
    rows = (
        PointRating.objects.filter(day__gte=first, day__lt=last)
        .values("point__name")
        .annotate(
            before=Avg("environment", filter=before), n_before=Count("pk", filter=before),
            after=Avg("environment", filter=after), n_after=Count("pk", filter=after),
        )
        .order_by("point__name")
    )  # fmt: skip
    return [
        Change(r["point__name"], r["before"], r["n_before"], r["after"], r["n_after"]) for r in rows
    ]


def difficulties(first: date, last: date) -> list[tuple[str, int]]:
    """Personal difficulties by kind, without names."""
    rows = (
        Opinion.objects.filter(is_confidential=True, day__range=(first, last))
        .values("subject")
        .annotate(n=Count("pk"))
        .order_by("-n")
    )
    return [(NAMES[r["subject"]], r["n"]) for r in rows]


def solved_share(first: date, last: date, _today: date) -> Decimal | None:
    """Of what was said in these days, how much is solved by now, in percent."""
    found = _said().filter(day__range=(first, last)).aggregate(
        n=Count("pk"), solved=Count("pk", filter=Q(case__is_open=False))
    )  # fmt: skip
    return Decimal(round(found["solved"] * 1000 / found["n"])) / 10 if found["n"] else None


def carried_out_share(first: date, last: date, _today: date) -> Decimal | None:
    """Of the tasks that were given, how many the supervision found carried out, in percent."""
    rows = supervised(first, last, "plan__sort")
    return Decimal(round(rows[0].rate * 1000)) / 10 if rows else None
