"""From items to the windows they ask for on the institution's calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from houqin.cadence import Cadence, SchoolCalendar, windows
from houqin.core.roles import Kind
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.rules import rest_rule


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task that should exist: ``first``–``last`` inclusive, ``times`` within it."""

    item_id: int
    cadence: str
    first: date
    last: date
    times: int = 1


@dataclass(frozen=True, slots=True)
class Timing:
    """What of an item decides its windows; proposed values take the place of stored ones."""

    item_id: int
    cadences: tuple[str, ...]
    domain: str
    on_rest: str
    is_scheduled: bool


def timing_of(item: PlanItem, *, proposed: bool = False) -> Timing:
    """The item's timing as approved, or as its draft proposes."""
    changes = (item.draft or {}) if proposed else {}
    cadences = tuple(changes.get("cadences", item.cadences))
    status = changes.get("status", item.status)
    counted = (
        {PlanItem.Status.ACTIVE, PlanItem.Status.NEW} if proposed else {PlanItem.Status.ACTIVE}
    )
    vague = any(Cadence.from_text(text).is_vague for text in cadences)
    return Timing(
        item_id=item.pk,
        cadences=cadences,
        domain=changes.get("domain", item.domain),
        on_rest=changes.get("on_rest", item.on_rest),
        is_scheduled=status in counted
        and changes.get("is_included", item.is_included)
        and changes.get("kind", item.kind) != PlanItem.Kind.PRINCIPLE
        and not vague,
    )


def wanted(timing: Timing, plan: WorkPlan, calendar: SchoolCalendar, kind: Kind) -> list[Wanted]:
    """The windows one item asks for within its plan's days."""
    if not timing.is_scheduled:
        return []
    found: dict[tuple[str, date], Wanted] = {}
    for text in timing.cadences:
        cadence = Cadence.from_text(text)
        rule = rest_rule(timing.on_rest, timing.domain, kind, cadence)
        for window in windows(cadence, calendar, plan.first, plan.last, on_rest=rule):
            found[text, window.first] = Wanted(
                timing.item_id, text, window.first, window.last, window.times
            )
    return sorted(found.values(), key=lambda w: (w.first, w.last, w.cadence))


def wanted_of_plan(
    timings: Iterable[Timing], plan: WorkPlan, calendar: SchoolCalendar, kind: Kind
) -> dict[int, list[Wanted]]:
    return {timing.item_id: wanted(timing, plan, calendar, kind) for timing in timings}
