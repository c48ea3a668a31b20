"""The document on the screen: outline, paper, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.reports import rules
from houqin.reports.models import Report
from houqin.reports.paper import byline_of, footnote_of, heading_of
from houqin.reports.proofs import chosen
from houqin.reports.scoping import outline_of
from houqin.reports.views.found import find_report, may_approve, may_write
from houqin.reports.wording import LINE_HEADS

CHIPS = {"draft": "todo", "submitted": "review", "approved": "done"}
_MOST_BARS = 12


@require_GET
@requires("reports.see")
def page(request: InstitutionRequest, pk: int) -> HttpResponse:
    return shown(request, find_report(pk))


def shown(request: InstitutionRequest, report: Report, status: int = 200) -> HttpResponse:
    outline = outline_of(report)
    approves = may_approve(request)
    context = {
        "report": report,
        "heading": heading_of(report),
        "byline": byline_of(report, request.institution),
        "footnote": footnote_of(report),
        "outline": outline,
        "line_heads": LINE_HEADS,
        "charts": charts(report.figures),
        "photos": chosen(report.plan, report.photos),
        "chip": CHIPS[report.state],
        "writes": may_write(request) and report.is_draft,
        "authors": may_write(request),
        "approves": approves,
        "decides": approves and report.state == Report.State.SUBMITTED,
        "why_not": "" if may_write(request) else getattr(
            may(request.member, "reports.write"), "reason", ""
        ),
        "most_text": rules.MOST_TEXT,
        "crumbs": [("总结", reverse("reports:reports"))],
    }  # fmt: skip
    return render(request, "reports/report.html", context, status=status)


def charts(figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is drawn: due against done, by line of work and month by month."""
    domains = [row for row in figures["domains"] if row["due"]][:_MOST_BARS]
    months = figures["months"][-_MOST_BARS:]
    found = []
    if domains:
        found.append(_chart("rows", "各领域应做与完成", [row["name"] for row in domains], domains))
    if len(months) > 1:
        names = [f"{row['month']}月" for row in months]
        found.append(_chart("bar", "各月应做与完成", names, months))
    return found


def _chart(kind: str, title: str, names: list[str], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": title,
        "spec": {
            "kind": kind,
            "unit": "次",
            "x": names,
            "series": [
                {"name": "应做", "role": "accent-line", "data": [row["due"] for row in rows]},
                {"name": "完成", "role": "accent-solid", "data": [row["done"] for row in rows]},
            ],
        },
    }
