"""Every version of a plan that was ever approved, readable as it was."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from houqin.core.domains import DOMAINS
from houqin.core.roles import Kind, role_name
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.models import PlanItem, PlanVersion
from houqin.planning.views.plans_found import find_plan
from houqin.planning.views.review import back_to
from houqin.planning.views.review_changes import Words
from houqin.planning.views.review_rows import said_all


@require_GET
@requires("planning.see")
def versions(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Who approved what and when, the newest first."""
    plan = find_plan(request, pk)
    rows = PlanVersion.objects.filter(plan=plan).defer("items").select_related("approved_by")
    context = {"plan": plan, "versions": rows, "back_url": back_to(plan)}
    return render(request, "planning/plans/versions.html", context)


@require_GET
@requires("planning.see")
def version(request: InstitutionRequest, pk: int, number: int) -> HttpResponse:
    """The plan as it stood in that version, and what had changed against the one before."""
    plan = find_plan(request, pk)
    kept = get_object_or_404(
        PlanVersion.objects.select_related("approved_by"), plan=plan, number=number
    )
    words = Words(plan, request.member.kind)
    changed = [
        {"title": one["title"], "fields": words.fields(one["old"], one["new"])}
        for one in kept.changes.get("items_changed", ())
    ]
    context = {
        "plan": plan,
        "back_url": back_to(plan),
        "version": kept,
        "sections": _sections(kept.items, request.member.kind),
        "changed": changed,
    }
    return render(request, "planning/plans/version.html", context)


def _sections(items: list[dict[str, Any]], kind: Kind) -> list[tuple[str, list[SimpleNamespace]]]:
    found: dict[str, list[SimpleNamespace]] = {}
    for item in items:
        if item["status"] == PlanItem.Status.WITHDRAWN:
            continue
        heading = item["headings"][0] if item["headings"] else ""
        role = item["owner_role"]
        found.setdefault(heading, []).append(
            SimpleNamespace(
                title=item["title"],
                number=item["number"],
                text=item["text"],
                when=said_all(item["cadences"]) or "不排期",
                domain=DOMAINS[item["domain"]].name if item["domain"] in DOMAINS else "",
                owner=role_name(role, kind) if role else "",
                ledger=item["ledger"],
                is_included=item["is_included"],
            )
        )
    return list(found.items())
