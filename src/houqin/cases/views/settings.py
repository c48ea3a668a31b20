"""How cases go here: numbers, working hours, deadlines by grade, who approves from which amount."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from houqin.cases.approvals.types import request_types, type_of
from houqin.cases.flow import flow_of, flows
from houqin.cases.forms.settling import HoursForm, NumberingForm, PromiseForm, RequestRuleForm
from houqin.cases.models import GradePromise
from houqin.cases.services import settling
from houqin.cases.services.numbering import change_numbering
from houqin.core.permissions import may
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.form_pages import form_page

TITLE = "事项设置"


@requires("cases.settings")
def settings(request: InstitutionRequest) -> HttpResponse:
    """Everything that is settled here, as it stands; each line leads to its form."""
    rows = {(one.flow, one.grade): one for one in GradePromise.objects.all()}
    promises = [
        (flow, grade, settling.promise_said(
            grade.promising(rows[flow.code, grade.code])
            if (flow.code, grade.code) in rows else grade
        ))
        for flow in settling.flows_with_grades() for grade in flow.grades
    ]  # fmt: skip
    sorts = settling.types_here(request_types())
    page = {
        "title": TITLE,
        "hours": settling.said_of(settling.spans_here()),
        "promises": promises,
        "requests": [(one, settling.rule_said(one, request.member.kind)) for one in sorts],
        "can_rule": bool(may(request.member, "cases.approval_rules")),
    }
    return render(request, "cases/settings.html", page)


def _frame(title: str) -> dict[str, Any]:
    page = reverse("cases:settings")
    return {"then": page, "title": title, "crumbs": [(TITLE, page)], "done": "已保存"}


@requires("cases.settings")
def numbering(request: InstitutionRequest) -> HttpResponse:
    form = NumberingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        for code, pattern in list(form.cleaned_data.items()):
            try:
                change_numbering(actor=request.member, flow=code, numbering=pattern)
            except ValidationError as error:
                form.add_error(code, error.messages)
        if not form.errors:
            messages.success(request, "已保存，新的事项按新规则编号。")
            return redirect("cases:settings")
    page = {
        "form": form,
        "title": "事项编号",
        "crumbs": [(TITLE, reverse("cases:settings"))],
        "cancel_url": reverse("cases:settings"),
        "note": "{year} 年、{month} 月、{n:4} 四位流水号、{book} 类别代号。已编的号不变。",
    }
    return render(request, "ui/form.html", page, status=422 if form.errors else 200)


@requires("cases.settings")
def hours(request: InstitutionRequest) -> HttpResponse:
    form = HoursForm(request.POST or None, spans=settling.spans_here())

    def keep(**given: Any) -> bool:
        settling.set_hours(**given)
        return True

    return form_page(
        request, form, keep, known={"actor": request.member}, **_frame("工作时间"),
        note="期限按工作时间走：其余时间、周末和放假停表。已经定下的期限不变。",
    )  # fmt: skip


@requires("cases.settings")
def promise(request: InstitutionRequest, code: str, grade: str) -> HttpResponse:
    flow = next((one for one in flows() if one.code == code), None)
    if flow is None or grade not in flow.grade_of or flow not in settling.flows_with_grades():
        raise Http404("no such grade of a flow that is settled here")
    now = settling.promised_here(flow_of(code), flow.grade_of[grade])
    known = {
        "respond_hours": now.respond_hours, "finish_hours": now.finish_hours,
        "finish_days": now.finish_days,
    }  # fmt: skip
    form = PromiseForm(request.POST or None, initial=known)
    title = f"{flow.name}（{flow.grade_of[grade].name}）的期限"
    return form_page(
        request, form, settling.keep_promise,
        known={"actor": request.member, "flow": code, "grade": grade}, **_frame(title),
        note="小时和工作日选一样填。以后提出或重新定级的按新期限。",
    )  # fmt: skip


@requires("cases.approval_rules")
def request_rule(request: InstitutionRequest, code: str) -> HttpResponse:
    try:
        type_of(code)
    except KeyError as unknown:
        raise Http404("no such sort of request") from unknown
    sort = settling.type_here(code)
    form = RequestRuleForm(request.POST or None, sort=sort, kind=request.member.kind)
    return form_page(
        request, form, settling.set_request_rule, known={"actor": request.member, "type": code},
        template="cases/approvals/rule.html", **_frame(f"{sort.name}的审批"),
        note="从上到下依次批；没写金额的申请只走不限金额的步骤。已提交的申请按提交时的步骤走完。",
    )  # fmt: skip
