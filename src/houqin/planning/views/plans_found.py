"""Finding the plan an address names, for whoever may see it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse

from houqin.core.prepared import Prepared
from houqin.org.access import InstitutionRequest
from houqin.planning.models import WorkPlan
from houqin.planning.policy import plans_in_force, sees_drafts


def _found(plans: QuerySet[WorkPlan], pk: Any) -> QuerySet[WorkPlan]:
    people = ("created_by", "submitted_by", "approved_by")
    return plans.filter(pk=pk).select_related("term", "institution", *people)


_ANY = Prepared[WorkPlan](lambda pk: _found(WorkPlan.objects.all(), pk))
_IN_FORCE = Prepared[WorkPlan](lambda pk: _found(plans_in_force(), pk))


def find_plan(request: InstitutionRequest, plan_id: int) -> WorkPlan:
    """The plan with its term and institution; 404 when it is not there or still a draft."""
    plan = (_ANY if sees_drafts(request.member) else _IN_FORCE).one(pk=plan_id)
    if plan is None:
        raise Http404("no such plan")
    return plan


def sentence_of(error: ValidationError) -> str:
    return "；".join(error.messages)


def refused(sentence: str) -> HttpResponse:
    """A refusal that the page shows as one line and that leaves what stands there alone."""
    return HttpResponse(sentence[:190], status=409, content_type="text/plain; charset=utf-8")
