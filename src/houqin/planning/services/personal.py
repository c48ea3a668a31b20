"""Personal plans: called for, written, handed in, reviewed, commented on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.journal.public import record
from houqin.notify.public import send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Staff, Term
from houqin.planning.models import PersonalComment, PersonalLine, PersonalPlan, PersonalRound
from houqin.planning.personal_lists import expected, missing

_LEADS = "planning.read_personal"
_WRITES = "planning.write_personal"


@transaction.atomic
def open_round(
    *,
    actor: Member,
    term: Term,
    due_on: date,
    review_due_on: date,
    now: datetime,
    advice: str = "",
) -> PersonalRound:
    """Call for the term's personal plans; everybody expected is told."""
    demand(actor, _LEADS)
    row = PersonalRound(
        term=term, due_on=due_on, review_due_on=review_due_on, advice=advice.strip(),
        opened_by=actor.staff, opened_at=now,
    )  # fmt: skip
    row.full_clean(exclude=["opened_by"])
    row.save()
    record(actor=actor, action="planning.personal_opened", target=row)
    send(
        recipients=list(expected(row).exclude(pk=actor.staff.pk)),
        kind="personal.opened",
        title=f"请写{term.name}个人计划",
        body=f"{due_on.month}月{due_on.day}日前交。{row.advice}"[:200],
        url="/personal/",
        target=row,
        key=f"personal-opened-{row.pk}",
        now=now,
    )
    return row


@transaction.atomic
def change_round(
    *, actor: Member, round_id: int, due_on: date, review_due_on: date, advice: str = ""
) -> PersonalRound:
    """Move the deadlines; what was handed in late stays late."""
    demand(actor, _LEADS)
    row = PersonalRound.objects.select_for_update(of=("self",)).get(pk=round_id)
    row.due_on, row.review_due_on, row.advice = due_on, review_due_on, advice.strip()
    row.full_clean(exclude=["opened_by", "term"])
    row.save()
    record(actor=actor, action="planning.personal_moved", target=row, day=f"{due_on:%m月%d日}")
    return row


def _own(actor: Member, round_id: int) -> PersonalPlan:
    """The actor's row, made on first use and locked."""
    demand(actor, _WRITES)
    round_ = PersonalRound.objects.get(pk=round_id)
    if not expected(round_).filter(pk=actor.staff.pk).exists():
        raise ValidationError("您不在这一轮的名单里，不用写个人计划。")
    PersonalPlan.objects.get_or_create(round=round_, staff=actor.staff)
    rows = PersonalPlan.objects.select_for_update(of=("self",)).select_related("round", "staff")
    return rows.get(round=round_, staff=actor.staff)


@transaction.atomic
def write_plan(
    *,
    actor: Member,
    round_id: int,
    text: str,
    lines: Sequence[Mapping[str, str]],
    is_final: bool,
    now: datetime,
    today: date,
) -> PersonalPlan:
    """Save one's plan; ``is_final`` hands it in. It may then be changed until the deadline."""
    row = _own(actor, round_id)
    if row.state == PersonalPlan.State.HANDED_IN and today > row.round.due_on:
        raise ValidationError("计划已交，截止日期已过，不能再改。要补充请写在期末小结里。")
    row.text = text.strip()
    was = row.state
    if is_final or was == PersonalPlan.State.HANDED_IN:
        if not row.text:
            raise ValidationError({"text": "请先写总的打算，再交。"})
        row.state, row.exempt_reason = PersonalPlan.State.HANDED_IN, ""
        row.is_late = row.is_late or today > row.round.due_on
        row.handed_in_at = row.handed_in_at or now
    row.full_clean(exclude=["round", "staff"])
    row.save()
    _keep_lines(row, lines)
    if was != row.state:
        late = "（迟交）" if row.is_late else ""
        record(actor=actor, action="planning.personal_handed_in", target=row.round, late=late)
    return row


def _keep_lines(row: PersonalPlan, lines: Sequence[Mapping[str, str]]) -> None:
    wanted = [line for line in lines if line.get("text", "").strip()]
    row.lines.all().delete()
    made = [
        PersonalLine(
            plan=row, position=position, text=line["text"].strip(),
            when=line.get("when", "").strip(),
        )
        for position, line in enumerate(wanted)
    ]  # fmt: skip
    for line in made:
        line.full_clean(exclude=["plan"])
    PersonalLine.objects.bulk_create(made)


