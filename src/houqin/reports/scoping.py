"""What the figures of a report are limited to, and what its document says."""

from __future__ import annotations

from houqin.reports.models import Report
from houqin.reports.outline import outline
from houqin.reports.wording import Outline, Scope


def scope_of(report: Report) -> Scope:
    """The filters that every link of the report carries."""
    if not report.period.is_month:
        return Scope(report.plan_id)
    days = {"due_from": report.first.isoformat(), "due_to": report.last.isoformat()}
    return Scope(report.plan_id, days)


def outline_of(report: Report) -> Outline:
    return outline(report.figures, report.texts, scope_of(report))
