"""Finding the report an address names."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404

from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest
from houqin.reports.models import Report


def find_report(pk: int) -> Report:
    """With everybody its page names; 404 where there is none in this institution."""
    rows = Report.objects.select_related(
        "plan__institution", "generated_by", "submitted_by", "approved_by"
    )
    return get_object_or_404(rows, pk=pk)


def may_write(request: InstitutionRequest) -> bool:
    return bool(may(request.member, "reports.write")) and not request.member.is_read_only


def may_approve(request: InstitutionRequest) -> bool:
    return bool(may(request.member, "reports.approve")) and not request.member.is_read_only


def sentence_of(error: ValidationError) -> str:
    return "；".join(error.messages)
