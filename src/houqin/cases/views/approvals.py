"""Asking for something; registering what a meeting decided about it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse

from houqin.cases.approvals.chain import file_request
from houqin.cases.approvals.meeting import record_decision, usual_members, why_not_record
from houqin.cases.approvals.types import request_types
from houqin.cases.forms.approvals import AskForm, DecisionForm
from houqin.cases.models import Case, CollectiveDecision
from houqin.cases.services.settling import rule_said, types_here
from houqin.cases.views.cases import visible_case
from houqin.core import clock
from houqin.files.public import take_all, take_document
from houqin.org.access import InstitutionRequest, requires
from houqin.ui.form_pages import form_page


@requires("cases.report")
def ask(request: InstitutionRequest) -> HttpResponse:
    """申请: what, how much, why; who decides is known from sort and amount."""
    member, now = request.member, clock.now()
    begun = {"token": uuid4(), "type": request.GET.get("type", "general")}
    form = AskForm(request.POST or None, request.FILES or None, initial=begun)

    def file(*, photos: Any, document: Any, token: Any, **given: Any) -> Case:
        known = Case.objects.filter(token=token).first()
        if known is not None:
            return known
        files = take_all(actor=member, uploads=photos, now=now)
        if document:
            files.append(take_document(actor=member, upload=document, now=now))
        return file_request(actor=member, files=files, token=token, now=now, **given)

    offered = types_here([one for one in request_types() if one.is_offered])
    chains = [(one.name, rule_said(one, member.kind)) for one in offered]
    return form_page(
        request,
        form,
        file,
        then=lambda made: reverse("cases:case", args=[made.pk]),
        title="提申请",
        crumbs=[("事项", reverse("cases:cases"))],
        known={},
        template="cases/approvals/ask.html",
        done="已提交，审批人会收到通知",
        submit="提交申请",
        draft="case-ask",
        chains=chains,
    )


@requires("cases.act")
def decision(request: InstitutionRequest, pk: int) -> HttpResponse:
    """登记集体决策: the meeting, everybody's opinion and vote, what was decided."""
    row = visible_case(request.member, pk)
    if row.flow != "request" or row.subject is None:
        raise Http404("only a request is decided by a meeting")
    if request.method != "POST":
        why = why_not_record(row, request.member, row.subject.asked_now())
        if why:
            raise PermissionDenied(why)
    page = reverse("cases:case", args=[pk])

    def keep(**given: Any) -> CollectiveDecision:
        made = record_decision(actor=request.member, case_id=pk, now=clock.now(), **given)
        messages.success(request, "已登记：" + ("通过" if made.is_passed else "没有通过"))
        return made

    form = DecisionForm(request.POST or None, usual=usual_members(clock.today()))
    return form_page(
        request, form, keep, then=page, title="登记集体决策", crumbs=[(row.number, page)],
        known={}, template="cases/approvals/decision.html", note=str(row), submit="登记",
        lock="登记后不能改；登错了请再登记一次，以最后一次为准。",
    )  # fmt: skip
