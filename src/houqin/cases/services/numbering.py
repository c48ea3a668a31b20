"""Numbers by the institution's rule, without gaps: given under a lock, in the same transaction."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.cases.flow import Flow, flow_of
from houqin.cases.models import FlowRule
from houqin.core.prepared import Prepared
from houqin.journal.public import record
from houqin.ledgers.rules import number_problem, numbered, period_of
from houqin.org.access import demand
from houqin.org.member import Member

_LOCKED = Prepared[FlowRule](lambda flow: FlowRule.objects.select_for_update().filter(flow=flow))


def _locked(flow: Flow) -> FlowRule:
    rule = _LOCKED.one(flow=flow.code)
    if rule is None:
        FlowRule.objects.bulk_create(
            [FlowRule(flow=flow.code, numbering=flow.numbering)], ignore_conflicts=True
        )
        return _LOCKED.get(flow=flow.code)
    return rule


def next_number(flow: Flow, now: datetime) -> str:
    """The next number of the flow; others who want one wait until this transaction ends."""
    return next_numbers(flow, now, 1)[0]


def next_numbers(flow: Flow, now: datetime, count: int) -> list[str]:
    rule, day = _locked(flow), timezone.localdate(now)
    period = period_of(rule.numbering, day, flow.prefix)
    first = rule.last + 1 if rule.period == period else 1
    rule.period, rule.last = period, first + count - 1
    rule.save(update_fields=["period", "last"])
    return [numbered(rule.numbering, day, flow.prefix, first + n) for n in range(count)]


@transaction.atomic
def change_numbering(*, actor: Member, flow: str, numbering: str) -> FlowRule:
    """Number the flow's cases otherwise from now on; numbers already given stay."""
    demand(actor, "cases.settings")
    declared = flow_of(flow)
    problem = number_problem(numbering)
    if problem:
        raise ValidationError({"numbering": problem})
    rule = _locked(declared)
    if rule.numbering != numbering:
        rule.numbering, rule.period = numbering, ""
        rule.full_clean(exclude=["institution"])
        rule.save()
        record(
            actor=actor, action="cases.numbering_changed", target=rule, flow=declared.name,
            numbering=numbering,
        )  # fmt: skip
    return rule
