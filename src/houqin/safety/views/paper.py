"""The archive of undertakings as PDF."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from houqin.core import clock
from houqin.journal.public import record
from houqin.ledgers.paper.fonts import NoChineseFont
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Term
from houqin.safety.models import UndertakingIssue
from houqin.safety.paper import archive_pdf
from houqin.ui.exporting import as_file


def _answer(
    request: InstitutionRequest, title: str, issues: Sequence[UndertakingIssue]
) -> HttpResponse:
    try:
        made = archive_pdf(request.member, title, issues, clock.now())
    except NoChineseFont as error:
        messages.error(request, str(error))
        return redirect("safety:issues")
    record(actor=request.member, action="safety.letters_archived", what=title)
    return as_file(made, f"{title}.pdf", "application/pdf")


@require_safe
@requires("safety.keep_letters")
def issue_pdf(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(UndertakingIssue, pk=pk)
    return _answer(request, row.title, [row])


@require_safe
@requires("safety.keep_letters")
def term_pdf(request: InstitutionRequest, pk: int) -> HttpResponse:
    """All that was valid for some days of the term."""
    term = get_object_or_404(Term.objects.select_related("school_year"), pk=pk)
    rows = UndertakingIssue.objects.filter(since__lte=term.last, until__gte=term.first)
    issues = list(rows.order_by("since", "title"))
    if not issues:
        messages.error(request, "这一期没有发过责任状。")
        return redirect("safety:issues")
    return _answer(request, f"{term.school_year}{term.name}责任状", issues)
