"""Keeping risk points and clauses; the weekly reports."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from houqin.core.saving import save_with
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.safety.models import ClauseReport, RiskPoint, SafetyClause


@transaction.atomic
def keep_risk(*, actor: Member, risk_id: int | None = None, **given: Any) -> RiskPoint:
    """Add or change a risk point: place, title, colour, harm, measures, response, leader …"""
    demand(actor, "safety.manage")
    row = RiskPoint.objects.select_for_update().get(pk=risk_id) if risk_id else RiskPoint()
    save_with(row, given)
    record(actor=actor, action="safety.risk_kept", target=row, colour=row.get_colour_display())
    return row


@transaction.atomic
def keep_clause(*, actor: Member, clause_id: int | None = None, **given: Any) -> SafetyClause:
    demand(actor, "safety.manage")
    rows = SafetyClause.objects.select_for_update()
    row = rows.get(pk=clause_id) if clause_id else SafetyClause()
    save_with(row, given)
    record(actor=actor, action="safety.clause_kept", target=row, text=row.text[:60])
    return row


@transaction.atomic
def report_clause(
    *, actor: Member, clause_id: int, state: str, evidence: str, today: date, now: datetime
) -> ClauseReport:
    """Say how a clause was kept this week: its leader, or who manages safety."""
    clause = SafetyClause.objects.get(pk=clause_id, is_active=True)
    if clause.leader_id != actor.staff.pk:
        demand(actor, "safety.manage")
    if actor.is_read_only:
        raise PermissionDenied("检查员只能查看。")
    row = ClauseReport(
        clause=clause, week=monday_of(today), state=state, evidence=evidence.strip(),
        by=actor.staff, at=now,
    )  # fmt: skip
    row.full_clean(exclude=["clause", "by"])
    row.save(force_insert=True)
    record(actor=actor, action="safety.clause_reported", target=clause,
           state=row.get_state_display())  # fmt: skip
    return row


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
