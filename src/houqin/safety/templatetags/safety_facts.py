"""What the safety room adds to the page of a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from houqin.cases.models import Case
from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.member import Member
from houqin.safety.calling import Number, numbers_for, plans_against
from houqin.safety.models import Accountability, EmergencyPlan

register = template.Library()


@register.simple_tag
def held_responsible(case: Case, member: Member) -> Sequence[Accountability]:
    """Who is held responsible; leaders alone read it."""
    if not may(member, "safety.account"):
        return ()
    rows = Accountability.objects.filter(case=case)
    return list(rows.select_related("person", "department"))


@register.simple_tag
def may_hold(member: Member) -> bool:
    return bool(may(member, "safety.account")) and not member.is_read_only


@register.simple_tag
def five_settled(case: Case) -> dict[str, Any]:
    """What was settled when the hazard was last given to somebody (五定)."""
    step = case.steps.filter(transition="assign").order_by("-pk").first()
    return dict(step.given) if step else {}


@register.simple_tag
def before_here(case: Case) -> list[Case]:
    """What was found and put right at this place before, where this is the same thing again."""
    from houqin.cases.public import earlier_at  # every page loads the libraries of tags

    return earlier_at(case)[:5] if case.recurrence_of_id else []


@register.simple_tag
def plans_for(case: Case) -> list[EmergencyPlan]:
    """The emergency plans that meet an accident of this kind."""
    return plans_against(case.kind)


@register.simple_tag
def calls_for(case: Case, member: Member) -> list[Number]:
    return numbers_for(None, member.kind, clock.today()) if case.is_open else []


@register.simple_tag
def lacking(numbers: Sequence[Number]) -> list[str]:
    """Who stands on the list without a telephone."""
    return [one.name for one in numbers if not one.phone]
