"""Where an approved summary's figures lead: the records as they were, beside today's."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from houqin.org.access import InstitutionRequest, requires
from houqin.planning.listings import params_for
from houqin.reports.frozen import RECORDS, compared, of_figure
from houqin.reports.scoping import live_query
from houqin.reports.views.found import find_report

A_PAGE = 100


@require_GET
@requires("reports.see")
def records(request: InstitutionRequest, pk: int) -> HttpResponse:
    report = find_report(pk)
    if RECORDS not in report.figures:
        raise Http404
    query = {name: value for name, value in request.GET.dict().items() if name != "page"}
    found = Paginator(of_figure(report.figures, query), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "总结依据的记录",
        "report": report,
        "count": found.paginator.count,
        "rows": compared(list(found), report.figures),
        "found": found,
        "query": query,
        "now_url": params_for(**live_query(report, query)),
        "crumbs": [("总结", reverse("reports:reports")),
                   (report.title, reverse("reports:report", args=[report.pk]))],
    }  # fmt: skip
    return render(request, "reports/records.html", context)
