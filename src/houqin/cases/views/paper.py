"""The closing form of a case as a PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from houqin.cases.paper import closing_pdf
from houqin.cases.views.cases import visible_case
from houqin.core import clock
from houqin.journal.public import record
from houqin.ledgers.paper.fonts import NoChineseFont
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.exporting import as_file


@require_GET
@requires("cases.see")
def paper(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = visible_case(request.member, pk)
    try:
        made = closing_pdf(request.member, row, clock.now())
    except NoChineseFont as error:
        messages.error(request, str(error))
        return redirect("cases:case", pk=pk)
    record(actor=request.member, action="cases.printed", target=row)
    return as_file(made, f"{row.number}.pdf", "application/pdf", inline=True)
