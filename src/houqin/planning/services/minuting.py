"""Publishing minutes: decisions become tasks, absentees are told, the plan is fulfilled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.permissions import may
from houqin.files.models import StoredFile
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member, member_of
from houqin.org.models import Staff
from houqin.planning.models import Attendance, Decision, Meeting, MinutesNote, Task
from houqin.planning.services.builtin import add_task
from houqin.planning.services.doing import hand_in
from houqin.planning.services.meetings import invited, locked, refuse_if_settled

ON_PAPER = "（手写纪要，见照片）"


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision; without somebody to do it, it is only written down."""

    text: str
    owner: Staff | None = None
    due_on: date | None = None


@transaction.atomic
def publish_minutes(
    *,
    actor: Member,
    meeting_id: int,
    minutes: str,
    decisions: Sequence[Decided],
    photos: Sequence[StoredFile] = (),
    now: datetime,
    today: date,
) -> Meeting:
    """The meeting was held: from now on it counts, and who did not come is absent."""
    meeting = locked(meeting_id)
    demand(actor, "planning.lead_meeting", meeting)
    text = minutes.strip() or (ON_PAPER if photos else "")
    if meeting.state == Meeting.State.HELD and meeting.minutes == text:
        return meeting  # the same form, sent twice
    refuse_if_settled(meeting)
    if meeting.starts_at > now:
        raise ValidationError("会议还没开始，开完再写纪要。")
    meeting.state, meeting.minutes = Meeting.State.HELD, text
    meeting.minuted_by, meeting.minuted_at = actor.staff, now
    meeting.fill_search()
    meeting.full_clean(exclude=["institution", "host", "cohost", "recorder", "task", "called_by"])
    meeting.save()
    meeting.attendance.filter(state=Attendance.State.INVITED).update(state=Attendance.State.ABSENT)
    for photo in photos:
        attach(actor=actor, file=photo, owner=meeting)
    for number, decided in enumerate(decisions, start=1):
        _decide(actor, meeting, number, decided, now, today)
    record(actor=actor, action="planning.meeting_minuted", target=meeting, decisions=len(decisions))
    _fulfil(actor, meeting, photos, now, today)
    _send_minutes(meeting, now)
    return meeting


def _decide(
    actor: Member, meeting: Meeting, number: int, decided: Decided, now: datetime, today: date
) -> None:
    text = decided.text.strip()
    if bool(decided.owner) != bool(decided.due_on):
        raise ValidationError(f"第 {number} 条决定：负责人和期限要一起填，或都不填。")
    task: Task | None = None
    if decided.owner and decided.due_on:
        task = add_task(
            actor=actor,
            title=text,
            assignee=decided.owner,
            due_on=decided.due_on,
            note=f"{meeting.day:%m月%d日}“{meeting.title}”的决定：{text}",
            now=now,
            today=today,
            permission="planning.lead_meeting",
            about=meeting,
        )
    decision = Decision(meeting=meeting, number=number, text=text, task=task)
    decision.full_clean(exclude=["institution", "meeting", "task"])
    decision.save(force_insert=True)


def _fulfil(
    actor: Member, meeting: Meeting, photos: Sequence[StoredFile], now: datetime, today: date
) -> None:
    """The minutes are the evidence of the planned meeting, if they came inside its window.

    Later the task stays overdue: a recurring meeting minuted after its week was not held that week.
    """
    task = meeting.task
    if task is None or not task.is_open or today > task.due_on:
        return
    who = actor if may(actor, "planning.do", task) else _caller(meeting, actor, today)
    if not may(who, "planning.do", task):
        return  # handed over since the meeting was called: its new owner hands it in
    came = meeting.attendance.filter(state__in=["present", "late"]).count()
    hand_in(
        actor=who,
        task_id=task.pk,
        token=uuid4(),
        now=now,
        note=f"已开会：{meeting.title}，到会 {came} 人，见会议纪要。",
        photos=photos,
        is_recorded=True,
    )


def _caller(meeting: Meeting, actor: Member, today: date) -> Member:
    """Who called the meeting answered for its task; the minute taker need not."""
    return member_of(meeting.called_by, actor.institution, today)


def _send_minutes(meeting: Meeting, now: datetime) -> None:
    missed = set(
        meeting.attendance.exclude(state__in=["present", "late"]).values_list("staff_id", flat=True)
    )
    people = invited(meeting)
    url = page("planning:meeting", meeting.pk)
    for kind, title, group in (
        ("meeting.minutes", "会议纪要", [s for s in people if s.pk not in missed]),
        ("meeting.missed", "您没有到会，请补看纪要并确认", [s for s in people if s.pk in missed]),
    ):
        send(
            recipients=group,
            kind=kind,
            title=f"{title}：{meeting.title}",
            body=meeting.minutes[:200],
            url=url,
            target=meeting,
            key=f"{kind}-{meeting.pk}",
            now=now,
        )


@transaction.atomic
def add_note(*, actor: Member, meeting_id: int, text: str, now: datetime) -> MinutesNote:
    """更正 or 补充 below published minutes, which stay as they were sent."""
    meeting = locked(meeting_id)
    demand(actor, "planning.lead_meeting", meeting)
    if meeting.state != Meeting.State.HELD:
        raise ValidationError("纪要还没有发布，直接写在纪要里就行。")
    note = MinutesNote(meeting=meeting, text=text.strip(), made_by=actor.staff, made_at=now)
    note.full_clean(exclude=["institution", "meeting", "made_by"])
    note.save(force_insert=True)
    record(actor=actor, action="planning.meeting_noted", target=meeting, text=note.text[:80])
    return note
