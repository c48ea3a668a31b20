"""Coming to a meeting: sign in, ask for leave, be ticked off by the host, read up afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.planning.models import Attendance, Meeting
from houqin.planning.services.meetings import locked, refuse_if_settled

OPENS_BEFORE = timedelta(minutes=30)
GRACE = timedelta(minutes=5)


def sign_in_state(meeting: Meeting, now: datetime) -> str:
    """Why nobody can sign in now; empty while one can: half an hour before until the day ends."""
    if meeting.state != Meeting.State.CALLED:
        return "会议已经结束，不能再签到。" if meeting.state == "held" else "这次会议已经取消。"
    if now < meeting.starts_at - OPENS_BEFORE:
        opens = timezone.localtime(meeting.starts_at - OPENS_BEFORE)
        return f"{opens.month}月{opens.day}日 {opens:%H:%M} 起可以签到。"
    if timezone.localdate(now) > meeting.day:
        return "签到只在会议当天。漏签请找主持人登记。"
    return ""


@transaction.atomic
def sign_in(*, actor: Member, meeting_id: int, now: datetime, code: str = "") -> Attendance:
    """I am here. ``code`` comes from the meeting's QR and also lets in who was not on the list."""
    demand(actor, "planning.attend")
    meeting = locked(meeting_id)
    problem = sign_in_state(meeting, now)
    if problem:
        raise ValidationError(problem)
    scanned = bool(code) and constant_time_compare(code, meeting.code)
    row = meeting.attendance.filter(staff=actor.staff).first()
    if row is None and not scanned:
        raise ValidationError("您不在这次会议的名单里。在会场请扫会议的二维码签到。")
    if row is None:
        row = Attendance(meeting=meeting, staff=actor.staff)
    if row.came:
        return row
    on_time = now <= meeting.starts_at + GRACE
    row.state = Attendance.State.PRESENT if on_time else Attendance.State.LATE
    row.how = Attendance.How.SCAN if scanned else Attendance.How.TAP
    row.signed_at, row.excuse = now, ""
    row.save()
    record(actor=actor, action="planning.meeting_signed", target=meeting)
    return row


@transaction.atomic
def ask_leave(*, actor: Member, meeting_id: int, excuse: str, now: datetime) -> Attendance:
    """I cannot come, because; the host is told."""
    demand(actor, "planning.attend")
    meeting = locked(meeting_id)
    refuse_if_settled(meeting)
    row = meeting.attendance.filter(staff=actor.staff).first()
    if row is None:
        raise ValidationError("您不在这次会议的名单里，不用请假。")
    if row.came:
        raise ValidationError("您已经签到，不用请假。")
    row.state, row.excuse = Attendance.State.LEAVE, excuse.strip()
    row.full_clean(exclude=["institution", "meeting", "staff"])
    row.save()
    record(actor=actor, action="planning.meeting_leave", target=meeting, reason=row.excuse)
    send(
        recipients=[one for one in (meeting.host, meeting.cohost) if one and one != actor.staff],
        kind="meeting.leave",
        title=f"{actor.name}请假：{meeting.title}",
        body=f"原因：{row.excuse}",
        url=page("planning:meeting", meeting.pk),
        target=meeting,
        key=f"meeting-leave-{row.pk}",
        now=now,
    )
    return row


@transaction.atomic
def mark(
    *,
    actor: Member,
    meeting_id: int,
    states: Mapping[int, str],
    now: datetime,
    spoken: Mapping[int, str] | None = None,
) -> int:
    """The host's roll call: attendance row → state, and what they said; how many changed."""
    meeting = locked(meeting_id)
    demand(actor, "planning.lead_meeting", meeting)
    refuse_if_settled(meeting)
    if now < meeting.starts_at - OPENS_BEFORE:
        raise ValidationError("会议还没开始，到时再点名。")
    changed = 0
    for row in meeting.attendance.filter(pk__in=list(states)):
        came_as, said = row.state, row.contribution
        if states[row.pk] in Attendance.State.values:
            _mark_one(row, states[row.pk], now)
        if spoken is not None:
            row.contribution = spoken.get(row.pk, "").strip()[:200] if row.came else ""
        if (came_as, said) != (row.state, row.contribution):
            row.save()
            changed += 1
    if changed:
        record(actor=actor, action="planning.meeting_marked", target=meeting, count=changed)
    return changed


def _mark_one(row: Attendance, state: str, now: datetime) -> None:
    if state == row.state:
        return
    row.state = Attendance.State(state)
    row.signed_at = row.signed_at or now if row.came else None
    row.how = Attendance.How.HOST if row.came else ""
    if row.state == Attendance.State.LEAVE:
        row.excuse = row.excuse or "主持人登记"


@transaction.atomic
def confirm_read(*, actor: Member, meeting_id: int, now: datetime) -> Attendance:
    """I have read the minutes and know what falls to me. A second tap changes nothing."""
    demand(actor, "planning.attend")
    meeting = locked(meeting_id)
    row = meeting.attendance.filter(staff=actor.staff).first()
    if row is None or meeting.state != Meeting.State.HELD:
        raise ValidationError("这次会议没有要您确认的纪要。")
    if row.confirmed_at is None:
        row.confirmed_at = now
        row.save(update_fields=["confirmed_at"])
        record(actor=actor, action="planning.meeting_read", target=meeting)
    return row
