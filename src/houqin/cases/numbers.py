"""The figures of cases: one module, so that every page says the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet
from django.utils import timezone

from houqin.cases.models import Case

AGES = (("一天内", 1), ("三天内", 3), ("一周内", 7), ("一个月内", 30), ("更久", None))


@dataclass(frozen=True, slots=True)
class Numbers:
    """``opened`` … are of the period asked for, the others as things stand."""

    open: int = 0
    overdue: int = 0
    unowned: int = 0
    to_verify: int = 0
    ages: tuple[int, ...] = (0,) * len(AGES)
    opened: int = 0
    closed: int = 0
    in_time: int = 0
    reopened: int = 0
    average_days: float | None = None
    rating: float | None = None

    @property
    def closure_rate(self) -> int | None:
        """Of what was opened in the period, how many per cent are closed by now."""
        return round(100 * self.closed / self.opened) if self.opened else None

    @property
    def in_time_rate(self) -> int | None:
        return round(100 * self.in_time / self.closed) if self.closed else None

    @property
    def aging(self) -> list[tuple[str, int]]:
        return [(name, count) for (name, _days), count in zip(AGES, self.ages, strict=True)]

    def plus(self, other: Numbers) -> Numbers:
        """Both together, of what can be added up."""
        summed = ("open", "overdue", "opened", "closed", "in_time")
        return Numbers(**{name: getattr(self, name) + getattr(other, name) for name in summed})


def aged(place: int, now: datetime) -> Q:
    """Cases that were opened as long ago as the line of ``AGES`` says."""
    until = Q(opened_at__lte=now - timedelta(days=AGES[place - 1][1] or 0)) if place else Q()
    days = AGES[place][1]
    return until & Q(opened_at__gt=now - timedelta(days=days)) if days else until


def standing(now: datetime) -> dict[str, Any]:
    """Aggregates of open rows."""
    overdue = Q(due_at__lt=now, paused_at=None)
    found: dict[str, Any] = {
        "open_now": Count("*"),
        "overdue": Count("is_open", filter=overdue),
        "unowned": Count("is_open", filter=Q(owner=None)),
        "to_verify": Count("is_open", filter=Q(done_at__isnull=False)),
    }
    for place in range(len(AGES)):
        found[f"age{place}"] = Count("is_open", filter=aged(place, now))
    return found


_PERIOD = {
    "opened": Count("*"),
    "closed": Count("is_open", filter=Q(is_open=False)),
    "in_time": Count("is_open", filter=Q(is_open=False, is_late=False)),
    "reopened": Count("is_open", filter=Q(reopened__gt=0)),
    "took": Avg(F("closed_at") - F("opened_at"), filter=Q(is_open=False)),
    "stars": Avg("rating"),
}


def numbers(
    cases: QuerySet[Case], now: datetime, first: datetime | None = None,
    last: datetime | None = None,
) -> Numbers:  # fmt: skip
    """Of these cases (two queries); what was merged counts once, as the case it went into."""
    own = cases.filter(merged_into=None).order_by()
    now_open = own.filter(is_open=True).aggregate(**standing(now))
    period = own
    if first is not None:
        period = period.filter(opened_at__gte=first)
    if last is not None:
        period = period.filter(opened_at__lt=last)
    then = period.aggregate(**_PERIOD)
    took = then["took"]
    return Numbers(
        open=now_open["open_now"],
        overdue=now_open["overdue"],
        unowned=now_open["unowned"],
        to_verify=now_open["to_verify"],
        ages=tuple(now_open[f"age{n}"] for n in range(len(AGES))),
        opened=then["opened"],
        closed=then["closed"],
        in_time=then["in_time"],
        reopened=then["reopened"],
        average_days=took.total_seconds() / 86400 if took is not None else None,
        rating=then["stars"],
    )


def months_ago(now: datetime, months: int) -> datetime:
    """The beginning of the day so many months (of thirty days) ago."""
    day = timezone.localdate(now) - timedelta(days=30 * months)
    return timezone.make_aware(datetime.combine(day, time.min))


def closing(
    cases: QuerySet[Case], now: datetime, since: datetime
) -> dict[tuple[int, str], Numbers]:
    """By institution and flow; one query for all of them."""
    period = Q(opened_at__gte=since, opened_at__lt=now)
    own = cases.filter(Q(is_open=True) | period, merged_into=None).order_by()
    rows = own.values_list("institution_id", "flow").annotate(
        still=Count("is_open", filter=Q(is_open=True)),
        late=Count("is_open", filter=Q(is_open=True, due_at__lt=now, paused_at=None)),
        new=Count("is_open", filter=period),
        done=Count("is_open", filter=period & Q(is_open=False)),
        punctual=Count("is_open", filter=period & Q(is_open=False, is_late=False)),
    )
    return {
        (institution, flow): Numbers(
            open=still, overdue=late, opened=new, closed=done, in_time=punctual
        )
        for institution, flow, still, late, new, done, punctual in rows
    }


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of figures: of a place, a flow, a person, a month."""

    key: Any
    name: str
    opened: int
    open: int
    overdue: int
    closed: int

    def plus(self, other: Row) -> Row:
        """What both count, under this one's name."""
        return Row(
            self.key, self.name, self.opened + other.opened, self.open + other.open,
            self.overdue + other.overdue, self.closed + other.closed,
        )  # fmt: skip


def by(
    cases: QuerySet[Case], now: datetime, key: str, name: str, *,
    since: datetime | None = None, most: int | None = 200,
) -> list[Row]:  # fmt: skip
    """Figures grouped by a field, the most first. Where the name stands in the row of a foreign
    key (``owner``, ``owner__name``) it is looked up afterwards: a join of all cases to twelve
    places costs more than counting them. ``since``: opened and closed are of those opened then."""
    above, _, column = name.rpartition("__")
    is_apart = above == key
    recent = Q(opened_at__gte=since) if since else Q()
    rows = (
        cases.filter(merged_into=None).order_by().values(key, *([] if is_apart else [name]))
        .annotate(
            n=Count("is_open", filter=recent),
            still=Count("is_open", filter=Q(is_open=True)),
            late=Count("is_open", filter=Q(is_open=True, due_at__lt=now, paused_at=None)),
            done=Count("is_open", filter=recent & Q(is_open=False)),
        )
        .order_by("-still", "-n")[:most]
    )  # fmt: skip
    found = list(rows)
    names: dict[Any, str] = {}
    if is_apart:
        model: Any = Case._meta.get_field(key).related_model
        keys = [row[key] for row in found if row[key] is not None]
        names = dict(model.objects.filter(pk__in=keys).order_by().values_list("pk", column))
    return [
        Row(
            row[key], (names.get(row[key]) if is_apart else row[name]) or "",
            row["n"], row["still"], row["late"], row["done"],
        )
        for row in found
    ]  # fmt: skip
