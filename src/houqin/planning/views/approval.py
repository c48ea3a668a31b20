"""Handing a plan to the principal, and the principal's answer."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from houqin.core import clock
from houqin.core.permissions import may
from houqin.core.roles import Role, role_name
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.forms.reviewing import ReturnForm
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.services import approval
from houqin.planning.services.office import holders_of
from houqin.planning.views.plans_found import find_plan, sentence_of
from houqin.planning.views.review import back_to, context_of, may_draft, sections, sheet_of
from houqin.planning.views.review_changes import item_changes, task_changes
from houqin.planning.views.review_load import load_of


def waits(plan: WorkPlan) -> bool:
    return plan.state == WorkPlan.State.SUBMITTED or plan.revision == "submitted"


@require_GET
@requires("planning.see")
def approve_page(request: InstitutionRequest, pk: int) -> HttpResponse:
    """What the principal decides on; its author sees the same and may take it back."""
    plan = find_plan(request, pk)
    approves, drafts = bool(may(request.member, "planning.approve")), may_draft(request)
    if not waits(plan) or not (approves or drafts):
        return redirect("planning:plan", pk=plan.pk)
    return _page(request, plan, ReturnForm())


def _page(
    request: InstitutionRequest, plan: WorkPlan, form: ReturnForm, status: int = 200
) -> HttpResponse:
    sheet = sheet_of(request, plan)
    items = [i for i in sheet.items if i.status != PlanItem.Status.WITHDRAWN]
    context = {
        **context_of(sheet),
        "back_url": back_to(plan),
        "sections": sections(sheet),
        "load": load_of(sheet),
        "form": form,
        "work": sum(item.is_scheduled for item in items),
        "approves": bool(may(request.member, "planning.approve"))
        and not request.member.is_read_only,
        "drafts": may_draft(request),
        "tasks": task_changes(plan, approval.preview(plan, today=clock.today())),
    }
    if not context["approves"]:
        context |= _who_approves(request)
    if plan.version:
        context["changes"] = item_changes(plan, sheet.kind)
    return render(request, "planning/plans/approve.html", context, status=status)


def _who_approves(request: InstitutionRequest) -> dict[str, object]:
    """Whom the plan waits for; a new institution may have nobody yet who can approve it."""
    holders = holders_of(Role.PRINCIPAL, today=clock.today())
    return {
        "approvers": [one.name for one in holders if one.user_id],
        "approving_role": role_name(Role.PRINCIPAL, request.institution.kind),
        "may_add": bool(may(request.member, "org.keep")),
    }


@require_GET
@requires("planning.draft")
def changes(request: InstitutionRequest, pk: int) -> HttpResponse:
    """What the revision would change, before it is submitted."""
    plan = find_plan(request, pk)
    if plan.version == 0:
        return redirect("planning:review", pk=plan.pk)
    sheet = sheet_of(request, plan)
    context = {
        **context_of(sheet),
        "back_url": back_to(plan),
        "changes": item_changes(plan, sheet.kind),
        "tasks": task_changes(plan, approval.preview(plan, today=clock.today())),
        "waits": waits(plan),
    }
    return render(request, "planning/plans/changes.html", context)


@require_POST
@requires("planning.draft")
def submit(request: InstitutionRequest, pk: int) -> HttpResponse:
    """To the principal; a second click finds it already there."""
    plan = find_plan(request, pk)
    if waits(plan):
        return redirect("planning:approve", pk=plan.pk)
    try:
        approval.submit(actor=request.member, plan_id=plan.pk, now=clock.now())
    except ValidationError as error:
        messages.error(request, sentence_of(error))
        return redirect("planning:review", pk=plan.pk)
    messages.success(request, "已提交审批，批准后开始派任务。")
    return redirect("planning:approve", pk=plan.pk)


@require_POST
@requires("planning.draft")
def take_back(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Back to the author's desk before the principal has decided."""

    def deed(plan: WorkPlan) -> str:
        approval.take_back(actor=request.member, plan_id=plan.pk)
        return "已撤回，可以继续改。"

    return _decide(request, pk, deed, "planning:review")


@require_POST
@requires("planning.approve")
def approve(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Put it into force; a second click finds it running."""

    def deed(plan: WorkPlan) -> str:
        done = approval.approve(
            actor=request.member, plan_id=plan.pk, now=clock.now(), today=clock.today()
        )
        moved = f"，移动 {len(done.moved)} 次" if done.moved else ""
        gone = f"，撤销 {len(done.withdrawn)} 次" if done.withdrawn else ""
        return f"已批准，新派 {len(done.added)} 次任务{moved}{gone}。"

    return _decide(request, pk, deed, "planning:plan")


@require_POST
@requires("planning.approve")
def send_back(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Return it with a reason."""
    plan = find_plan(request, pk)
    form = ReturnForm(request.POST)
    if not form.is_valid() and waits(plan):
        return _page(request, plan, form, status=422)

    def deed(plan: WorkPlan) -> str:
        approval.send_back(
            actor=request.member,
            plan_id=plan.pk,
            reason=form.cleaned_data.get("reason", ""),
            now=clock.now(),
        )
        return "已退回，作者会收到理由。"

    return _decide(request, pk, deed, "planning:plans")


def _decide(
    request: InstitutionRequest, pk: int, deed: Callable[[WorkPlan], str], then: str
) -> HttpResponse:
    plan = find_plan(request, pk)
    try:
        messages.success(request, deed(plan))
    except ValidationError as error:
        messages.error(request, sentence_of(error))
        return redirect("planning:plan", pk=plan.pk)
    return redirect(then) if then == "planning:plans" else redirect(then, pk=plan.pk)
