"""Who may do what to which task, with the reason when not."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from houqin.core.permissions import Allowed, Answer, Denied, may, row_rule
from houqin.core.roles import Role
from houqin.org.member import Member
from houqin.planning.models import Evidence, PlanItem, Task, WorkPlan

LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL, Role.CLERK})


@row_rule("planning.do")
def may_do(member: Member, task: Task) -> Answer:
    """The responsible person, who holds the role or leads the work; helpers where the item says."""
    if task.assignee_id == member.staff.pk or member.roles & LEADERS:
        return Allowed()
    mine = roles_of(member)
    if task.item.owner_role in mine:
        return Allowed()
    name = task.assignee.name if task.assignee else "（待指派）"
    if mine & set(task.item.helper_roles):
        if task.item.helpers_close:
            return Allowed()
        return Denied(f"您是这项任务的协办，由{name}办结。")
    return Denied(f"这项任务由{name}负责。要代办，请总务主任先改派给您。")


@row_rule("planning.check")
def may_check(member: Member, task: Task) -> Answer:
    """The superior of who did it, or a leader; never the same person."""
    if task.done_by_id == member.staff.pk:
        return Denied("自己完成的任务不能由自己复查，请换一位。")
    person = task.done_by or task.assignee
    if member.roles & LEADERS or (person and person.superior_id == member.staff.pk):
        return Allowed()
    return Denied("复查由责任人的上级或总务主任办理。")


def visible_tasks(member: Member) -> QuerySet[Task]:
    """The rows the member may see: leaders and inspectors all, others their own line of work."""
    return tasks_within(reach_of(member), member.staff.pk, member.staff.department_id or 0)


Reach = tuple[str, ...] | None


def reach_of(member: Member) -> Reach:
    """What decides, beside who it is, which tasks a member sees: None for all, else the roles."""
    return None if may(member, "planning.see_all") else tuple(sorted(roles_of(member)))


def tasks_within(reach: Reach, me: Any, department: Any) -> QuerySet[Task]:
    """The tasks of that reach; who it is may be told by a prepared query's slots."""
    if reach is None:
        return Task.objects.all()
    return Task.objects.filter(own_line(me, department) | _helped(reach))


def roles_of(member: Member) -> set[str]:
    """The roles that give somebody a part in the work; being on the staff is none."""
    return {str(role) for role in member.roles - {Role.STAFF}}


def _helped(roles: tuple[str, ...]) -> Q:
    """协办: tasks of items that name one of the roles beside the one who answers."""
    if not roles:
        return Q(pk__in=[])
    helped = PlanItem.objects.filter(helper_roles__overlap=list(roles))
    return Q(item__in=helped.order_by().values("pk"))


def visible_among(member: Member, numbers: set[int]) -> set[int]:
    """Which of these tasks the member may open; no query for who sees all."""
    if may(member, "planning.see_all"):
        return numbers
    return set(visible_tasks(member).filter(pk__in=numbers).values_list("pk", flat=True))


def own_line(me: Any, department: Any) -> Q:
    """A person's own work, what that person did, and that of those below and beside."""
    mine = Q(assignee=me) | Q(done_by=me) | Q(assignee__superior=me)
    return mine | Q(department_id=department)


def visible_plans(member: Member) -> QuerySet[WorkPlan]:
    """Plans in force are everybody's; drafts are for those who write and those who approve."""
    return WorkPlan.objects.all() if sees_drafts(member) else plans_in_force()


def sees_drafts(member: Member) -> bool:
    return bool(may(member, "planning.draft") or may(member, "planning.approve"))


def plans_in_force() -> QuerySet[WorkPlan]:
    return WorkPlan.objects.filter(version__gte=1)


def may_see_evidence(member: Member, evidence_id: int) -> bool:
    """Photos are shown to who may see the task they prove."""
    return Evidence.objects.filter(pk=evidence_id, task__in=visible_tasks(member)).exists()
