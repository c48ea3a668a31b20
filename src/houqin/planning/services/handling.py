"""Small deeds around a task: urge its owner, fix the day of a month's activity."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.journal.public import record
from houqin.notify.public import send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.planning.models import Task


@transaction.atomic
def urge(*, actor: Member, task_id: int, now: datetime) -> Task:
    """Remind the owner now; once an hour at most."""
    demand(actor, "planning.supervise")
    task = Task.objects.select_related("item", "assignee").get(pk=task_id)
    if not task.is_open:
        raise ValidationError("这项任务已经办结，不用催办。")
    if task.assignee is None:
        raise ValidationError("这项任务还没有责任人，请先指派。")
    send(
        recipients=[task.assignee],
        kind="task.urged",
        title=f"催办：{task.item.title}",
        body=f"{actor.name}请您尽快办理，期限 {task.due_on:%m月%d日}。",
        url=f"/tasks/{task.pk}/",
        target=task,
        key=f"urged-{task.pk}-{now:%Y%m%d%H}",
        urgent=True,
        now=now,
    )
    record(actor=actor, action="planning.task_urged", target=task)
    return task


@transaction.atomic
def set_day(*, actor: Member, task_id: int, day: date) -> Task:
    """Give an activity that only names its month a day of its own."""
    demand(actor, "planning.assign")
    task = Task.objects.select_for_update(of=("self",)).select_related("item").get(pk=task_id)
    if not task.is_open:
        raise ValidationError("这项任务已经办结，日期不能再改。")
    if not task.first <= day <= task.due_on:
        raise ValidationError(
            f"请在 {task.first:%m月%d日} 到 {task.due_on:%m月%d日} 之间选一天，"
            "要改到别的月份请修订计划。"
        )
    task.first = task.last = task.due_on = day
    task.save(update_fields=["first", "last", "due_on"])
    record(actor=actor, action="planning.task_dated", target=task, day=f"{day:%m月%d日}")
    return task
