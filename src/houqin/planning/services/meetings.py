"""Calling a meeting, changing it, calling it off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.core.permissions import may
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Department, Staff
from houqin.planning.models import Attendance, Meeting, PlanItem, Task

ENTERED_AFTERWARDS = timedelta(days=7)
_SET_ELSEWHERE = ["institution", "host", "cohost", "recorder", "task", "called_by", "minuted_by"]


@transaction.atomic
def call_meeting(
    *,
    actor: Member,
    now: datetime,
    attendees: Iterable[Staff],
    departments: Iterable[Department] = (),
    **fields: Any,
) -> Meeting:
    """Call people together; they are told, unless it is only entered afterwards."""
    demand(actor, "planning.call_meeting")
    meeting = Meeting(called_by=actor.staff, called_at=now, **fields)
    _keep(actor, meeting, now)
    _invite(meeting, attendees, departments)
    record(actor=actor, action="planning.meeting_called", target=meeting)
    if meeting.ends_at > now:
        _tell(meeting, now, "会议通知")
    return meeting


@transaction.atomic
def change_meeting(
    *,
    actor: Member,
    meeting_id: int,
    now: datetime,
    attendees: Iterable[Staff],
    departments: Iterable[Department] = (),
    **fields: Any,
) -> Meeting:
    """Change what has not yet been minuted; everybody invited is told again."""
    meeting = locked(meeting_id)
    demand(actor, "planning.lead_meeting", meeting)
    refuse_if_settled(meeting)
    for name, value in fields.items():
        setattr(meeting, name, value)
    _keep(actor, meeting, now)
    _invite(meeting, attendees, departments)
    record(actor=actor, action="planning.meeting_changed", target=meeting)
    if meeting.ends_at > now:
        _tell(meeting, now, "会议有变动")
    return meeting


@transaction.atomic
def cancel_meeting(*, actor: Member, meeting_id: int, reason: str, now: datetime) -> Meeting:
    """Call it off with a reason; its task is free for another meeting."""
    meeting = locked(meeting_id)
    demand(actor, "planning.lead_meeting", meeting)
    refuse_if_settled(meeting)
    meeting.state, meeting.cancel_reason = Meeting.State.CANCELLED, reason.strip()
    meeting.full_clean(exclude=_SET_ELSEWHERE)
    meeting.save(update_fields=["state", "cancel_reason"])
    record(
        actor=actor,
        action="planning.meeting_cancelled",
        target=meeting,
        reason=meeting.cancel_reason,
    )
    _tell(meeting, now, "会议取消", meeting.cancel_reason)
    return meeting


def locked(meeting_id: int) -> Meeting:
    """The row, held until the transaction ends, with the people it names."""
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("host", "cohost", "recorder", "task__item").get(pk=meeting_id)


def refuse_if_settled(meeting: Meeting) -> None:
    if meeting.state == Meeting.State.HELD:
        raise ValidationError("纪要已经发布，这次会议不能再改。要更正请在纪要下面补充说明。")
    if meeting.state == Meeting.State.CANCELLED:
        raise ValidationError("这次会议已经取消。要开请重新召集。")


def _keep(actor: Member, meeting: Meeting, now: datetime) -> None:
    meeting.title, meeting.agenda = meeting.title.strip(), meeting.agenda.strip()
    if meeting.starts_at < now - ENTERED_AFTERWARDS:
        raise ValidationError({"starts_at": "会议最多补记 7 天以内的，请核对开始时间。"})
    if meeting.cohost_id and meeting.cohost_id == meeting.host_id:
        raise ValidationError({"cohost": "共同主持请选另一个人。"})
    if meeting.task is not None:
        _refuse_unfit(actor, meeting, meeting.task)
    meeting.fill_search()
    meeting.full_clean(exclude=_SET_ELSEWHERE)
    meeting.save()


def _refuse_unfit(actor: Member, meeting: Meeting, task: Task) -> None:
    """A meeting may only fulfil work its caller answers for, inside that work's window."""
    answer = may(actor, "planning.do", task)
    problem = "" if answer else getattr(answer, "reason", "")
    if not task.is_open:
        problem = "这项任务已经办结，不用再对应会议。"
    elif task.item.proof == PlanItem.Proof.READING:
        problem = "这项任务要填读数，不能用会议纪要作佐证。"
    elif not task.first <= meeting.day <= task.due_on:
        problem = (
            f"这项任务的时间是 {task.first:%m月%d日} 到 {task.due_on:%m月%d日}，"
            "会议要在这几天里开才算数。"
        )
    if problem:
        raise ValidationError({"task": problem})


def _invite(
    meeting: Meeting, attendees: Iterable[Staff], departments: Iterable[Department]
) -> None:
    """Exactly these people, with who leads it; who has already signed in stays."""
    wanted = {staff.pk for staff in attendees}
    chosen = [one.pk for one in departments]
    if chosen:
        members = Staff.objects.filter(department__in=chosen, left_on=None)
        wanted |= set(members.values_list("pk", flat=True))
    named = (meeting.host_id, meeting.cohost_id, meeting.recorder_id)
    leading = {pk for pk in named if pk is not None}
    if not wanted - leading and not meeting.guests.strip():
        raise ValidationError({"attendees": "请至少选一位参会人，或选一个部门。"})
    wanted |= leading
    known = dict(meeting.attendance.values_list("staff_id", "state"))
    gone = [pk for pk, state in known.items() if pk not in wanted and state == "invited"]
    meeting.attendance.filter(staff__in=gone).delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, staff_id=pk) for pk in sorted(wanted - set(known))
    )


def invited(meeting: Meeting) -> list[Staff]:
    """Everybody on the list."""
    on_list = meeting.attendance.values("staff")
    return list(Staff.objects.filter(pk__in=on_list))


def _tell(meeting: Meeting, now: datetime, what: str, why: str = "") -> None:
    when = timezone.localtime(meeting.starts_at)
    body = f"{when.month}月{when.day}日 {when:%H:%M}，{meeting.place}，主持：{meeting.hosts}。"
    if meeting.guests:
        body += f"邀请：{meeting.guests}。"
    send(
        recipients=[s for s in invited(meeting) if s.pk != meeting.called_by_id],
        kind="meeting.called",
        title=f"{what}：{meeting.title}",
        body=f"原因：{why}（原定{body}）" if why else f"{body}议程：{meeting.agenda[:120]}",
        url=page("planning:meeting", meeting.pk),
        target=meeting,
        key=f"meeting-{meeting.pk}-{now:%Y%m%d%H%M%S%f}",
        now=now,
    )
