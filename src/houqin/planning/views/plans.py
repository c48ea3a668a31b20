"""The list of plans, and the end of one: a draft thrown away, a term that is over."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.planning.models import WorkPlan
from houqin.planning.numbers import Tally, tally_by
from houqin.planning.policy import visible_plans, visible_tasks
from houqin.planning.services import approval, drafting
from houqin.planning.views.plans_found import find_plan, sentence_of
from houqin.planning.views.review import may_draft
from houqin.ui.addresses import page_of
from houqin.ui.dates import day_range
from houqin.ui.listing import Column, Listing, render_list
from houqin.ui.tables import Choice

_CHIPS = {
    "draft": "todo",
    "submitted": "review",
    "returned": "late",
    "running": "doing",
    "closed": "done",
}


@require_GET
@requires("planning.see")
def plans(request: InstitutionRequest) -> HttpResponse:
    """Every plan the member may see, with its state and how far it has come."""
    today = clock.today()
    shown = visible_plans(request.member).select_related("term", "submitted_by")
    tallies = tally_by(visible_tasks(request.member), today, "plan_id")
    drafts = may_draft(request)
    return render_list(
        request,
        _listing(tallies, _action(request)),
        shown,
        template="planning/plans/list.html",
        add_url=reverse("planning:new") if drafts else "",
        add_label="粘贴一份计划",
        note="计划批准后才派任务；草稿和改动随时保存，关掉页面也在。",
    )


def chip_of(plan: WorkPlan) -> tuple[str, str]:
    """The plan's state as one of the six looks, in the plan's own words."""
    if plan.state == WorkPlan.State.RUNNING and plan.revision:
        return (
            "review" if plan.revision == "submitted" else "doing",
            f"执行中，{plan.get_revision_display()}",
        )
    return _CHIPS[plan.state], plan.get_state_display()


def _listing(tallies: dict[int, Tally], action: Callable[[WorkPlan], SafeString]) -> Listing:
    def progress(plan: WorkPlan) -> SafeString:
        return progress_bar(tallies.get(plan.pk, Tally()))

    def rate(plan: WorkPlan) -> float | None:
        return tallies.get(plan.pk, Tally()).rate

    return Listing(
        name="planning.plans",
        title="计划",
        columns=(
            Column("计划", "title", sort="title", phone="title", width=40),
            Column("期间", _term, width=28),
            Column("状态", lambda plan: chip_of(plan)[1], phone="side", chip=chip_of),
            Column("进度", rate, html=progress, width=12),
            Column("下一步", lambda _plan: "", html=action, in_excel=False),
        ),
        filters=(
            Choice("state", "状态", WorkPlan.State.choices, "state"),
            Choice("sort_of", "种类", WorkPlan.Sort.choices, where=lambda value: Q(sort=value)),
        ),
        search=("title", "source_name"),
        search_hint="搜计划",
        href=page_of("planning:plan"),
        empty_title="还没有计划。",
        empty_hint="把后勤工作计划粘贴进来，几分钟确认好时间和责任人，批准后每个人的任务就排好了。",
    )


def _term(plan: WorkPlan) -> str:
    days = day_range(plan.first, plan.last, clock.now())
    return f"{plan.term.name}，{days}" if plan.term else days


def progress_bar(tally: Tally) -> SafeString:
    """Done of what is due, as a bar with its figures; nothing due yet is said, not drawn as 0."""
    if not tally.planned:
        return SafeString("")
    if not tally.due:
        return format_html('<span class="hq-ink3">{} 次，都未到期</span>', tally.planned)
    late = (
        format_html('，<span class="hq-late">逾期 {}</span>', tally.overdue)
        if tally.overdue
        else ""
    )
    return format_html(
        '<progress class="hq-bar" value="{}" max="{}" aria-label="完成率"></progress> '
        '<span class="hq-num">{} / {}{}</span>',
        tally.finished, tally.due, tally.finished, tally.due, late,
    )  # fmt: skip


def _action(request: InstitutionRequest) -> Callable[[WorkPlan], SafeString]:
    drafts = may_draft(request)
    approves = bool(may(request.member, "planning.approve"))

    def action(plan: WorkPlan) -> SafeString:
        waits = plan.state == WorkPlan.State.SUBMITTED or plan.revision == "submitted"
        if waits and approves:
            return _link("去审批", "planning:approve", plan)
        if drafts and plan.is_editable:
            return _link("继续审阅", "planning:review", plan)
        if drafts and plan.revision in {"draft", "returned"}:
            return _link("继续修订", "planning:review", plan)
        return SafeString("")

    return action


def _link(words: str, name: str, plan: WorkPlan) -> SafeString:
    return format_html(
        '<a class="btn btn-sm hq-btn-soft" href="{}">{}</a>', reverse(name, args=[plan.pk]), words
    )


@require_http_methods(["GET", "POST"])
@requires("planning.draft")
def delete(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after asking."""
    plan = find_plan(request, pk)
    if request.method == "POST":
        try:
            drafting.delete_draft(actor=request.member, plan_id=plan.pk)
        except ValidationError as error:
            messages.error(request, sentence_of(error))
            return redirect("planning:plan", pk=plan.pk)
        messages.success(request, f"已删除草稿“{plan.title}”。")
        return redirect("planning:plans")
    context = {
        "title": "删除草稿",
        "question": f"删除草稿“{plan.title}”？",
        "consequence": "读出的条目和改过的内容都会删掉，原来的文件不受影响。",
        "submit": "删除",
        "danger": True,
        "cancel_url": reverse("planning:plan", args=[plan.pk]),
    }
    return render(request, "ui/confirm.html", context)


@require_POST
@requires("planning.approve")
def close(request: InstitutionRequest, pk: int) -> HttpResponse:
    """End a running plan."""
    plan = find_plan(request, pk)
    try:
        approval.close(actor=request.member, plan_id=plan.pk)
    except ValidationError as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, f"“{plan.title}”已结束，任务和佐证都留着。")
    return redirect("planning:plan", pk=plan.pk)
