"""The report as a Word file."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from houqin.core.elsewhere import site_elsewhere
from houqin.journal.public import record
from houqin.org.access import InstitutionRequest, requires
from houqin.reports.paper import heading_of, word_file
from houqin.reports.views.found import find_report
from houqin.ui.exporting import as_file

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
@requires("reports.see")
def word(request: InstitutionRequest, pk: int) -> HttpResponse:
    report = find_report(pk)
    site = site_elsewhere(request)
    page_url = f"{site}{reverse('reports:report', args=[report.pk])}"
    body = word_file(report, request.institution, site, page_url)
    if not request.member.is_read_only:
        record(actor=request.member, action="reports.report_exported", target=report)
    return as_file(body, f"{heading_of(report)}.docx", _DOCX)
