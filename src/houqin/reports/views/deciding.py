"""Sending, approving, sending back: one small form each."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.reports.models import Report
from houqin.reports.services import deciding
from houqin.reports.views.found import find_report, sentence_of


def _done(
    request: InstitutionRequest, pk: int, step: Callable[[], Report], said: str
) -> HttpResponse:
    find_report(pk)
    try:
        step()
    except ValidationError as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, said)
    return redirect("reports:report", pk=pk)


@require_POST
@requires("reports.write")
def submit(request: InstitutionRequest, pk: int) -> HttpResponse:
    def step() -> Report:
        return deciding.submit(actor=request.member, report_id=pk, now=clock.now())

    return _done(request, pk, step, "已送审，审定前内容不再变。")


@require_POST
@requires("reports.write")
def take_back(request: InstitutionRequest, pk: int) -> HttpResponse:
    def step() -> Report:
        return deciding.take_back(actor=request.member, report_id=pk, now=clock.now())

    return _done(request, pk, step, "已撤回送审，可以接着改。")


@require_POST
@requires("reports.approve")
def approve(request: InstitutionRequest, pk: int) -> HttpResponse:
    def step() -> Report:
        return deciding.approve(actor=request.member, report_id=pk, now=clock.now())

    return _done(request, pk, step, "已审定，数字和文字不再变。")


@require_POST
@requires("reports.approve")
def send_back(request: InstitutionRequest, pk: int) -> HttpResponse:
    def step() -> Report:
        reason = request.POST.get("reason", "")
        return deciding.send_back(
            actor=request.member, report_id=pk, reason=reason, now=clock.now()
        )

    return _done(request, pk, step, "已退回，对方会看到理由。")


@require_POST
@requires("reports.approve")
def reopen(request: InstitutionRequest, pk: int) -> HttpResponse:
    def step() -> Report:
        return deciding.reopen(actor=request.member, report_id=pk, now=clock.now())

    return _done(request, pk, step, "已撤回审定，可以再改。")
