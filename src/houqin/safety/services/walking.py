"""Walking a round: standing at a point, and closing rounds whose time is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cadence.calendar import SchoolCalendar
from houqin.cases.public import open_case
from houqin.core import tenancy
from houqin.core.once import alone
from houqin.files.public import StoredFile, attach
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.calendar import days_calendar
from houqin.org.member import Member
from houqin.org.models import Place, RoleHolding, Staff
from houqin.safety import rules
from houqin.safety.models import (
    Duty,
    DutyPost,
    PatrolPoint,
    PatrolRound,
    PatrolRoute,
    PatrolShift,
    PatrolSighting,
)

# A program that stood still over a holiday still says what was missed.
LOOKS_BACK = timedelta(days=7)
HAZARD, REPAIR = "hazard", "work_order"
SCAN_FIRST = "这条线路要扫现场的二维码才能签到。请对准点位上的码扫一扫。"


@transaction.atomic
def stand_at(
    *,
    actor: Member,
    point_id: int,
    token: UUID,
    now: datetime,
    by_label: bool = False,
    is_problem: bool = False,
    for_repair: bool = False,
    text: str = "",
    photos: Sequence[StoredFile] = (),
) -> PatrolSighting:
    """Sign at a point of the round that is open now; none open: an extra round of two hours.

    The same ``token`` again gives the sighting already made.
    """
    alone(token)
    known = PatrolSighting.objects.filter(token=token).select_related("round").first()
    if known is not None:
        return known
    point = PatrolPoint.objects.select_related("place").get(pk=point_id, is_active=True)
    # one after the other on a route: two walkers do not begin the same round twice
    route = PatrolRoute.objects.select_for_update().get(pk=point.route_id)
    demand(actor, "safety.patrol", route)
    if route.needs_label and not by_label:
        raise ValidationError(SCAN_FIRST)
    if point.needs_photo and not photos:
        raise ValidationError({"photos": "这个点要拍一张现场照片。"})
    walked = _round_now(actor, route, now)
    row = PatrolSighting(
        round=walked, point=point, by=actor.staff, at=now, by_label=by_label, token=token,
        is_problem=is_problem, text=text.strip(),
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    for file in photos:
        attach(actor=actor, file=file, owner=row)
    _count(walked, route, now)
    action = "safety.point_problem" if is_problem else "safety.point_seen"
    record(actor=actor, action=action, target=route, place=str(point.place), text=row.text)
    if is_problem:
        report_found(
            actor, row, point.place, f"sighting:{row.token}", photos, now,
            where=str(walked), flow=REPAIR if for_repair else HAZARD,
        )  # fmt: skip
    return row


def report_found(
    actor: Member,
    row: PatrolSighting | Duty,
    place: Place,
    key: str,
    photos: Sequence[StoredFile],
    now: datetime,
    *,
    where: str,
    flow: str = HAZARD,
) -> None:
    """What is wrong at a point or post is a hazard at once, or a repair where something is just
    broken, with the round or turn on which it was found."""
    open_case(
        actor=actor, flow=flow, title=f"{place.name}：{row.text}"[:120],
        text=f"{row.text}（{where}）", place=place, pointer=row, photos=photos, now=now,
        token=uuid5(NAMESPACE_OID, key),
    )  # fmt: skip


def _round_now(actor: Member, route: PatrolRoute, now: datetime) -> PatrolRound:
    """The round of the shift that is open; else this person's extra round, begun if need be."""
    today = rules.day_of(now)
    shifts = list(route.shifts.all())
    calendar = _calendar(today)
    for day in (today - rules.ONE_DAY, today):
        for shift in shifts:
            opens, closes = rules.shift_window(day, shift.opens, shift.closes)
            if opens <= now < closes and is_due(shift, day, calendar):
                found, _made = PatrolRound.objects.get_or_create(
                    shift=shift, day=day, defaults=_fresh(shift, day, actor.staff)
                )
                return found
    extra = route.rounds.filter(
        shift=None, walker=actor.staff, closed_at=None, closes_at__gt=now, opens_at__lte=now
    ).first()
    return extra or PatrolRound.objects.create(
        route=route, day=today, opens_at=now, closes_at=now + rules.EXTRA_ROUND, walker=actor.staff
    )


def _fresh(shift: PatrolShift, day: date, walker: Staff | None) -> dict[str, Any]:
    opens, closes = rules.shift_window(day, shift.opens, shift.closes)
    return {
        "route_id": shift.route_id, "shift_name": shift.name, "opens_at": opens,
        "closes_at": closes, "walker": walker,
    }  # fmt: skip


