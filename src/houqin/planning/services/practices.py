"""Good practices: recorded by anybody, decided by the director, judged by their effect."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.journal.public import record
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.planning.models import Practice, Task
from houqin.planning.services.builtin import add_task

_SET_ELSEWHERE = ["institution", "made_by", "decided_by", "judged_by", "task"]


@transaction.atomic
def record_practice(*, actor: Member, now: datetime, **fields: Any) -> Practice:
    """Write down what somebody saw elsewhere."""
    demand(actor, "planning.record_practice")
    practice = Practice(made_by=actor.staff, made_at=now, **fields)
    practice.title = practice.title.strip()
    _save(practice)
    record(actor=actor, action="planning.practice_recorded", target=practice)
    return practice


@transaction.atomic
def decide(
    *,
    actor: Member,
    practice_id: int,
    verdict: str,
    reason: str,
    now: datetime,
    today: date,
    assignee: Staff | None = None,
    due_on: date | None = None,
    rule_note: str = "",
    follow_on: date | None = None,
) -> Practice:
    """Adopt, try or decline, with a reason; adopted it is somebody's task or a rule to amend."""
    demand(actor, "planning.decide_practice")
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=practice_id)
    if practice.state != Practice.State.PROPOSED:
        raise ValidationError("这条做法已经有决定了，请刷新后再看。")
    practice.state, practice.reason = Practice.State(verdict), reason.strip()
    practice.decided_by, practice.decided_at = actor.staff, now
    if practice.state != Practice.State.DECLINED:
        _refuse_idle(assignee, due_on, rule_note, follow_on, today)
        practice.rule_note, practice.follow_on = rule_note.strip(), follow_on
        if assignee and due_on:
            practice.task = _task_of(practice, actor, assignee, due_on, now, today)
    _save(practice)
    record(
        actor=actor,
        action="planning.practice_decided",
        target=practice,
        verdict=practice.get_state_display(),
        reason=practice.reason,
    )
    _tell(
        practice,
        [practice.made_by],
        f"您推荐的做法{practice.get_state_display()}：{practice.title}",
        practice.reason,
        f"practice-{practice.pk}-decided",
        now,
    )
    return practice


def _task_of(
    practice: Practice, actor: Member, assignee: Staff, due_on: date, now: datetime, today: date
) -> Task:
    """The piece of work that puts the practice to use."""
    word = "试行" if practice.state == Practice.State.TRIAL else "推行"
    return add_task(
        actor=actor,
        title=f"{word}：{practice.title}",
        assignee=assignee,
        due_on=due_on,
        domain=practice.domain,
        note=f"来自{practice.source}的做法：{practice.what}\n用在：{practice.usable}",
        now=now,
        today=today,
        permission="planning.decide_practice",
    )


def _refuse_idle(
    assignee: Staff | None,
    due_on: date | None,
    rule_note: str,
    follow_on: date | None,
    today: date,
) -> None:
    """Adopted means that something happens, and that somebody looks at what came of it."""
    if bool(assignee) != bool(due_on):
        raise ValidationError({"due_on": "负责人和期限请一起填。"})
    if not assignee and not rule_note.strip():
        raise ValidationError(
            {"assignee": "采用或试行要落到人：请选负责人和期限，或写明要修订的制度。"}
        )
    if follow_on is None:
        raise ValidationError({"follow_on": "请定一个日子回头看效果。"})
    if follow_on < (due_on or today):
        raise ValidationError({"follow_on": "看效果的日子要在办理期限之后。"})


@transaction.atomic
def judge(*, actor: Member, practice_id: int, effect: str, verdict: str, now: datetime) -> Practice:
    """What came of it."""
    demand(actor, "planning.decide_practice")
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=practice_id)
    if practice.state not in {Practice.State.ADOPTED, Practice.State.TRIAL}:
        raise ValidationError("只有采用或试行的做法才登记效果。")
    practice.effect, practice.verdict = effect.strip(), verdict
    practice.judged_by, practice.judged_at = actor.staff, now
    _save(practice)
    record(
        actor=actor,
        action="planning.practice_judged",
        target=practice,
        verdict=practice.get_verdict_display(),
    )
    return practice


def _save(practice: Practice) -> None:
    practice.fill_search()
    practice.full_clean(exclude=_SET_ELSEWHERE)
    practice.save()


@transaction.atomic
def remind_effects(*, today: date, now: datetime) -> int:
    """Whoever decided is asked once what came of it."""
    rows = list(Practice.objects.to_follow_up(today).select_related("decided_by"))
    for practice in rows:
        if practice.decided_by:
            _tell(
                practice,
                [practice.decided_by],
                f"该看看效果了：{practice.title}",
                "请登记效果，决定继续、改进还是停止。",
                f"practice-{practice.pk}-effect",
                now,
            )
    return len(rows)


def _tell(
    practice: Practice, people: list[Staff], title: str, body: str, key: str, now: datetime
) -> None:
    send(
        recipients=people,
        kind="practice.decided",
        title=title,
        body=body,
        url=page("planning:practice", practice.pk),
        target=practice,
        key=key,
        now=now,
    )
