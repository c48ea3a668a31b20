"""Exactly one named person for each open task: by role, by name, by hand; leave is respected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.colleagues import colleagues
from houqin.org.holders import Holders, Resolution, load_holders
from houqin.org.member import Member
from houqin.planning.models import Task, WorkPlan

_NEEDED = (
    "pk", "item__owner_role", "item__owner_id", "item__department_id", "first", "due_on",
    "assignee_id", "department_id", "is_assigned_by_hand",
)  # fmt: skip


def resolve_task(
    holders: Holders,
    row: tuple[str, int | None, int | None],
    span: tuple[date, date],
) -> Resolution:
    """Who answers for an item (role, named owner, department) in these days."""
    role, owner_id, department_id = row
    if owner_id is not None:
        return holders.resolve_person(owner_id, *span)
    if role:
        return holders.resolve(role, department_id, *span)
    return Resolution(None, "没有写责任人")


def assign_open_tasks(
    *, today: date, plan: WorkPlan | None = None, holders: Holders | None = None
) -> int:
    """Name who answers for every open task; returns how many changed.

    A task belongs to its item's department, else to that of the person. A person chosen by hand
    stays, except while on leave with a substitute named.
    """
    holders = holders or load_holders()
    tasks = Task.objects.open()
    if plan is not None:
        tasks = tasks.filter(plan=plan)
    moves: dict[tuple[int | None, int | None], list[int]] = defaultdict(list)
    for row in tasks.values_list(*_NEEDED):
        pk, role, owner, department, first, due, now_with, now_in, by_hand = row
        span = (max(first, min(today, due)), due)
        owner = now_with if by_hand and now_with else owner
        chosen = resolve_task(holders, (role, owner, department), span).staff_id
        if by_hand and chosen is None:
            chosen = now_with
        belongs = department or holders.departments.get(chosen or 0) or now_in
        if (chosen, belongs) != (now_with, now_in):
            moves[chosen, belongs].append(pk)
    for (staff_id, department_id), pks in moves.items():
        Task.objects.filter(pk__in=pks).update(assignee_id=staff_id, department_id=department_id)
    return sum(map(len, moves.values()))


@transaction.atomic
def hand_over(*, actor: Member, task_ids: Sequence[int], to: int, today: date) -> int:
    """Give open tasks to one person by hand; returns how many."""
    demand(actor, "planning.assign")
    staff = colleagues().filter(pk=to).first()
    if staff is None:
        raise ValidationError("这个人不在岗，请另选一位。")
    tasks = Task.objects.open().filter(pk__in=list(task_ids)).select_for_update()
    changed = tasks.update(assignee=staff, is_assigned_by_hand=True)
    if not changed:
        raise ValidationError("选中的任务都已完成，没有可改派的。")
    record(actor=actor, action="planning.tasks_assigned", target=staff, count=changed)
    return changed
