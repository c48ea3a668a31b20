"""Overdue work: marked for ever, its owner reminded each day, then the superior told."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from houqin.core import clock
from houqin.notify.public import send
from houqin.org.models import Institution, Staff
from houqin.planning.models import Task
from houqin.planning.services.assigning import assign_open_tasks
from houqin.planning.services.superiors import superiors_of


class Chased(NamedTuple):
    marked: int
    reminded: int
    escalated: int


def chase_institution(institution_id: int) -> Chased:
    """The morning job: who answers today, what is late, who must know."""
    today, now = clock.today(), clock.now()
    assign_open_tasks(today=today)
    return chase(institution_id=institution_id, today=today, now=now)


@transaction.atomic
def chase(*, institution_id: int, today: date, now: datetime) -> Chased:
    """Mark, remind and escalate once a day; running it again the same day sends nothing."""
    late = Task.objects.overdue(today)
    marked = late.filter(is_late=False).update(is_late=True)
    reminded = _remind(today, now)
    days = Institution.objects.values_list("escalate_after_days", flat=True).get(pk=institution_id)
    return Chased(marked, reminded, _escalate(today - timedelta(days=days), today, now))


def _remind(today: date, now: datetime) -> int:
    tasks = Task.objects.overdue(today).exclude(reminded_on=today).exclude(assignee=None)
    per_person: dict[int, list[str]] = defaultdict(list)
    for staff_id, title in tasks.order_by("due_on").values_list("assignee_id", "item__title"):
        per_person[staff_id].append(title)
    staff = Staff.objects.in_bulk(list(per_person))
    for staff_id, titles in per_person.items():
        send(
            recipients=[staff[staff_id]],
            kind="task.overdue",
            title=f"您有 {len(titles)} 项任务逾期",
            body=_listed(titles),
            url="/today/",
            target=None,
            key=f"overdue-{today:%Y%m%d}",
            now=now,
        )
    return tasks.update(reminded_on=today)


def _escalate(limit: date, today: date, now: datetime) -> int:
    tasks = Task.objects.open().filter(due_on__lte=limit, due_on__lt=today, escalated_at=None)
    rows = list(
        tasks.exclude(assignee=None).values_list(
            "pk", "assignee_id", "assignee__name", "item__title"
        )
    )
    above = superiors_of({row[1] for row in rows})
    told: dict[int, list[str]] = defaultdict(list)
    by_id = {staff.pk: staff for staff in above.values()}
    for _pk, staff_id, name, title in rows:
        if staff_id in above:
            told[above[staff_id].pk].append(f"{name}：{title}")
    for superior_id, lines in told.items():
        send(
            recipients=[by_id[superior_id]],
            kind="task.escalated",
            title=f"{len(lines)} 项任务逾期未办，请督办",
            body=_listed(lines),
            url="/supervision/",
            target=None,
            key=f"escalated-{today:%Y%m%d}",
            now=now,
        )
    return Task.objects.filter(pk__in=[row[0] for row in rows]).update(escalated_at=now)


def _listed(lines: list[str]) -> str:
    shown = "；".join(lines[:3])
    return f"{shown} 等" if len(lines) > 3 else shown
