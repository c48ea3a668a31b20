"""Taking a step of a case's flow, once, by whoever may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from houqin.cases import policy
from houqin.cases.flow import Flow, Party, Transition
from houqin.cases.models import Case, CaseStep
from houqin.cases.services import clocks, moving
from houqin.cases.services.given import Given, Photos, fill_case, read_given
from houqin.cases.services.opening import earlier
from houqin.cases.services.telling import tell_step
from houqin.cases.worktime import WorkClock
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.org.member import Member

OUTSIDERS = frozenset({Party.PUBLIC, Party.CONTRACTOR})


def locked(case_id: int) -> Case:
    """The case, held until the transaction ends, with the people and the place it names."""
    rows = Case.objects.select_for_update(of=("self",)).defer("search")
    found: Case = rows.select_related("place", "owner", "verifier", "reporter").get(pk=case_id)
    return found


@transaction.atomic
def take(
    *,
    actor: Member | None,
    case_id: int,
    transition: str,
    now: datetime,
    given: Mapping[str, Any] | None = None,
    photos: Photos | None = None,
    token: UUID | None = None,
    as_party: Party | None = None,
    who: str = "",
) -> Case:
    """Take a step; the same ``token`` again changes nothing.

    A stranger (``actor`` None) comes ``as_party`` PUBLIC or CONTRACTOR, as the room has found out
    by follow code or link. ValidationError names needs as ``given.<code>``.
    """
    case = locked(case_id)
    if token is not None and _is_taken(token, case):
        return case
    flow = case.declared
    step = flow.transition_of.get(transition)
    if step is None or case.state not in step.sources:
        name = step.name if step else transition
        raise ValidationError(
            f"这件{flow.name}现在是“{case.standing.name}”，不能再“{name}”。请刷新后看看谁办过了。"
        )
    party = _demand(actor, case, step, as_party)
    _in_time(case, step, now)
    needs = step.needs_of(case)
    read = read_given(needs, given or {}, photos or {})
    before = case.state
    clock = clocks.clock_for(now)
    due = fill_case(case, flow, needs, read, now)
    if any(need.sets == "place" for need in needs):
        case.recurrence_of = earlier(case)
    _go(case, flow, step, read, actor, clock, due, now)
    row = CaseStep(
        case=case, transition=step.code, name=step.name, came_from=before, went_to=case.state,
        by=actor.staff if actor else None, by_name=_name(actor, case, who, as_party),
        party=party, at=now, given=read.stored, token=token or uuid4(),
    )  # fmt: skip
    _keep(case, row, read, actor, now)
    return case


def _is_taken(token: UUID, case: Case) -> bool:
    known = CaseStep.objects.filter(token=token).values_list("case", flat=True).first()
    if known is not None and known != case.pk:
        raise ValidationError("这张表已经用在另一件事上，请刷新后再填。")
    return known is not None


def _demand(
    actor: Member | None, case: Case, step: Transition, as_party: Party | None
) -> Party | str:
    if actor is None:
        why = step.guard(case, None) if step.guard else ""
        if as_party not in OUTSIDERS or as_party not in step.parties or why:
            raise PermissionDenied(why or f"“{step.name}”不能从外面办理。")
        return as_party
    if not policy.visible(actor).filter(pk=case.pk).exists():
        raise PermissionDenied("这件事不归您办，也没有请您协办。")
    helpers = list(case.cooperators.values_list("staff", flat=True))
    parties = policy.parties_of(actor, case, helpers)
    doers = case.steps.values_list("transition", "by_id") if step.not_by else ()
    answer = policy.may_take(actor, case, step, parties, doers)
    if not answer:
        raise PermissionDenied(getattr(answer, "reason", ""))
    return next(one for one in Party if one in step.parties & parties)


def _in_time(case: Case, step: Transition, now: datetime) -> None:
    end = case.done_at or case.closed_at
    if step.within_days and end is not None and now > end + timedelta(days=step.within_days):
        raise ValidationError(
            f"办结已超过 {step.within_days} 天，不能再“{step.name}”。请另提一件，会和这件连起来。"
        )


def _go(
    case: Case, flow: Flow, step: Transition, read: Given, actor: Member | None,
    clock: WorkClock, due: datetime | None, now: datetime,
) -> None:  # fmt: skip
    """Everything of the case that the step changes, except what the timeline keeps."""
    if actor is not None and step.makes is Party.OWNER and case.owner_id is None:
        case.owner = actor.staff
    if actor is not None and step.makes is Party.VERIFIER and case.verifier_id is None:
        case.verifier = actor.staff
    grade_chosen = any(need.sets == "grade" and need.code in read.values for need in step.needs)
    if grade_chosen and due is None and not step.reopens:
        _promise_again(case, clock, now)
    target = flow.state_of[_target(case, step, read)]
    if step.responds or (actor is not None and target.code != flow.initial):
        case.responded_at = case.responded_at or now
    round_before = case.alarm_round
    moving.move(case, target, clock, now, reopens=step.reopens)
    if due is not None:
        case.due_at = due
        case.alarm_round = round_before + 1
    is_new = grade_chosen or case.alarm_round != round_before
    moving.set_alarms(case, clock, now, is_new=is_new)


def _promise_again(case: Case, clock: WorkClock, now: datetime) -> None:
    """Another grade, another promise, counted from the beginning."""
    responded = case.responded_at
    clocks.promise(case, clock, case.opened_at)
    case.responded_at, case.alarm_round = responded, case.alarm_round + 1


def _target(case: Case, step: Transition, read: Given) -> str:
    if step.route is not None:
        return step.route(case, read.values) or step.target or case.state
    return step.target or case.state


def _name(actor: Member | None, case: Case, who: str, as_party: Party | None) -> str:
    if actor is not None:
        return actor.name
    if as_party is Party.PUBLIC:
        return "匿名" if case.is_anonymous else (who.strip() or case.outside_name or "报告人")[:50]
    return (who.strip() or "外单位")[:50]


def _keep(case: Case, row: CaseStep, read: Given, actor: Member | None, now: datetime) -> None:
    case.fill_search()
    case.full_clean(exclude=["institution", "search", "token", "entry", "waiter", "number"],
                    validate_unique=False)  # fmt: skip
    case.save()
    row.save(force_insert=True)
    for need, file in read.files:
        attach(actor=actor, file=file, owner=row, caption=need.label)
    record(actor=actor, action="cases.step", target=case, step=row.name)
    for hook in case.declared.on_step:
        hook(case=case, step=row, actor=actor, given=read.values, now=now)
    tell_step(case, row, actor, now)


def note_step(
    case: Case, code: str, name: str, actor: Member | None, now: datetime, **given: Any
) -> CaseStep:
    """A step of the engine's own (assigned, merged, extended …) in the timeline."""
    row = CaseStep(
        case=case, transition=code, name=name, came_from=case.state, went_to=case.state,
        by=actor.staff if actor else None, by_name=actor.name if actor else "系统",
        at=now, given=given, token=uuid4(),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


__all__ = ["locked", "note_step", "take"]
