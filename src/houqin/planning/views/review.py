"""The review page: the plan's text beside what was read from it, confirmed item by item."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.models import WorkPlan
from houqin.planning.sections import sections_of
from houqin.planning.services import drafting
from houqin.planning.views.plans_found import find_plan, refused, sentence_of
from houqin.planning.views.review_load import load_of
from houqin.planning.views.review_rows import Row, row_of
from houqin.planning.views.review_sheet import Sheet
from houqin.planning.views.review_source import paragraphs, time_words


def sheet_of(request: InstitutionRequest, plan: WorkPlan) -> Sheet:
    return Sheet(plan, request.member.kind, clock.today())


@require_GET
@requires("planning.draft")
def review(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The two panes; a plan that waits for the principal is shown where it can be taken back."""
    plan = find_plan(request, pk)
    if plan.state == WorkPlan.State.SUBMITTED or plan.revision == "submitted":
        return redirect("planning:approve", pk=plan.pk)
    if plan.state == WorkPlan.State.CLOSED:
        messages.info(request, "计划已结束，只能查看。")
        return redirect("planning:plan", pk=plan.pk)
    if plan.sort == WorkPlan.Sort.ADHOC:
        messages.info(request, "临时安排没有审阅，请在任务里直接添加或改派。")
        return redirect("planning:plan", pk=plan.pk)
    sheet = sheet_of(request, plan)
    return render(request, "planning/plans/review.html", {**context_of(sheet), **_page(sheet)})


def _page(sheet: Sheet) -> dict[str, Any]:
    return {
        "wide": True,
        "back_url": back_to(sheet.plan),
        "sections": sections(sheet),
        "paragraphs": paragraphs(sheet.plan, sheet.items, sheet.goals),
        "time_words": time_words(sheet.items),
        "load": load_of(sheet),
    }


def back_to(plan: WorkPlan) -> str:
    """Where the phone's back arrow leads: the plan in force, else the list."""
    if plan.version:
        return reverse("planning:plan", args=[plan.pk])
    return reverse("planning:plans")


def context_of(sheet: Sheet) -> dict[str, Any]:
    """What the head and every row need."""
    blocking = [c for c in sheet.concerns if c.is_blocking]
    return {
        "sheet": sheet,
        "plan": sheet.plan,
        "counts": sheet.counts,
        "blocking": blocking,
        "warnings": [c for c in sheet.concerns if not c.is_blocking],
        "is_revision": sheet.is_revision,
    }


def sections(sheet: Sheet) -> list[tuple[str, list[Row]]]:
    return [
        (heading, [row_of(sheet, item) for item in items])
        for heading, items in sections_of(sheet.items)
    ]


@require_GET
@requires("planning.draft")
def load(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The strip of weeks and the warnings, again after an edit."""
    sheet = sheet_of(request, find_plan(request, pk))
    return render(
        request, "planning/plans/_load.html", {**context_of(sheet), "load": load_of(sheet)}
    )


@require_GET
@requires("planning.draft")
def rows(request: InstitutionRequest, pk: int) -> HttpResponse:
    """All rows again: after an edit of many, or of what somebody else has changed meanwhile."""
    sheet = sheet_of(request, find_plan(request, pk))
    return render(
        request, "planning/plans/_rows.html", {**context_of(sheet), "sections": sections(sheet)}
    )


@require_POST
@requires("planning.draft")
def settings(request: InstitutionRequest, pk: int) -> HttpResponse:
    """The plan's title, and whether windows already past shall be recorded."""
    plan = find_plan(request, pk)
    changes: dict[str, str] = {}
    title = " ".join(request.POST.get("title", "").split())
    if title:
        changes["title"] = title[:80]
    if request.POST.get("past") in WorkPlan.Past.values:
        changes["past"] = request.POST["past"]
    try:
        drafting.change_plan(actor=request.member, plan_id=plan.pk, **changes)
    except ValidationError as error:
        return refused(sentence_of(error))
    answer = HttpResponse(status=204)
    answer["HX-Refresh" if "past" in changes else "HX-Trigger"] = (
        "true" if "past" in changes else "hq:titled"
    )
    return answer


@require_POST
@requires("planning.draft")
def discard(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Drop every proposed change of a running plan."""
    plan = find_plan(request, pk)
    try:
        drafting.discard_changes(actor=request.member, plan_id=plan.pk)
    except ValidationError as error:
        messages.error(request, sentence_of(error))
        return redirect("planning:review", pk=plan.pk)
    messages.success(request, "改动已放弃，计划照原样执行。")
    return redirect("planning:plan", pk=plan.pk)


def may_draft(request: InstitutionRequest) -> bool:
    return bool(may(request.member, "planning.draft")) and not request.member.is_read_only
