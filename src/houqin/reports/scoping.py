"""What the figures of a report are limited to, and what its document says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from houqin.planning.listings import params_for
from houqin.reports.frozen import RECORDS
from houqin.reports.models import Report
from houqin.reports.outline import outline
from houqin.reports.wording import Outline, Scope

_FILTERS = ("item", "section", "goal", "domain", "state")


def scope_of(report: Report) -> Scope:
    """The filters that every link of the report carries."""
    kept = report.pk if report.is_approved and RECORDS in report.figures else 0
    if not report.period.is_month:
        return Scope(report.plan_id, report=kept)
    days = {"due_from": report.first.isoformat(), "due_to": report.last.isoformat()}
    return Scope(report.plan_id, days, kept)


def address_of(query: Mapping[str, Any]) -> str:
    """Where a figure leads: to the tasks of today, or to those that an approved report counted."""
    if "report" not in query:
        return params_for(**query)
    rest = {name: value for name, value in query.items() if name != "report"}
    return f"{reverse('reports:records', args=[query['report']])}?{urlencode(rest)}"


def live_query(report: Report, query: Mapping[str, str]) -> dict[str, Any]:
    """The same figure's filters for today's list."""
    known = {name: query[name] for name in _FILTERS if name in query}
    return replace(scope_of(report), report=0).query(**known)


def outline_of(report: Report) -> Outline:
    return outline(report.figures, report.texts, scope_of(report))