@transaction.atomic
def write_review(
    *,
    actor: Member,
    round_id: int,
    review: str,
    outcomes: Mapping[int, tuple[str, str]],
    is_final: bool,
    now: datetime,
    today: date,
) -> PersonalPlan:
    """Save the term's review against the plan: an outcome for each line, and a text."""
    row = _own(actor, round_id)
    if row.state != PersonalPlan.State.HANDED_IN:
        raise ValidationError("请先交个人计划，再写期末小结。")
    if row.reviewed_at is not None and today > row.round.review_due_on:
        raise ValidationError("小结已交，截止日期已过，不能再改。")
    row.review = review.strip()
    lines = list(row.lines.all())
    for line in lines:
        line.outcome, line.note = outcomes.get(line.pk, (line.outcome, line.note))
        line.full_clean(exclude=["plan"])
        line.save(update_fields=["outcome", "note"])
    first_time = row.reviewed_at is None
    if is_final or not first_time:
        open_lines = [line.text for line in lines if not line.outcome]
        if open_lines:
            raise ValidationError(f"还有 {len(open_lines)} 件没有填结果，例如“{open_lines[0]}”。")
        if not row.review:
            raise ValidationError({"review": "请写几句期末小结，再交。"})
        row.reviewed_at = row.reviewed_at or now
        row.review_is_late = row.review_is_late or today > row.round.review_due_on
    row.full_clean(exclude=["round", "staff"])
    row.save()
    if first_time and row.reviewed_at:
        late = "（迟交）" if row.review_is_late else ""
        record(actor=actor, action="planning.personal_reviewed", target=row.round, late=late)
    return row


@transaction.atomic
def exempt(*, actor: Member, round_id: int, staff: Staff, reason: str) -> PersonalPlan:
    """Ask no plan of somebody, with the reason; an empty reason asks for it again."""
    demand(actor, _LEADS)
    round_ = PersonalRound.objects.get(pk=round_id)
    row, _made = PersonalPlan.objects.get_or_create(round=round_, staff=staff)
    if row.state == PersonalPlan.State.HANDED_IN:
        raise ValidationError(f"{staff.name}已经交了计划，不用免写。")
    row.exempt_reason = reason.strip()
    row.state = PersonalPlan.State.EXEMPT if row.exempt_reason else PersonalPlan.State.DRAFT
    row.full_clean(exclude=["round", "staff"])
    row.save()
    record(
        actor=actor, action="planning.personal_exempted", target=staff,
        reason=row.exempt_reason or "（恢复要求）",
    )  # fmt: skip
    return row


@transaction.atomic
def comment(*, actor: Member, plan_id: int, text: str, now: datetime) -> PersonalComment:
    """Write under somebody's plan; the author is told."""
    row = PersonalPlan.objects.select_related("round__term", "staff").get(pk=plan_id)
    demand(actor, _LEADS, row)
    made = PersonalComment(plan=row, text=text.strip(), made_by=actor.staff, made_at=now)
    made.full_clean(exclude=["plan", "made_by"])
    made.save()
    record(actor=actor, action="planning.personal_commented", target=row.staff)
    if row.staff_id != actor.staff.pk:
        _tell([row.staff], "personal.commented", f"{actor.name}写了批语", made.text, row, now)
    return made


def _tell(to: list[Staff], kind: str, title: str, body: str, target: Any, now: datetime) -> None:
    send(
        recipients=to, kind=kind, title=title, body=body[:200], url="/personal/", target=target,
        key=f"{kind}-{target.pk}-{now:%Y%m%d%H%M%S}", now=now,
    )  # fmt: skip


@transaction.atomic
def urge_missing(*, actor: Member, round_id: int, now: datetime, today: date) -> int:
    """Remind who has not handed in the plan; how many. Once a day each."""
    demand(actor, _LEADS)
    row = PersonalRound.objects.select_related("term").get(pk=round_id)
    people = missing(row)
    if not people:
        raise ValidationError("都交了，不用催。")
    past = today > row.due_on
    said = "截止日期已过，请尽快补交。" if past else f"{row.due_on.month}月{row.due_on.day}日截止。"
    send(
        recipients=people, kind="personal.urged", title=f"请交{row.term.name}个人计划", body=said,
        url="/personal/", target=row, key=f"personal-urged-{row.pk}-{today:%Y%m%d}", now=now,
    )  # fmt: skip
    record(actor=actor, action="planning.personal_urged", target=row, count=len(people))
    return len(people)
