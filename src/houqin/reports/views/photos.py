"""Choosing the photos that stand in the report."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from houqin.core import clock
from houqin.core.asked import asked_numbers
from houqin.org.access import InstitutionRequest, requires
from houqin.reports import rules
from houqin.reports.figures import tasks_of
from houqin.reports.proofs import OFFERED_AT_MOST, chosen, offered
from houqin.reports.services import generating, writing
from houqin.reports.views.found import find_report, sentence_of


@require_http_methods(["GET", "POST"])
@requires("reports.write")
def photos(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Thumbnails of the period's evidence with a tick on those chosen."""
    report = find_report(pk)
    problem, ticked = "", list(report.photos)
    if request.method == "POST":
        ticked = asked_numbers(request.POST.getlist("photo"))
        try:
            writing.choose_photos(
                actor=request.member, report_id=report.pk, file_ids=ticked, now=clock.now()
            )
        except ValidationError as error:
            problem = sentence_of(error)
        else:
            messages.success(request, f"选了 {len(set(ticked))} 张照片。")
            return redirect("reports:report", pk=pk)
    else:
        try:
            generating.refuse_unless_draft(report)
        except ValidationError as error:
            messages.error(request, sentence_of(error))
            return redirect("reports:report", pk=pk)
    newest = offered(tasks_of(report.plan, report.period))
    known = {shot.file_id for shot in newest}
    older = [shot for shot in chosen(report.plan, report.photos) if shot.file_id not in known]
    context = {
        "title": "选照片",
        "report": report,
        "shots": [*older, *newest],
        "ticked": set(ticked),
        "problem": problem,
        "most": rules.MOST_PHOTOS,
        "is_cut": len(newest) == OFFERED_AT_MOST,
        "offered_at_most": OFFERED_AT_MOST,
        "crumbs": [("总结", reverse("reports:reports")),
                   (report.title, reverse("reports:report", args=[report.pk]))],
    }  # fmt: skip
    return render(request, "reports/photos.html", context, status=422 if problem else 200)
