"""下科室 planned ahead: each planned visit is a task, done by the record of the visit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.permissions import may
from houqin.journal.public import record
from houqin.notify.public import page
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Department, Staff
from houqin.planning.elsewhere import Elsewhere
from houqin.planning.models import Task
from houqin.planning.services import deferring, doing
from houqin.planning.services.builtin import add_task
from houqin.voice.models import DepartmentVisit, VisitPlan

_VISITED = UUID("5c2f0a52-4f0e-4a55-9b8f-6d2f3d0b7a10")


@transaction.atomic
def plan_visits(
    *, actor: Member, departments: Iterable[Department], leader: Staff, day: date, look_at: str,
    now: datetime, today: date,
) -> list[VisitPlan]:  # fmt: skip
    """One plan and one task for each department."""
    demand(actor, "voice.visit_departments")
    made = []
    for department in departments:
        task = add_task(
            actor=actor, title=f"下科室：{department.name}", assignee=leader, due_on=day, now=now,
            today=today, domain="voice", note=look_at, permission="voice.visit_departments",
        )  # fmt: skip
        plan = VisitPlan(
            department=department, leader=leader, day=day, look_at=look_at.strip(), task=task,
            made_by=actor.staff,
        )  # fmt: skip
        plan.full_clean(exclude=["institution", "task", "made_by"])
        plan.save()
        record(actor=actor, action="voice.visit_plan_made", target=plan, who=leader.name)
        made.append(plan)
    if not made:
        raise ValidationError({"departments": "请选要去的科室。"})
    return made


def fulfil(actor: Member, plan: VisitPlan, visit: DepartmentVisit, now: datetime) -> None:
    """The record of the visit does the plan's task."""
    if plan.visit_id is not None:
        raise ValidationError("这次计划已经记过了。")
    if plan.department_id != visit.department_id:
        raise ValidationError({"department": "和计划要去的科室不一样，请核对。"})
    plan.visit = visit
    plan.save(update_fields=["visit"])
    task = plan.task
    if task.is_open and may(actor, "planning.do", task):
        doing.hand_in(
            actor=actor, task_id=task.pk, token=uuid5(_VISITED, str(plan.pk)), now=now,
            note=f"{visit}：{visit.work}"[:300], is_recorded=True,
        )  # fmt: skip


def record_of(task: Task) -> Elsewhere | None:
    """A planned visit's task is finished by its record."""
    plan = VisitPlan.objects.filter(task=task.pk, visit=None).first()
    if plan is None:
        return None
    return Elsewhere("记这次下科室", f"{page('voice:department_visit_new')}?plan={plan.pk}")


@transaction.atomic
def drop_plan(*, actor: Member, plan: VisitPlan, now: datetime, today: date) -> None:
    """Not to be made after all; the task stays to be seen as one that does not apply."""
    demand(actor, "voice.visit_departments")
    if plan.visit_id is not None:
        raise ValidationError("已经去过了，不能取消。")
    if plan.task.is_open:
        reason = f"取消下科室计划：{plan}"
        deferring.excuse(actor=actor, task_id=plan.task_id, reason=reason, now=now, today=today)
    record(actor=actor, action="voice.visit_plan_dropped", target=plan)
    plan.delete()
