"""Which clauses of the norm were reported last, and whose nobody has heard of for a week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from houqin.cases.public import Case
from houqin.planning.models import Meeting
from houqin.safety.models import ClauseReport, SafetyClause
from houqin.safety.services.norms import monday_of

_MOST = 8


def reported() -> list[SafetyClause]:
    """Clauses in use with ``last_week``, ``last_state`` and ``last_said``; one query."""
    latest = ClauseReport.objects.filter(clause=OuterRef("pk")).order_by("-pk")
    return list(
        SafetyClause.objects.filter(is_active=True)
        .select_related("leader")
        .annotate(
            last_week=Subquery(latest.values("week")[:1]),
            last_state=Subquery(latest.values("state")[:1]),
            last_said=Subquery(latest.values("evidence")[:1]),
        )
    )


def silent(rows: Iterable[SafetyClause], today: date) -> dict[str, list[int]]:
    """Leader → the clauses that were not reported for a week."""
    since = monday_of(today) - timedelta(days=7)
    found: dict[str, list[int]] = {}
    for row in rows:
        last = getattr(row, "last_week", None)
        if last is None or last < since:
            found.setdefault(row.leader.name, []).append(row.number)
    return found


def for_agenda(sort: str, today: date) -> list[str]:
    """What a safety meeting starts from: silent leaders, hazards past their day, what came back."""
    if sort != Meeting.Sort.SAFETY:
        return []
    lines = [
        f"安全规范第 {'、'.join(map(str, numbers))} 条一周以上没有报执行情况（{name}）"
        for name, numbers in silent(reported(), today).items()
    ]
    rows = Case.objects.filter(flow="hazard", is_open=True, merged_into=None)
    late = rows.filter(due_at__lt=timezone.now()).order_by("due_at")
    named = late.values_list("number", "title", "owner__name")[:_MOST]
    lines += [f"逾期隐患 {number} {title}（{who or '没有定人'}）" for number, title, who in named]
    waiting = rows.count()
    if waiting:
        lines.append(f"没有销号的隐患 {waiting} 处，逐条过责任人和期限")
    return lines
