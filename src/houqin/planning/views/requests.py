"""事务申请: asking, accepting, confirming."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.core import clock
from houqin.core.asked import asked_number
from houqin.core.permissions import may
from houqin.journal.public import history, record
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.planning.forms.meetings import ReasonForm
from houqin.planning.forms.requests import AcceptForm, ConfirmForm, RequestForm
from houqin.planning.models import Meeting, SupportRequest
from houqin.planning.office_policy import visible_meetings, visible_requests
from houqin.planning.request_listing import REQUESTS, satisfaction, state_of
from houqin.planning.services import requests as services
from houqin.ui.form_pages import confirm_page, form_page
from houqin.ui.listing import render_list

_WITH = ("made_by", "department", "decided_by", "task__item", "task__assignee", "meeting")


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("事务申请", reverse("planning:requests")), *more]


def _row(member: Member, pk: int) -> SupportRequest:
    return get_object_or_404(visible_requests(member).select_related(*_WITH), pk=pk)


def _own(member: Member, pk: int) -> SupportRequest:
    """Only the requester confirms, reopens or withdraws."""
    rows = SupportRequest.objects.filter(made_by=member.staff)
    return get_object_or_404(rows.select_related(*_WITH), pk=pk)


@requires("planning.see_requests")
def requests(request: InstitutionRequest) -> HttpResponse:
    member = request.member
    rows: QuerySet[SupportRequest] = visible_requests(member)
    can_ask = bool(may(member, "planning.request_support"))
    return render_list(
        request,
        REQUESTS,
        rows.select_related("made_by", "department", "task__assignee"),
        template="planning/requests/list.html",
        exported=lambda count: record(
            actor=member, action="planning.requests_exported", count=count
        ),
        add_url=reverse("planning:request_new") if can_ask else "",
        add_label="提申请",
        figures=satisfaction(rows),
        to_confirm=list(rows.filter(made_by=member.staff, state="done")[:5]),
        to_accept=list(rows.filter(state="filed").select_related("made_by")[:5])
        if may(member, "planning.handle_requests")
        else [],
    )


@requires("planning.request_support")
def new(request: InstitutionRequest) -> HttpResponse:
    member = request.member
    meeting = _meeting(member, asked_number(request.GET.get("meeting")))
    back = reverse("planning:meeting", args=[meeting.pk]) if meeting else ""
    return form_page(
        request,
        RequestForm(request.POST or None),
        services.file_request,
        then=lambda made: back or reverse("planning:request", args=[made.pk]),
        title="提事务申请",
        crumbs=_crumbs(),
        known={
            "actor": member, "now": clock.now(), "today": clock.today(), "meeting": meeting,
        },
        done="已提交，总务会收到",
        submit="提交申请",
        draft="request",
    )  # fmt: skip


def _meeting(member: Member, key: int | None) -> Meeting | None:
    return visible_meetings(member).filter(pk=key).first() if key else None


@requires("planning.see_requests")
def request_page(request: InstitutionRequest, pk: int) -> HttpResponse:
    return render(
        request, "planning/requests/request.html", _page(request.member, _row(request.member, pk))
    )


def _page(member: Member, row: SupportRequest, **forms: Any) -> dict[str, Any]:
    is_own = row.made_by_id == member.staff.pk
    handles = bool(may(member, "planning.handle_requests"))
    return {
        "row": row,
        "crumbs": _crumbs(),
        "state": state_of(row),
        "is_own": is_own,
        "can_handle": handles and row.state == SupportRequest.State.FILED,
        "can_confirm": is_own and row.state == SupportRequest.State.DONE,
        "can_withdraw": is_own and row.state == SupportRequest.State.FILED,
        "lines": history(row, limit=20),
        **forms,
    }


@requires("planning.handle_requests")
def accept(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _row(request.member, pk)
    today = clock.today()
    return form_page(
        request,
        AcceptForm(request.POST or None, initial={"due_on": max(row.needed_on, today)}),
        services.accept,
        then=reverse("planning:request", args=[pk]),
        title=f"受理：{row.title}",
        crumbs=_crumbs((row.number, reverse("planning:request", args=[pk]))),
        known={
            "actor": request.member, "request_id": pk, "now": clock.now(), "today": today,
        },
        note=f"{row.made_by.name}，{row.needed_on:%m月%d日}要用，{row.place}。{row.details}",
        done="已受理并派出",
        submit="受理，派给他",
    )  # fmt: skip


@requires("planning.handle_requests")
def refuse(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _row(request.member, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None, label="不受理的原因"),
        services.refuse,
        then=reverse("planning:request", args=[pk]),
        title=f"不受理：{row.title}",
        crumbs=_crumbs((row.number, reverse("planning:request", args=[pk]))),
        known={"actor": request.member, "request_id": pk, "now": clock.now()},
        done="已告诉申请人",
        submit="不受理",
    )


@requires("planning.request_support")
def confirm(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _own(request.member, pk)
    return form_page(
        request,
        ConfirmForm(request.POST or None, initial={"rating": 5}),
        services.confirm,
        then=reverse("planning:request", args=[pk]),
        title=f"确认：{row.title}",
        crumbs=_crumbs((row.number, reverse("planning:request", args=[pk]))),
        known={"actor": request.member, "request_id": pk, "now": clock.now()},
        done="已确认，谢谢评价",
        submit="办好了",
    )


@requires("planning.request_support")
def reopen(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _own(request.member, pk)
    return form_page(
        request,
        ReasonForm(request.POST or None, label="哪里还没办好"),
        services.reopen,
        then=reverse("planning:request", args=[pk]),
        title=f"要求返工：{row.title}",
        crumbs=_crumbs((row.number, reverse("planning:request", args=[pk]))),
        known={
            "actor": request.member, "request_id": pk, "now": clock.now(), "today": clock.today(),
        },
        done="已退回办理人",
        submit="退回返工",
    )  # fmt: skip


@requires("planning.request_support")
def withdraw(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = _own(request.member, pk)
    return confirm_page(
        request,
        lambda: services.withdraw(actor=request.member, request_id=pk),
        then=reverse("planning:request", args=[pk]),
        title="撤回申请",
        question=f"撤回“{row.title}”吗？",
        consequence="还没有受理，撤回后总务不再办理。",
        crumbs=_crumbs((row.number, reverse("planning:request", args=[pk]))),
        done="已撤回",
    )
