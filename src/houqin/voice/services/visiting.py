"""Visits and checks: leaders who listen, the group that supervises, and marks left at a QR."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.cases.services.clocks import end_of
from houqin.cases.services.telling import tell_person
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.holders import load_holders
from houqin.org.member import Member
from houqin.org.models import Department, Staff
from houqin.planning.models import Task
from houqin.voice.models import (
    DepartmentVisit,
    PointRating,
    RatingPoint,
    TaskCheck,
    VisitPlan,
)
from houqin.voice.services.opinions import hear
from houqin.voice.services.visit_plans import fulfil

LOW = 2


@transaction.atomic
def note_department_visit(
    *, actor: Member, department: Department, day: date, work: str, mood: str,
    difficulties: Iterable[str], personal: Iterable[str], told_by: Staff | None, now: datetime,
    problems: Iterable[str] = (), plan: VisitPlan | None = None,
) -> DepartmentVisit:  # fmt: skip
    """What a leader learned; each problem and difficulty is a case, what is personal is
    confidential. ``plan``: the planned visit that this was."""
    demand(actor, "voice.visit_departments")
    if day > timezone.localdate(now):
        raise ValidationError({"day": "还没到这一天。请在去过以后再记。"})
    made = DepartmentVisit(department=department, day=day, leader=actor.staff, work=work, mood=mood)
    made.full_clean(exclude=["institution", "department", "leader"])
    made.save()
    due = end_of(timezone.localdate(now) + timedelta(days=14))
    lines = [
        *(("visit", text, False) for text in problems),
        *(("difficulty", text, False) for text in difficulties),
        *(("difficulty", text, True) for text in personal),
    ]
    for kind, text, is_personal in lines:
        row = hear(
            actor=actor, kind=kind, text=text, now=now, department=department, pointer=made,
            outside=False, leader=actor.staff, is_confidential=is_personal, due_at=due,
            title="个人困难（保密）" if is_personal else "",
        )  # fmt: skip
        if told_by is not None:
            row.case.reporter = told_by  # who told it confirms that it is solved
            row.case.save(update_fields=["reporter"])
    if plan is not None:
        fulfil(actor, plan, made, now)
    record(actor=actor, action="voice.department_visited", target=made, count=len(lines))
    return made


@transaction.atomic
def tell_difficulty(*, actor: Member, text: str, now: datetime) -> Any:
    """One's own difficulty, seen by its owner and the leaders' secretary only as a number."""
    demand(actor, "voice.report")
    leader = _leader(timezone.localdate(now))
    row = hear(
        actor=actor, kind="difficulty", text=text, now=now, outside=False, is_confidential=True,
        department=actor.staff.department, title="个人困难（保密）", owner=leader,
    )  # fmt: skip
    if leader is not None:
        tell_person(row.case, [leader], "有人说了自己的困难（保密）", "请看看怎么帮", "told", now)
    return row


def _leader(today: date) -> Staff | None:
    found = load_holders().of_role("principal", None, today)
    return Staff.objects.filter(pk__in=found[:1]).first()


@transaction.atomic
def check_task(*, actor: Member, task_id: int, found: str, note: str, now: datetime) -> TaskCheck:
    """One verdict on a task that was given; not by who had to do it."""
    demand(actor, "voice.supervise")
    task = Task.objects.select_for_update(of=("self",)).select_related("assignee").get(pk=task_id)
    if task.assignee_id == actor.staff.pk:
        raise ValidationError("自己办的任务不能自己督导，请督导组另一位来查。")
    if TaskCheck.objects.filter(task=task).exists():
        raise ValidationError("这项任务已经督导过，每项查一次。")
    row = TaskCheck(task=task, found=found, note=note.strip(), by=actor.staff, at=now)
    row.full_clean(exclude=["institution", "task", "by"])
    row.save()
    record(actor=actor, action="voice.task_checked", target=task, found=row.get_found_display())
    return row


@transaction.atomic
def keep_point(
    *, actor: Member, name: str, department: Department | None, is_used: bool = True,
    row: RatingPoint | None = None,
) -> RatingPoint:  # fmt: skip
    demand(actor, "voice.handle")
    made = row or RatingPoint()
    made.name, made.department, made.is_used = name.strip(), department, is_used
    made.full_clean(exclude=["institution", "department"])
    made.save()
    record(actor=actor, action="voice.point_kept", target=made)
    return made


@transaction.atomic
def rate(
    *, point: RatingPoint, environment: int, service: int, said: str, now: datetime
) -> PointRating:
    """Two marks; a low one opens a case on the spot, due at the end of the next day."""
    day = timezone.localdate(now)
    made = PointRating(
        point=point, day=day, environment=environment, service=service, said=said.strip()
    )
    made.full_clean(exclude=["institution", "point", "case"])
    if min(environment, service) <= LOW:
        text = f"{point.name}：环境 {environment} 分，服务 {service} 分。{made.said}"
        row = hear(
            actor=None, kind="rating", title=f"{point.name}评价偏低", text=text, now=now,
            department=point.department, grade="urgent",
        )  # fmt: skip
        made.case = row.case
    made.save()
    return made
