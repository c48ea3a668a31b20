"""换班: asked by one, valid once the other says yes."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.safety.models import Duty, DutySwap
from houqin.safety.services.duties import locked, refuse_past, together


def waiting(me: int) -> QuerySet[DutySwap]:
    """What I asked and what I am asked, unanswered."""
    rows = DutySwap.objects.filter(Q(taker=me) | Q(giver=me), answered_at=None)
    return rows.select_related("duty__post", "giver", "taker", "in_return__post")


@transaction.atomic
def ask_swap(
    *,
    actor: Member,
    duty_id: int,
    taker: Staff,
    why: str,
    now: datetime,
    in_return: Duty | None = None,
) -> DutySwap:
    """Ask somebody to take one's turn, in return for one of theirs or for nothing."""
    demand(actor, "safety.duty")
    duty = locked(duty_id)
    if duty.staff_id != actor.staff.pk:
        raise PermissionDenied("只能换自己的班。")
    refuse_past(duty, now)
    if in_return is not None:
        if in_return.staff_id != taker.pk:
            raise ValidationError({"in_return": f"换回的那一班不是{taker.name}的，请重新选。"})
        refuse_past(in_return, now)
    row = DutySwap(duty=duty, giver=actor.staff, taker=taker, in_return=in_return,
                   why=why.strip(), asked_at=now)  # fmt: skip
    row.full_clean(exclude=["duty", "giver", "taker", "in_return"])
    row.save()
    record(actor=actor, action="safety.swap_asked", target=duty, name=taker.name, why=row.why)
    send(
        recipients=[taker], kind="safety.duty", title=f"{actor.name}想和您换班", target=duty,
        body=f"{duty}，{row.why}。同意以后才算数。", url=page("safety:duties"),
        key=f"swap-{row.pk}", now=now,
    )  # fmt: skip
    return row


@transaction.atomic
def answer_swap(*, actor: Member, swap_id: int, agrees: bool, now: datetime) -> DutySwap:
    """Yes moves the turns; no, or the asker taking it back, leaves them."""
    demand(actor, "safety.duty")
    row = DutySwap.objects.select_for_update(of=("self",)).select_related("giver", "taker").get(
        pk=swap_id
    )  # fmt: skip
    if row.answered_at is not None:
        raise ValidationError("这次换班已经有了答复。")
    me = actor.staff.pk
    if me != row.taker_id and (agrees or me != row.giver_id):
        raise PermissionDenied(f"要{row.taker.name}本人答应才能换。")
    duty = locked(row.duty_id)
    back = locked(row.in_return_id) if row.in_return_id else None
    if agrees:
        _move(row, duty, back, now)
    row.answered_at, row.is_agreed = now, agrees
    row.save(update_fields=["answered_at", "is_agreed"])
    action = "safety.swapped" if agrees else "safety.swap_refused"
    record(actor=actor, action=action, target=duty, giver=row.giver.name, taker=row.taker.name)
    other = row.giver if me == row.taker_id else row.taker
    send(
        recipients=[other], kind="safety.duty", target=duty, url=page("safety:duties"), now=now,
        title=f"{actor.name}{'同意' if agrees else '没有同意'}换班", body=str(duty),
        key=f"swap-{row.pk}-answer",
    )  # fmt: skip
    return row


def _move(row: DutySwap, duty: Duty, back: Duty | None, now: datetime) -> None:
    turns = [duty, *([back] if back else [])]
    for one in turns:
        refuse_past(one, now)
    if duty.staff_id != row.giver_id or (back and back.staff_id != row.taker_id):
        raise ValidationError("班次已经改过，这次换班作废，请重新商量。")
    together([(duty, row.taker), *([(back, row.giver)] if back else [])])
