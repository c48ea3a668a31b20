"""Support requests: filed, accepted as a task or refused, done, confirmed and rated."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from houqin.core.roles import Role
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Institution, Staff
from houqin.planning.models import Meeting, SupportRequest, Task
from houqin.planning.services.builtin import add_task
from houqin.planning.services.office import holders_of

AGAIN_WITHIN = timedelta(days=2)
_KINDS = SupportRequest.Kind
DOMAIN_OF = {
    _KINDS.REPAIR: "maintenance",
    _KINDS.EQUIPMENT: "maintenance",
    _KINDS.GOODS: "stores",
    _KINDS.POWER: "energy",
    _KINDS.CLEANING: "hygiene",
    _KINDS.TRANSPORT: "transport",
    _KINDS.CATERING: "canteen",
    _KINDS.ORDER: "gate",
}
_SET_ELSEWHERE = ["institution", "department", "made_by", "meeting", "task", "decided_by"]


@transaction.atomic
def file_request(
    *,
    actor: Member,
    now: datetime,
    today: date,
    needed_on: date,
    meeting: Meeting | None = None,
    **fields: Any,
) -> SupportRequest:
    """Ask general affairs for something; those who accept requests are told."""
    demand(actor, "planning.request_support")
    if needed_on < today:
        raise ValidationError({"needed_on": "这一天已经过去，请选今天或以后。"})
    request = SupportRequest(
        year=today.year,
        serial=_next_serial(actor.institution.pk, today.year),
        needed_on=needed_on,
        meeting=meeting,
        made_by=actor.staff,
        made_at=now,
        department_id=actor.staff.department_id,
        **fields,
    )
    request.title = request.title.strip()
    request.fill_search()
    request.full_clean(exclude=_SET_ELSEWHERE)
    request.save()
    record(actor=actor, action="planning.request_filed", target=request, number=request.number)
    send(
        recipients=holders_of(Role.DIRECTOR, Role.CLERK, today=today),
        kind="request.filed",
        title=f"{actor.name}申请：{request.title}",
        body=f"{needed_on:%m月%d日}要用，{request.place}。{request.details}",
        url=page("planning:request", request.pk),
        target=request,
        key=f"request-{request.pk}",
        now=now,
    )
    return request


def _next_serial(institution_id: int, year: int) -> int:
    """Numbers run without gaps or doubles: the institution's row is the lock."""
    Institution.objects.select_for_update(of=("self",)).get(pk=institution_id)
    last = SupportRequest.objects.filter(year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _locked(request_id: int) -> SupportRequest:
    rows = SupportRequest.objects.select_for_update(of=("self",))
    return rows.select_related("made_by", "task__item", "task__assignee").get(pk=request_id)


def _refuse_unless(request: SupportRequest, state: str) -> None:
    if request.state != state:
        raise ValidationError(
            f"这项申请现在是“{request.get_state_display()}”，不能这样处理。请刷新后再看。"
        )


def _refuse_unless_own(actor: Member, request: SupportRequest) -> None:
    if request.made_by_id != actor.staff.pk:
        raise PermissionDenied(f"这一步由申请人{request.made_by.name}办理。")


@transaction.atomic
def accept(
    *, actor: Member, request_id: int, assignee: Staff, due_on: date, now: datetime, today: date
) -> SupportRequest:
    """Take it on: somebody gets it as a task, the requester learns who."""
    demand(actor, "planning.handle_requests")
    request = _locked(request_id)
    _refuse_unless(request, SupportRequest.State.FILED)
    if due_on > request.needed_on:
        raise ValidationError(
            {"due_on": f"申请人 {request.needed_on:%m月%d日} 就要用，期限请不要晚于这一天。"}
        )
    _give(
        actor, request, request.title, request.details, assignee, due_on, now, today,
        permission="planning.handle_requests",
    )  # fmt: skip
    request.decided_by, request.decided_at = actor.staff, now
    request.save()
    record(actor=actor, action="planning.request_accepted", target=request, who=assignee.name)
    _tell_requester(
        request, f"已受理：{request.title}", f"由{assignee.name}在 {due_on:%m月%d日} 前办好。", now
    )
    return request


def _give(
    actor: Member,
    request: SupportRequest,
    title: str,
    note: str,
    assignee: Staff,
    due_on: date,
    now: datetime,
    today: date,
    *,
    permission: str,
) -> None:
    request.task = add_task(
        actor=actor,
        title=title,
        assignee=assignee,
        due_on=due_on,
        domain=DOMAIN_OF.get(SupportRequest.Kind(request.kind), ""),
        note=f"{request.made_by.name}的申请{request.number}，{request.place}。{note}",
        now=now,
        today=today,
        permission=permission,
    )
    request.state, request.done_at = SupportRequest.State.ACCEPTED, None


@transaction.atomic
def refuse(*, actor: Member, request_id: int, reason: str, now: datetime) -> SupportRequest:
    """Decline with a reason that the requester reads."""
    demand(actor, "planning.handle_requests")
    request = _locked(request_id)
    _refuse_unless(request, SupportRequest.State.FILED)
    request.state, request.reason = SupportRequest.State.REFUSED, reason.strip()
    request.decided_by, request.decided_at = actor.staff, now
    request.full_clean(exclude=_SET_ELSEWHERE)
    request.save()
    record(actor=actor, action="planning.request_refused", target=request, reason=request.reason)
    _tell_requester(request, f"没有受理：{request.title}", f"原因：{request.reason}", now)
    return request


@transaction.atomic
def withdraw(*, actor: Member, request_id: int) -> SupportRequest:
    """The requester no longer needs it; only before it was accepted."""
    request = _locked(request_id)
    _refuse_unless_own(actor, request)
    _refuse_unless(request, SupportRequest.State.FILED)
    request.state = SupportRequest.State.WITHDRAWN
    request.save(update_fields=["state"])
    record(actor=actor, action="planning.request_withdrawn", target=request)
    return request


@transaction.atomic
def confirm(
    *, actor: Member, request_id: int, rating: int, comment: str = "", now: datetime
) -> SupportRequest:
    """The requester has what was asked for, and says how good it was."""
    request = _locked(request_id)
    _refuse_unless_own(actor, request)
    _refuse_unless(request, SupportRequest.State.DONE)
    request.state, request.rating, request.comment = (
        SupportRequest.State.CLOSED,
        rating,
        comment.strip(),
    )
    request.closed_at = now
    request.full_clean(exclude=_SET_ELSEWHERE)
    request.save()
    record(actor=actor, action="planning.request_confirmed", target=request, rating=rating)
    return request


@transaction.atomic
def reopen(
    *, actor: Member, request_id: int, reason: str, now: datetime, today: date
) -> SupportRequest:
    """Not good yet: the same person gets it once more, with the reason."""
    request = _locked(request_id)
    _refuse_unless_own(actor, request)
    _refuse_unless(request, SupportRequest.State.DONE)
    if not reason.strip():
        raise ValidationError({"reason": "请写明哪里还没办好。"})
    worker = request.task.assignee if request.task else None
    if worker is None:
        raise ValidationError("原来办理的人已经不在岗，请联系总务另派。")
    request.reopened += 1
    due = today + AGAIN_WITHIN
    _give(
        actor, request, f"返工：{request.title}", reason.strip(), worker, due, now, today,
        permission="planning.request_support",
    )  # fmt: skip
    request.save()
    record(
        actor=actor, action="planning.request_reopened", target=request, reason=reason.strip()[:80]
    )
    return request


@transaction.atomic
def follow_task(*, task: Task, now: datetime) -> None:
    """Bring a request to where its task has got: done asks for confirmation, reopened waits on."""
    rows = SupportRequest.objects.select_for_update(of=("self",)).select_related("made_by")
    request = rows.filter(task=task).first()
    if request is None:
        return
    states = SupportRequest.State
    finished = task.state in {Task.State.DONE, Task.State.REVIEW}
    if finished and request.state == states.ACCEPTED:
        request.state, request.done_at = states.DONE, now
        request.save(update_fields=["state", "done_at"])
        who = task.done_by.name if task.done_by else ""
        _tell_requester(
            request, f"请确认：{request.title}", f"{who}登记已办好，请看过后打分。", now
        )
    elif task.state == Task.State.WAIVED and request.state == states.ACCEPTED:
        last = task.deferrals.first()
        request.state = states.REFUSED
        request.reason = f"办理人登记为不适用：{last.reason if last else ''}"[:200]
        request.save(update_fields=["state", "reason"])
        _tell_requester(request, f"没有办成：{request.title}", request.reason, now)
    elif task.is_open and request.state in {states.DONE, states.REFUSED}:
        request.state, request.done_at, request.reason = states.ACCEPTED, None, ""
        request.save(update_fields=["state", "done_at", "reason"])


def _tell_requester(request: SupportRequest, title: str, body: str, now: datetime) -> None:
    send(
        recipients=[request.made_by],
        kind="request.answered",
        title=title,
        body=body,
        url=page("planning:request", request.pk),
        target=request,
        key=f"request-{request.pk}-{now:%Y%m%d%H%M%S%f}",
        now=now,
    )
