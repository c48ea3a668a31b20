"""Not now, or not at all: with a reason that the superior sees and may refuse."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from houqin.core.permissions import may
from houqin.journal.public import record
from houqin.notify.public import send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.planning.models import Deferral, Task
from houqin.planning.services.superiors import superiors_of


@transaction.atomic
def defer(
    *, actor: Member, task_id: int, reason: str, new_due: date | None, now: datetime, today: date
) -> Deferral:
    """Postpone a task to ``new_due``, or (None) declare it not applicable."""
    tasks = Task.objects.select_for_update(of=("self",)).select_related("item", "plan", "assignee")
    task = tasks.get(pk=task_id)
    demand(actor, "planning.do", task)
    if not task.is_open:
        raise ValidationError("这项任务已经办结，不用再延期或标不适用。")
    if new_due is not None and new_due > task.plan.last:
        raise ValidationError(f"最晚只能延到计划结束那天（{task.plan.last:%Y-%m-%d}）。")
    deferral = Deferral(
        task=task,
        sort=Deferral.Sort.WAIVED if new_due is None else Deferral.Sort.POSTPONED,
        reason=reason.strip(),
        old_due=task.due_on,
        new_due=new_due,
        made_by=actor.staff,
        made_at=now,
    )
    deferral.full_clean(exclude=["institution", "task", "made_by"])
    deferral.save()
    task.is_late = task.is_late or task.due_on < today
    if new_due is None:
        task.state = Task.State.WAIVED
    else:
        task.due_on = new_due
    task.save()
    record(
        actor=actor, action=f"planning.task_{deferral.sort}", target=task, reason=deferral.reason
    )
    _tell_superior(actor, task, deferral, now)
    return deferral


def _tell_superior(actor: Member, task: Task, deferral: Deferral, now: datetime) -> None:
    what = "标为不适用" if deferral.new_due is None else f"延到 {deferral.new_due:%m月%d日}"
    above = superiors_of([actor.staff.pk])
    send(
        recipients=[s for s in above.values() if s.pk != actor.staff.pk],
        kind="task.deferred",
        title=f"{actor.name}把“{task.item.title}”{what}",
        body=f"原因：{deferral.reason}",
        url=f"/tasks/{task.pk}/",
        target=task,
        key=f"deferral-{deferral.pk}",
        now=now,
    )


@transaction.atomic
def decide(*, actor: Member, deferral_id: int, agree: bool, now: datetime) -> Deferral:
    """The superior has seen it; refusing puts the task back as it was."""
    deferral = (
        Deferral.objects.select_for_update(of=("self",))
        .select_related("task__item")
        .get(pk=deferral_id)
    )
    answer = may(actor, "planning.check", deferral.task)
    if not answer:
        raise PermissionDenied(getattr(answer, "reason", ""))
    if deferral.verdict != Deferral.Verdict.OPEN:
        return deferral
    deferral.verdict = Deferral.Verdict.SEEN if agree else Deferral.Verdict.REFUSED
    deferral.seen_by, deferral.seen_at = actor.staff, now
    deferral.save()
    if not agree:
        _undo(deferral)
        send(
            recipients=[deferral.made_by],
            kind="task.returned",
            title=f"没有同意：{deferral.task.item.title}",
            body=f"{actor.name}不同意{deferral.get_sort_display()}，请按原期限办理。",
            url=f"/tasks/{deferral.task_id}/",
            target=deferral.task,
            key=f"refused-{deferral.pk}",
            now=now,
        )
    record(
        actor=actor,
        action="planning.deferral_decided",
        target=deferral.task,
        verdict=deferral.get_verdict_display(),
    )
    return deferral


def _undo(deferral: Deferral) -> None:
    task = Task.objects.select_for_update().get(pk=deferral.task_id)
    if deferral.sort == Deferral.Sort.WAIVED and task.state == Task.State.WAIVED:
        task.state = Task.State.DOING if task.times_done else Task.State.TODO
    elif deferral.sort == Deferral.Sort.POSTPONED and task.is_open:
        task.due_on = deferral.old_due
    task.save()
