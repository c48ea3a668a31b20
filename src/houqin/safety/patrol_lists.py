"""Lists of patrols, declared once, and what a round and today's walking look like."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from houqin.core import tenancy
from houqin.core.permissions import may
from houqin.org.calendar import days_calendar
from houqin.org.member import Member
from houqin.safety import rules
from houqin.safety.models import PatrolPoint, PatrolRound, PatrolRoute, PatrolSighting
from houqin.safety.services.walking import is_due
from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import IN_USE, Choice, Column, DateRange, foreign_key


def round_state(row: PatrolRound) -> tuple[str, str]:
    if row.closed_at is None:
        return "doing", f"已到 {row.seen}/{row.expected}" if row.expected else "进行中"
    if not row.missed:
        return "done", "全到"
    return "late", "没有走" if not row.seen else f"漏 {len(row.missed)} 处"


ROUNDS: Listing = Listing(
    name="rounds",
    title="巡更记录",
    columns=(
        Column("日期", "day", sort="opens_at", format="day", phone="hide"),
        Column("线路", "route.name", phone="title", width=24),
        Column("班次", lambda row: row.shift_name or "加巡"),
        Column("情况", lambda row: round_state(row)[1], chip=round_state, phone="side"),
        Column("谁走的", lambda row: row.walker.name if row.walker else "无人"),
        Column("应到", "expected", format="number"),
        Column("实到", "seen", format="number"),
        Column("到位率", "score", format="number"),
        Column("问题", "problems", format="number"),
        Column(
            "漏巡点",
            lambda row: "、".join(one["name"] for one in row.missed),
            phone="hide", css="hq-ink3", width=40,
        ),
        Column("时间", "opens_at", format="moment"),
    ),
    filters=(
        foreign_key("route", "线路", PatrolRoute.objects.all),
        Choice(
            "state", "情况",
            (("missed", "有漏巡"), ("full", "全到"), ("open", "进行中"), ("problem", "发现问题")),
            where=lambda value: {
                "missed": Q(closed_at__isnull=False) & ~Q(missed=[]),
                "full": Q(closed_at__isnull=False, missed=[]),
                "open": Q(closed_at=None),
                "problem": Q(problems__gt=0),
            }[value],
        ),
        DateRange("day", "日期", "day"),
    ),
    sort="-opens_at",
    href=page_of("safety:round"),
    empty_title="还没有巡更记录。",
    empty_hint="设好线路和班次，到点位扫码签到，这里就有记录；到点没走的也会写在这里。",
)  # fmt: skip

ROUTES: Listing = Listing(
    name="routes",
    title="巡更线路",
    columns=(
        Column("线路", "name", sort="name", phone="title", width=24),
        IN_USE,
        Column("点位", "point_count", format="number"),
        Column("班次", "shift_count", format="number"),
        Column("谁来走", lambda row: row.get_role_display() or "谁都可以"),
        Column("看什么", "purpose", width=36),
    ),
    search=("name", "purpose"),
    search_hint="搜线路",
    sort="name",
    href=page_of("safety:route"),
    empty_title="还没有巡更线路。",
    empty_hint="把要巡查的地点连成一条线路，定好时段，贴上场所二维码就能用。",
)  # fmt: skip


@dataclass(slots=True)
class Stop:
    """A point of a round and who stood there."""

    point: PatrolPoint
    sightings: list[PatrolSighting] = field(default_factory=list)

    @property
    def is_problem(self) -> bool:
        return any(one.is_problem for one in self.sightings)


def stops_of(row: PatrolRound) -> list[Stop]:
    """The route's points in order with what was seen; points dropped since, where seen."""
    seen: dict[int, list[PatrolSighting]] = {}
    for one in row.sightings.select_related("by"):
        seen.setdefault(one.point_id, []).append(one)
    points = PatrolPoint.objects.filter(
        Q(is_active=True, route=row.route_id) | Q(pk__in=list(seen))
    ).select_related("place")
    return [Stop(point, seen.get(point.pk, [])) for point in points.order_by("position", "pk")]


@dataclass(slots=True)
class Walk:
    """A window of today, for who walks it."""

    route: PatrolRoute
    name: str
    opens: datetime
    closes: datetime
    round: PatrolRound | None
    is_now: bool

    @property
    def state(self) -> tuple[str, str]:
        if self.round is not None:
            return round_state(self.round)
        return ("todo", "现在可以走") if self.is_now else ("na", "还没到时间")


def walks_of(member: Member, now: datetime) -> list[Walk]:
    """The rounds of now and of the rest of the day that this member may walk."""
    today = rules.day_of(now)
    yesterday = today - rules.ONE_DAY
    calendar = days_calendar(tenancy.institution_id(), yesterday, today)
    routes = PatrolRoute.objects.filter(is_active=True).prefetch_related("shifts")
    begun = {
        (row.shift_id, row.day): row
        for row in PatrolRound.objects.filter(day__in=(yesterday, today), shift__isnull=False)
    }
    found: list[Walk] = []
    for route in routes:
        if not may(member, "safety.patrol", route):
            continue
        for shift in route.shifts.all():
            for day in (yesterday, today):
                opens, closes = rules.shift_window(day, shift.opens, shift.closes)
                if closes > now and is_due(shift, day, calendar):
                    row = begun.get((shift.pk, day))
                    found.append(Walk(route, shift.name, opens, closes, row, opens <= now))
    return sorted(found, key=lambda walk: (walk.opens, walk.route.name))


def walked_anytime(member: Member) -> list[PatrolRoute]:
    """Routes without a shift that this member may walk."""
    rows = PatrolRoute.objects.filter(is_active=True, shifts=None, points__is_active=True)
    return [route for route in rows.distinct() if may(member, "safety.patrol", route)]


def recent(limit: int = 8) -> QuerySet[PatrolRound]:
    return PatrolRound.objects.select_related("route", "walker")[:limit]
