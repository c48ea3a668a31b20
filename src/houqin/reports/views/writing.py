"""Sentences saved as they are written, and figures brought up to date after a look."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.reports.scoping import outline_of
from houqin.reports.services import generating
from houqin.reports.services import writing as services
from houqin.reports.views.found import find_report, sentence_of


@require_POST
@requires("reports.write")
def text(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Save one block; htmx gets the line under it, anybody else the page again."""
    report = find_report(pk)
    key, problem = request.POST.get("key", ""), ""
    try:
        report = services.write_text(
            actor=request.member,
            report_id=report.pk,
            key=key,
            text=request.POST.get("text", ""),
            seen=request.POST.get("seen"),
        )
    except ValidationError as error:
        problem = sentence_of(error)
    if not request.headers.get("HX-Request"):
        if problem:
            messages.error(request, problem)
        return redirect("reports:report", pk=pk)
    outline = outline_of(report)
    context = {
        "outline": outline,
        "block": next((one for one in outline.blocks if one.key == key), None),
        "seen": request.POST.get("seen", "") if problem else report.texts.get(key, ""),
        "problem": problem,
        "is_saved": not problem,
        "at": clock.now(),
    }
    return render(request, "reports/said.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "POST"])
@requires("reports.write")
def update(request: InstitutionRequest, pk: int) -> HttpResponse:
    """What the latest records change, old → new; replaced only after a look."""
    report = find_report(pk)
    try:
        if request.method == "POST":
            generating.generate(
                actor=request.member, plan_id=report.plan_id, sort=report.sort,
                first=report.first, now=clock.now(), today=clock.today(),
            )  # fmt: skip
            messages.success(request, "数字已按最新记录更新，写的句子和照片都没有动。")
            return redirect("reports:report", pk=pk)
        if not report.is_draft:
            generating.refuse_unless_draft(report)
        changes = generating.whats_new(report, clock.today())
    except ValidationError as error:
        messages.error(request, sentence_of(error))
        return redirect("reports:report", pk=pk)
    context = {
        "title": "按最新记录更新",
        "report": report,
        "changes": changes,
        "crumbs": [("总结", reverse("reports:reports")),
                   (report.title, reverse("reports:report", args=[report.pk]))],
    }  # fmt: skip
    return render(request, "reports/update.html", context)