def is_due(shift: PatrolShift | DutyPost, day: date, calendar: SchoolCalendar) -> bool:
    return day >= shift.since and rules.walked_on(
        day, shift.weekdays, workdays_only=shift.workdays_only, is_work=calendar.is_workday(day),
        rest_days_only=isinstance(shift, DutyPost) and shift.rest_days_only,
    )  # fmt: skip


def _calendar(today: date) -> SchoolCalendar:
    return days_calendar(tenancy.institution_id(), today - LOOKS_BACK, today)


def _count(walked: PatrolRound, route: PatrolRoute, now: datetime) -> None:
    """Renew the round's figures; it ends by itself when every point was seen."""
    points = {point.pk: point for point in route.points.select_related("place") if point.is_active}
    sightings = list(walked.sightings.values_list("point_id", "is_problem"))
    seen = {point for point, _problem in sightings}
    missing = [point for pk, point in points.items() if pk not in seen]
    walked.expected = len(points.keys() | seen)
    walked.seen = len(seen)
    walked.problems = sum(problem for _point, problem in sightings)
    if not missing:
        _close(walked, [], now)
    walked.save()


def _close(walked: PatrolRound, missing: Sequence[PatrolPoint], now: datetime) -> None:
    walked.missed = [{"place": point.place_id, "name": str(point.place)} for point in missing]
    walked.score = rules.share(walked.seen, walked.expected) or 0
    walked.closed_at = walked.closed_at or now


def _due_rounds(now: datetime) -> Iterator[PatrolRound]:
    """Rounds whose time is over and that nobody closed; those nobody began are made here."""
    today = rules.day_of(now)
    calendar = _calendar(today)
    first = today - LOOKS_BACK
    known = {
        (row.shift_id, row.day): row
        for row in PatrolRound.objects.filter(day__gte=first).select_related("route__lead")
    }
    yield from (r for r in known.values() if r.closed_at is None and r.closes_at <= now)
    shifts = PatrolShift.objects.filter(route__is_active=True).select_related("route__lead")
    for shift in shifts:
        for back in range(LOOKS_BACK.days, -1, -1):
            day = today - timedelta(days=back)
            over = rules.shift_window(day, shift.opens, shift.closes)[1] <= now
            if over and (shift.pk, day) not in known and is_due(shift, day, calendar):
                yield PatrolRound(shift=shift, day=day, **_fresh(shift, day, None))


@transaction.atomic
def close_rounds(*, now: datetime) -> int:
    """Write down what was missed in rounds whose time is over, and tell who must know.

    Running twice changes nothing: a round is closed once, and its notice has a key.
    """
    points: dict[int, list[PatrolPoint]] = {}
    for point in PatrolPoint.objects.filter(is_active=True).select_related("place"):
        points.setdefault(point.route_id, []).append(point)
    closed = 0
    for row in _due_rounds(now):
        there = points.get(row.route_id, [])
        if not there and row.pk is None:
            continue  # a route without points asks nothing of anybody
        seen = set(row.sightings.values_list("point_id", flat=True)) if row.pk else set()
        row.expected, row.seen = len({p.pk for p in there} | seen), len(seen)
        _close(row, [p for p in there if p.pk not in seen], now)
        row.save()
        closed += 1
        if row.missed:
            _tell(row, now)
    return closed


def _tell(row: PatrolRound, now: datetime) -> None:
    record(actor=None, action="safety.points_missed", target=row, count=len(row.missed))
    names = "、".join(one["name"] for one in row.missed[:5])
    more = f"等 {len(row.missed)} 处" if len(row.missed) > 5 else ""
    send(
        recipients=[row.route.lead] if row.route.lead else officers(row.day),
        kind="safety.patrol_missed",
        title=f"{row} 漏巡 {len(row.missed)} 处",
        body=f"{names}{more}没有签到。",
        url=page("safety:round", row.pk),
        key=f"patrol-missed-{row.pk}",
        target=row,
        now=now,
    )


def officers(day: date, *roles: str) -> list[Staff]:
    """Who holds the roles that day; the safety officers, and the director where there is none."""
    for wanted in (list(roles),) if roles else (["safety_officer"], ["director"]):
        held = RoleHolding.objects.on(day).filter(role__in=wanted, staff__left_on=None)
        found = [one.staff for one in held.select_related("staff")]
        if found:
            return list({staff.pk: staff for staff in found}.values())
    return []
