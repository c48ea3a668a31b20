"""What may be done to a case in any state: assign, merge, extend, conclude, grade it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from houqin.cases import policy
from houqin.cases.flow import Party
from houqin.cases.models import Case, Cooperator
from houqin.cases.services import clocks, moving
from houqin.cases.services.stepping import locked, note_step
from houqin.cases.services.telling import managers_of, tell_person, tell_step
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.colleagues import colleagues
from houqin.org.member import Member
from houqin.org.models import Staff

MOST_AT_ONCE = 200


@dataclass(slots=True)
class Assigned:
    """``changed``: how many got another owner; ``skipped``: (case, why not), in Chinese."""

    changed: int = 0
    skipped: list[tuple[Case, str]] = field(default_factory=list)


def _demand_manager(actor: Member, case: Case) -> None:
    demand(actor, case.declared.manage)
    if not policy.visible(actor, case.flow).filter(pk=case.pk).exists():
        raise PermissionDenied("这件事不给您看，也就不能由您办理。")


def _open_only(case: Case) -> None:
    if not case.is_open:
        raise ValidationError(f"{case.number} 已经办结，不能再改。需要时请先重新打开。")


def _demand_regrouping(case: Case) -> None:
    _open_only(case)
    if case.declared.why_not_regroup:
        raise ValidationError(case.declared.why_not_regroup)


@transaction.atomic
def assign(
    *, actor: Member, case_ids: Sequence[int], owner_id: int, now: datetime, note: str = ""
) -> int:
    """Give open cases to one person; how many changed hands. All of them or none."""
    owner = _new_owner(case_ids, owner_id)
    return sum(_assign(actor, case_id, owner, now, note) for case_id in sorted(set(case_ids)))


@transaction.atomic
def assign_what_may_be(
    *, actor: Member, case_ids: Sequence[int], owner_id: int, now: datetime, note: str = ""
) -> Assigned:
    """As ``assign``, of the rows that this member may give to this person; says which it left."""
    owner, done = _new_owner(case_ids, owner_id), Assigned()
    for case_id in sorted(set(case_ids)):
        try:
            with transaction.atomic():
                done.changed += _assign(actor, case_id, owner, now, note)
        except (PermissionDenied, ValidationError) as why:
            told = why.messages[0] if isinstance(why, ValidationError) else str(why)
            done.skipped.append((Case.objects.only("number", "title").get(pk=case_id), told))
    return done


def _new_owner(case_ids: Sequence[int], owner_id: int) -> Staff:
    if len(case_ids) > MOST_AT_ONCE:
        raise ValidationError(f"一次最多派 {MOST_AT_ONCE} 件，请分几次。")
    owner: Staff | None = colleagues().filter(pk=owner_id).first()
    if owner is None:
        raise ValidationError({"owner": "请选一位在岗的人。"})
    return owner


def _assign(actor: Member, case_id: int, owner: Staff, now: datetime, note: str) -> bool:
    case = locked(case_id)
    _demand_manager(actor, case)
    _demand_regrouping(case)
    if case.owner_id == owner.pk:
        return False
    case.owner = owner
    moving.set_waiter(case, case.standing)
    case.fill_search()
    case.save()
    row = note_step(case, "assigned", f"派给{owner.name}", actor, now, note=note.strip()[:300])
    for hook in case.declared.on_step:  # the room may refuse this person
        hook(case=case, step=row, actor=actor, given={"owner": owner}, now=now)
    record(actor=actor, action="cases.assigned", target=case, who=owner.name)
    tell_step(case, row, actor, now)
    if case.waiter_id != owner.pk != actor.staff.pk:  # it still waits for who manages it
        tell_person(case, [owner], f"派给您：{case.title}", note.strip(), f"owner-{row.pk}", now)
    return True


@transaction.atomic
def set_cooperators(
    *, actor: Member, case_id: int, staff_ids: Sequence[int], now: datetime
) -> Case:
    case = locked(case_id)
    if case.owner_id != actor.staff.pk:
        _demand_manager(actor, case)
    _demand_regrouping(case)
    people = list(colleagues().filter(pk__in=set(staff_ids)))
    had = set(case.cooperators.values_list("staff", flat=True))
    wanted = {one.pk for one in people}
    if had == wanted:
        return case
    case.cooperators.exclude(staff__in=wanted).delete()
    Cooperator.objects.bulk_create([Cooperator(case=case, staff_id=pk) for pk in wanted - had])
    names = "、".join(one.name for one in people) or "无"
    note_step(case, "cooperators", f"协办人：{names}"[:60], actor, now)
    record(actor=actor, action="cases.cooperators_set", target=case, who=names[:100])
    return case


@transaction.atomic
def merge(*, actor: Member, case_id: int, into_id: int, reason: str, now: datetime) -> Case:
    """Close a case as a duplicate of another, which gets its reporters' notice and photos' link."""
    first, second = sorted((case_id, into_id))
    rows = {first: locked(first), second: locked(second)}
    case, into = rows[case_id], rows.get(into_id)
    if into is None or case_id == into_id:
        raise ValidationError({"into": "不能和自己合并，请选另一件。"})
    _demand_manager(actor, case)
    _demand_manager(actor, into)
    _demand_regrouping(case)
    if into.flow != case.flow or into.merged_into_id is not None:
        raise ValidationError({"into": "请选同一类、没有并入别处的一件。"})
    closing = next(one for one in case.declared.states if not one.is_open)
    case.merged_into = into
    case.is_open, case.closed_at, case.done_at = False, now, case.done_at or now
    case.state, case.paused_at, case.next_alarm_at = closing.code, None, None
    moving.set_waiter(case, closing)
    case.fill_search()
    case.save()
    row = note_step(case, "merged", f"并入 {into.number}", actor, now, reason=reason.strip()[:300])
    note_step(into, "merged_from", f"{case.number} 并入", actor, now, reason=reason.strip()[:300])
    record(actor=actor, action="cases.merged", target=case, into=into.number)
    tell_step(case, row, actor, now)
    return case


@transaction.atomic
def ask_extension(*, actor: Member, case_id: int, until: date, reason: str, now: datetime) -> Case:
    """Ask for a later deadline; whoever manages the flow agrees or not."""
    case = locked(case_id)
    _open_only(case)
    if not case.declared.may_extend:
        raise ValidationError("这类事项不能延期。")
    helpers = case.cooperators.values_list("staff", flat=True)
    if not policy.parties_of(actor, case, helpers) & {Party.OWNER, Party.MANAGER}:
        raise PermissionDenied("延期由责任人申请。")
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么要延期。"})
    end = clocks.future_day(until, now)
    if case.due_at is not None and end <= case.due_at:
        raise ValidationError({"until": "新的期限要晚于原来的期限。"})
    case.extension_until, case.extension_by = until, actor.staff
    case.extension_reason = reason.strip()[:300]
    case.fill_search()
    case.save()
    name = f"申请延期到 {until.month}月{until.day}日"
    row = note_step(case, "extension_asked", name, actor, now, reason=case.extension_reason)
    record(actor=actor, action="cases.extension_asked", target=case, until=until.isoformat())
    _tell_managers(case, row.pk, name, actor, now)
    return case


def _tell_managers(case: Case, step: int, said: str, actor: Member, now: datetime) -> None:
    people = [one for one in managers_of(case.declared, now) if one.pk != actor.staff.pk]
    tell_person(case, people, f"{actor.name}{said}", case.extension_reason, f"step-{step}", now)


@transaction.atomic
def answer_extension(
    *, actor: Member, case_id: int, agree: bool, now: datetime, reason: str = ""
) -> Case:
    """Agree to a later deadline, or not; never by who asked for it."""
    case = locked(case_id)
    _demand_manager(actor, case)
    until, asker = case.extension_until, case.extension_by
    if until is None or asker is None:
        return case  # a second click
    if asker.pk == actor.staff.pk:
        raise PermissionDenied("不能自己批准自己的延期，请另一位负责人来办。")
    if agree:
        case.due_at, case.alarm_round = clocks.end_of(until), case.alarm_round + 1
        moving.set_alarms(case, clocks.clock_for(now), now, is_new=True)
    case.extension_until, case.extension_by, case.extension_reason = None, None, ""
    case.fill_search()
    case.save()
    day = f"{until.month}月{until.day}日"
    name = f"同意延期到 {day}" if agree else "不同意延期"
    row = note_step(case, "extension_answered", name, actor, now, reason=reason.strip()[:300])
    record(actor=actor, action="cases.extension_answered", target=case, answer=name)
    tell_person(case, [asker], f"{name}：{case.title}", reason, f"step-{row.pk}", now)
    return case


@transaction.atomic
def conclude(
    *, actor: Member, case_id: int, conclusion: str, now: datetime, is_veto: bool = False
) -> Case:
    """责任追究: who is held responsible and how; with ``is_veto`` it counts as 一票否决."""
    case = locked(case_id)
    _demand_manager(actor, case)
    if not conclusion.strip():
        raise ValidationError({"conclusion": "请写明责任追究的结论。"})
    if (case.conclusion, case.is_veto) == (conclusion.strip(), is_veto):
        return case
    case.conclusion, case.is_veto = conclusion.strip()[:1000], is_veto
    case.fill_search()
    case.save()
    name = "责任追究（一票否决）" if is_veto else "责任追究"
    note_step(case, "concluded", name, actor, now, conclusion=case.conclusion)
    record(actor=actor, action="cases.concluded", target=case, how=name)
    return case


@transaction.atomic
def change_grade(
    *, actor: Member, case_id: int, grade: str, now: datetime, reason: str = ""
) -> Case:
    """Another grade, and with it another promise, counted from the beginning."""
    case = locked(case_id)
    _demand_manager(actor, case)
    _open_only(case)
    declared = case.declared.grade_of.get(grade)
    if declared is None:
        raise ValidationError({"grade": "没有这个等级，请重新选。"})
    if case.grade == grade:
        return case
    responded, clock = case.responded_at, clocks.clock_for(now)
    case.grade = grade
    clocks.promise(case, clock, case.opened_at)
    case.responded_at, case.alarm_round = responded, case.alarm_round + 1
    moving.set_alarms(case, clock, now, is_new=True)
    case.fill_search()
    case.save()
    note_step(case, "graded", f"定为{declared.name}", actor, now, reason=reason.strip()[:300])
    record(actor=actor, action="cases.graded", target=case, grade=declared.name)
    return case
