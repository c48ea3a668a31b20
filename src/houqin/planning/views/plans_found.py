"""Finding the plan an address names, for whoever may see it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from houqin.org.access import InstitutionRequest
from houqin.planning.models import WorkPlan
from houqin.planning.policy import visible_plans


def find_plan(request: InstitutionRequest, plan_id: int) -> WorkPlan:
    """The plan with its term and institution; 404 when it is not there or still a draft."""
    rows = visible_plans(request.member).select_related(
        "term", "institution", "created_by", "submitted_by", "approved_by"
    )
    return get_object_or_404(rows, pk=plan_id)


def sentence_of(error: ValidationError) -> str:
    return "；".join(error.messages)


def refused(sentence: str) -> HttpResponse:
    """A refusal that the page shows as one line and that leaves what stands there alone."""
    return HttpResponse(sentence[:190], status=409, content_type="text/plain; charset=utf-8")
