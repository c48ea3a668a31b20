"""What a meeting decided about a request (三重一大): who was there, each one's opinion and vote."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.cases.models import Approval, Case, CollectiveDecision
from houqin.cases.services.settling import type_here
from houqin.cases.services.stepping import locked, note_step
from houqin.core.roles import Role
from houqin.journal.public import record
from houqin.org.colleagues import colleagues
from houqin.org.member import Member
from houqin.org.models import RoleHolding, Staff

ABSENT = "absent"
USUAL = 12
VOTES = {"for": "同意", "against": "反对", "abstain": "弃权", ABSENT: "缺席"}
MEETING = (Role.PRINCIPAL, Role.DIRECTOR, Role.FINANCE, Role.GRADE_HEAD)  # who is offered first
_RECORDERS = frozenset({Role.DIRECTOR, Role.CLERK})


def why_not_yet(approval: Approval) -> str:
    """ "" where no meeting has to decide, or the last one passed no less than is asked for now."""
    sort = type_here(approval.type)
    if not sort.wants_meeting(approval.amount):
        return ""
    last: CollectiveDecision | None = approval.decisions.order_by("-pk").first()
    if last is not None and last.is_passed and last.covers(approval.amount):
        return ""
    why = "集体决策没有通过" if last is not None and not last.is_passed else "要先开会集体决策"
    return f"金额达到 {sort.collective_from:,.0f} 元，{why}。请先“登记集体决策”再同意。"


def why_not_record(case: Case, member: Member, asked: Collection[int]) -> str:
    """ "" where the member may enter a meeting's decision; ``asked``: whose word is open."""
    if case.subject is None or case.state != "asked":
        return "这份申请不在审批中，不能登记集体决策。"
    if case.reporter_id == member.staff.pk:
        return "自己的申请，请别人登记集体决策。"
    if member.staff.pk not in asked and not member.roles & _RECORDERS:
        return "集体决策由审批人或总务登记。"
    return ""


def usual_members(today: date) -> list[Staff]:
    """Who belonged to the meeting before; else those who lead."""
    last = CollectiveDecision.objects.order_by("-pk").first()
    here = colleagues().defer("search")
    if last is None:
        leading = RoleHolding.objects.on(today).filter(role__in=MEETING[:3]).values("staff")
        return list(here.filter(pk__in=leading).order_by("pk")[:USUAL])
    names = [one["name"] for one in last.opinions]
    found = here.filter(name__in=names).order_by("pk")
    return sorted(found, key=lambda one: names.index(one.name))[:USUAL]


@transaction.atomic
def record_decision(
    *,
    actor: Member,
    case_id: int,
    meeting: str,
    held_on: date,
    chair: str,
    opinions: Sequence[Mapping[str, str]],
    result: str,
    now: datetime,
) -> CollectiveDecision:
    """``opinions``: name, vote and opinion of everybody who belongs to the meeting, also of who was
    absent. It decides with two thirds there, and passes what more than half of all are for."""
    case = locked(case_id)
    approval: Approval | None = case.subject
    why = why_not_record(case, actor, approval.asked_now() if approval else ())
    if approval is None or why:
        raise PermissionDenied(why)
    if held_on > timezone.localdate(now):
        raise ValidationError({"held_on": "会议日期不能晚于今天。"})
    row = CollectiveDecision(
        approval=approval, meeting=meeting.strip(), held_on=held_on, chair=chair.strip(),
        opinions=[dict(one) for one in opinions], is_passed=_counted(opinions, chair.strip()),
        result=result.strip(), amount=approval.amount, made_by=actor.staff, made_at=now,
    )  # fmt: skip
    row.full_clean(exclude=["institution", "approval", "made_by"])
    row.save(force_insert=True)
    word = "通过" if row.is_passed else "没有通过"
    note_step(case, "decided", f"集体决策{word}", actor, now, meeting=row.meeting, votes=row.said)
    record(actor=actor, action="cases.decided", target=case, result=word)
    return row


def _counted(opinions: Sequence[Mapping[str, str]], chair: str) -> bool:
    """Whether it passed; ValidationError where such a meeting cannot decide."""
    names = [one["name"] for one in opinions]
    twice = next((name for name in names if names.count(name) > 1), "")
    there = {one["name"] for one in opinions if one["vote"] != ABSENT}
    if twice:
        raise ValidationError({"opinions": f"{twice}写了两次，每个人只有一票。"})
    if len(there) < 2:
        raise ValidationError({"opinions": "集体决策至少要有两个人到会表决。"})
    if len(there) * 3 < len(names) * 2:
        raise ValidationError(
            {
                "opinions": f"应到 {len(names)} 人，到会 {len(there)} 人，不到三分之二，"
                "不能作决定。请等人到齐了再开。"
            }
        )
    if chair in set(names) - there:
        raise ValidationError({"chair": f"{chair}写的是缺席，不能主持会议。"})
    return sum(one["vote"] == "for" for one in opinions) * 2 > len(names)
