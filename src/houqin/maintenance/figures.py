"""A month of repairs: promises kept, money spent and saved, by person, building and room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from houqin.maintenance.models import WorkOrder
from houqin.org.models import Place

_NOTHING = Decimal(0)
MOST = 5000


@dataclass(slots=True)
class Line:
    """One person's, building's or room's month."""

    name: str
    done: int = 0
    in_time: int = 0
    answered: int = 0
    answered_in_time: int = 0
    again: int = 0
    own: int = 0
    stars: list[int] = field(default_factory=list)
    minutes: list[float] = field(default_factory=list)
    cost: Decimal = _NOTHING
    saved: Decimal = _NOTHING
    late: list[WorkOrder] = field(default_factory=list)

    def add(self, order: WorkOrder) -> None:
        case = order.case
        self.done += 1
        self.again += case.reopened > 0
        self.own += not order.is_outside
        self.cost += order.cost
        self.saved += order.saved
        if case.is_late:
            self.late.append(order)
        else:
            self.in_time += 1
        if case.respond_by is not None:
            self.answered += 1
            answered = order.answered_at or case.responded_at
            self.answered_in_time += answered is not None and answered <= case.respond_by
        if case.rating:
            self.stars.append(case.rating)
        if order.finished_at is not None:
            self.minutes.append((order.finished_at - case.opened_at).total_seconds() / 60)

    @property
    def kept(self) -> int | None:
        """Per cent repaired within the promise."""
        return round(100 * self.in_time / self.done) if self.done else None

    @property
    def answered_kept(self) -> int | None:
        return round(100 * self.answered_in_time / self.answered) if self.answered else None

    @property
    def rating(self) -> float | None:
        return round(sum(self.stars) / len(self.stars), 1) if self.stars else None

    @property
    def own_share(self) -> int | None:
        """Per cent mended by own hands."""
        return round(100 * self.own / self.done) if self.done else None

    @property
    def hours(self) -> float | None:
        return round(sum(self.minutes) / len(self.minutes) / 60, 1) if self.minutes else None


@dataclass(slots=True)
class Month:
    """Everything repaired in a month, and who, where, in what grade."""

    first: date
    last: date
    all: Line
    people: list[Line]
    buildings: list[Line]
    rooms: list[Line]
    grades: dict[str, Line]
    is_cut: bool = False


def month_of(day: date) -> Month:
    """The month's figures: two queries."""
    first = day.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    rows = list(
        WorkOrder.objects.filter(finished_at__gte=begin(first),
                                 finished_at__lt=begin(last + timedelta(days=1)))
        .select_related("case", "place", "repairer", "contractor")
        .defer("case__search", "case__text", "ranking", "place__search", "repairer__search")
        .order_by("-pk")[: MOST + 1]
    )  # fmt: skip
    return _tally(first, last, rows[:MOST], is_cut=len(rows) > MOST)


def begin(day: date) -> datetime:
    """Its midnight."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _tally(first: date, last: date, rows: Iterable[WorkOrder], *, is_cut: bool) -> Month:
    total = Line("全部")
    people: dict[str, Line] = {}
    rooms: dict[str, Line] = {}
    buildings: dict[str, Line] = {}
    grades: dict[str, Line] = defaultdict(lambda: Line(""))
    above = _buildings()
    for order in rows:
        total.add(order)
        _of(people, _who(order)).add(order)
        grades[order.case.grade].add(order)
        if order.place is not None:
            _of(rooms, order.place.full_name).add(order)
            _of(buildings, _building(order.place, above)).add(order)
    return Month(
        first, last, total, _most(people), _most(buildings, by_cost=True),
        _most(rooms, by_cost=True)[:30], dict(grades), is_cut,
    )  # fmt: skip


def _who(order: WorkOrder) -> str:
    if order.is_outside:
        return order.contractor.name if order.contractor else "外单位"
    return order.repairer.name if order.repairer else "（没有记人）"


def _of(lines: dict[str, Line], name: str) -> Line:
    return lines.setdefault(name, Line(name))


def _most(lines: dict[str, Line], *, by_cost: bool = False) -> list[Line]:
    key = (lambda one: (-one.cost, -one.done)) if by_cost else (lambda one: (-one.done, one.cost))
    return sorted(lines.values(), key=key)


def _buildings() -> dict[str, str]:
    """Names of what stands above rooms, by path."""
    rows = Place.objects.filter(sort__in=["building", "ground", "gate"])
    return dict(rows.values_list("path", "name"))


def _building(place: Place, above: dict[str, str]) -> str:
    parts = place.path.split("/")
    for depth in range(len(parts), 0, -1):
        name = above.get("/".join(parts[:depth]))
        if name:
            return name
    return place.full_name.split(" ")[0]
