"""Letters to superiors: registered, answered, or asked about again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core import clock
from houqin.core.roles import Role
from houqin.files.models import StoredFile
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.planning.models import Letter
from houqin.planning.services.activities import remind_reports
from houqin.planning.services.office import holders_of
from houqin.planning.services.practices import remind_effects

_SET_ELSEWHERE = ["institution", "made_by"]


@transaction.atomic
def register(
    *,
    actor: Member,
    now: datetime,
    today: date,
    sent_on: date,
    remind_after: int,
    files: Sequence[StoredFile] = (),
    **fields: Any,
) -> Letter:
    """Enter what went out; after ``remind_after`` days without a reply it is asked about."""
    demand(actor, "planning.keep_letters")
    if sent_on > today:
        raise ValidationError({"sent_on": "发文日期不能在今天以后，发出后再登记。"})
    letter = Letter(
        sent_on=sent_on,
        remind_on=sent_on + timedelta(days=remind_after),
        made_by=actor.staff,
        made_at=now,
        **fields,
    )
    letter.number, letter.subject = letter.number.strip(), letter.subject.strip()
    _save(letter)
    for file in files:
        attach(actor=actor, file=file, owner=letter)
    record(actor=actor, action="planning.letter_registered", target=letter)
    return letter


@transaction.atomic
def answer(
    *,
    actor: Member,
    letter_id: int,
    reply_on: date,
    outcome: str,
    today: date,
    reply: str = "",
    granted: str = "",
    amount_granted: Decimal | None = None,
    files: Sequence[StoredFile] = (),
) -> Letter:
    """Enter the reply and what was granted; a better reply may replace an earlier one."""
    demand(actor, "planning.keep_letters")
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if reply_on > today:
        raise ValidationError({"reply_on": "答复日期不能在今天以后。"})
    letter.state = Letter.State.ANSWERED
    letter.reply_on, letter.outcome, letter.reply = reply_on, outcome, reply.strip()
    letter.granted, letter.amount_granted = granted.strip(), amount_granted
    _save(letter)
    for file in files:
        attach(actor=actor, file=file, owner=letter)
    record(
        actor=actor,
        action="planning.letter_answered",
        target=letter,
        outcome=letter.get_outcome_display(),
    )
    return letter


@transaction.atomic
def expect_nothing(*, actor: Member, letter_id: int) -> Letter:
    """No reply is to be expected: off the reminder list."""
    demand(actor, "planning.keep_letters")
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if letter.state == Letter.State.ANSWERED:
        raise ValidationError("这份文已经登记了答复。")
    if letter.state == Letter.State.WAITING:
        letter.state = Letter.State.NO_REPLY
        letter.save(update_fields=["state"])
        record(actor=actor, action="planning.letter_closed", target=letter)
    return letter


@transaction.atomic
def ask_again_on(*, actor: Member, letter_id: int, remind_on: date, today: date) -> Letter:
    """Somebody has asked; remind again on another day."""
    demand(actor, "planning.keep_letters")
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if letter.state != Letter.State.WAITING:
        raise ValidationError("这份文不在等答复，不用再提醒。")
    if remind_on <= today:
        raise ValidationError({"remind_on": "请选明天以后的一天。"})
    letter.remind_on = remind_on
    _save(letter)
    record(
        actor=actor, action="planning.letter_postponed", target=letter, day=f"{remind_on:%m月%d日}"
    )
    return letter


def _save(letter: Letter) -> None:
    letter.fill_search()
    letter.full_clean(exclude=_SET_ELSEWHERE)
    letter.save()


def remind_institution(_institution_id: int) -> int:
    """The morning job: letters without a reply, effects to be judged, reports of activities."""
    today, now = clock.today(), clock.now()
    waiting = remind(today=today, now=now) + remind_effects(today=today, now=now)
    return waiting + remind_reports(today=today, now=now)


@transaction.atomic
def remind(*, today: date, now: datetime) -> int:
    """Tell who wrote and who leads, once a week for each letter; returns how many are waiting."""
    letters = list(Letter.objects.unanswered(today).select_related("made_by"))
    if not letters:
        return 0
    leaders = holders_of(Role.DIRECTOR, today=today)
    for letter in letters:
        days = (today - letter.sent_on).days
        week = (today - letter.remind_on).days // 7
        send(
            recipients=[letter.made_by, *leaders],
            kind="letter.unanswered",
            title=f"发文 {days} 天没有答复：{letter.subject}",
            body=f"{letter.number}，主送{letter.addressee}。请催问，收到答复后登记。",
            url=page("planning:letter", letter.pk),
            target=letter,
            key=f"letter-{letter.pk}-{letter.remind_on:%Y%m%d}-{week}",
            now=now,
        )
    return len(letters)
