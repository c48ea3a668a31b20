"""Routes, their points and shifts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from houqin.core.saving import save_with
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Place
from houqin.safety.models import PatrolPoint, PatrolRound, PatrolRoute, PatrolShift


def _route(route_id: int) -> PatrolRoute:
    return PatrolRoute.objects.select_for_update().get(pk=route_id)


@transaction.atomic
def keep_route(*, actor: Member, route_id: int | None = None, **given: Any) -> PatrolRoute:
    """Add or change a route: name, purpose, role, lead, needs_label, is_active."""
    demand(actor, "safety.manage")
    row = _route(route_id) if route_id else PatrolRoute()
    save_with(row, given)
    record(actor=actor, action="safety.route_kept", target=row)
    return row


@transaction.atomic
def add_points(
    *,
    actor: Member,
    route_id: int,
    places: Sequence[Place],
    looks: str = "",
    needs_photo: bool = False,
) -> list[PatrolPoint]:
    """Put places on the route, after those it has; one taken off before comes back."""
    demand(actor, "safety.manage")
    route = _route(route_id)
    if not places:
        raise ValidationError("请至少选一个场所。")
    last = route.points.aggregate(last=Max("position"))["last"] or 0
    known = {point.place_id: point for point in route.points.all()}
    made = []
    for place in places:
        last += 1
        point = known.get(place.pk) or PatrolPoint(route=route, place=place)
        point.position, point.is_active = last, True
        point.looks, point.needs_photo = looks, needs_photo
        point.save()
        made.append(point)
    record(actor=actor, action="safety.points_added", target=route, count=len(made))
    return made


@transaction.atomic
def drop_point(*, actor: Member, point_id: int) -> PatrolPoint:
    """Take a point off the route; rounds already walked keep it."""
    demand(actor, "safety.manage")
    point = PatrolPoint.objects.select_related("route", "place").get(pk=point_id)
    point.is_active = False
    point.save(update_fields=["is_active"])
    record(actor=actor, action="safety.point_dropped", target=point.route, place=str(point.place))
    return point


@transaction.atomic
def keep_shift(
    *,
    actor: Member,
    route_id: int,
    name: str,
    opens: time,
    closes: time,
    since: date,
    weekdays: Sequence[int] = (),
    workdays_only: bool = False,
    shift_id: int | None = None,
) -> PatrolShift:
    """Add or change a shift. Rounds of days gone by stay as they were."""
    demand(actor, "safety.manage")
    route = _route(route_id)
    row = route.shifts.get(pk=shift_id) if shift_id else PatrolShift(route=route)
    row.name, row.opens, row.closes, row.since = name, opens, closes, since
    row.weekdays, row.workdays_only = sorted({int(day) for day in weekdays}), workdays_only
    if not row.weekdays and not workdays_only:
        raise ValidationError({"weekdays": "请选星期几走，或勾选只在工作日。"})
    row.full_clean()
    row.save()
    record(actor=actor, action="safety.shift_kept", target=route, shift=str(row))
    return row


@transaction.atomic
def drop_shift(*, actor: Member, shift_id: int) -> PatrolRoute:
    demand(actor, "safety.manage")
    row = PatrolShift.objects.select_related("route").get(pk=shift_id)
    route, said = row.route, str(row)
    row.delete()
    record(actor=actor, action="safety.shift_dropped", target=route, shift=said)
    return route


@transaction.atomic
def explain(*, actor: Member, round_id: int, reason: str) -> PatrolRound:
    """Say why points were missed: who walked, or who manages safety."""
    row = (
        PatrolRound.objects.select_for_update(of=("self",)).select_related("route").get(pk=round_id)
    )
    if row.walker_id != actor.staff.pk:
        demand(actor, "safety.manage")
    if row.closed_at is None or not row.missed:
        raise ValidationError("这一轮没有漏巡，不用说明。")
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么漏巡。"})
    row.reason, row.reason_by = reason.strip(), actor.staff
    row.save(update_fields=["reason", "reason_by"])
    record(actor=actor, action="safety.missed_explained", target=row, reason=row.reason)
    return row
