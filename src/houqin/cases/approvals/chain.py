"""The chain of a request: whose turn it is, what their word does. Nobody decides their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.cases.approvals.meeting import why_not_yet
from houqin.cases.approvals.people import Found, asked, is_theirs, resolve
from houqin.cases.approvals.types import RequestType, type_of
from houqin.cases.models import Approval, Case, CaseStep, Cooperator, Turn
from houqin.cases.services import clocks, moving
from houqin.cases.services.opening import open_case
from houqin.cases.services.settling import type_here
from houqin.cases.services.stepping import locked, note_step
from houqin.cases.services.telling import tell_step
from houqin.core import clock
from houqin.core.once import alone
from houqin.core.roles import Kind
from houqin.files.models import StoredFile
from houqin.files.public import attachments_of
from houqin.journal.public import record
from houqin.org.holders import Holders, load_holders
from houqin.org.member import Member
from houqin.org.models import Staff

_OPEN = Turn.Decision.OPEN


@transaction.atomic
def file_request(
    *,
    actor: Member,
    type: str,  # noqa: A002 - what it is called everywhere
    title: str,
    now: datetime,
    text: str = "",
    amount: Decimal | None = None,
    files: Sequence[StoredFile] = (),
    token: UUID | None = None,
    pointer: Any = None,
) -> Case:
    """Ask for something; the first of the chain is told. The same ``token`` again asks once."""
    alone(token)
    known = Case.objects.filter(token=token).first() if token else None
    if known is not None:
        return known
    sort = type_here(type)
    if sort.wants_amount and amount is None:
        raise ValidationError({"amount": "请填写金额，审批按金额走。"})
    first, today = sort.chain(amount)[0], timezone.localdate(now)
    people = asked(first.called(actor.kind), first.roles, actor.staff, load_holders(), today)
    case = open_case(
        actor=actor, flow="request", title=title, text=text, kind="", now=now, photos=files,
        money_planned=amount, owner=people[0][1], cooperators=[one for _r, one, _n in people[1:]],
        token=token, pointer=pointer,
    )  # fmt: skip
    approval = Approval(
        case=case,
        type=sort.code,
        type_name=sort.name,
        amount=amount,
        chain=_kept(sort, amount, actor.kind),
    )
    approval.full_clean(exclude=["institution", "case"])
    approval.save()
    _make_turns(approval, people)
    return case


def _kept(sort: RequestType, amount: Decimal | None, kind: Kind) -> list[Any]:
    return [[one.code, one.called(kind), list(one.roles)] for one in sort.chain(amount)]


def _asker(case: Case) -> Staff:
    return Staff.objects.select_related("department").get(pk=case.reporter_id or 0)


def _make_turns(approval: Approval, people: Sequence[Found]) -> None:
    name = approval.chain[approval.stage][1]
    Turn.objects.bulk_create([
        Turn(approval=approval, stage=approval.stage, position=position, stage_name=name,
             role=role, person=person, note=note)
        for position, (role, person, note) in enumerate(people)
    ])  # fmt: skip


def _open_turns(approval: Approval) -> list[Turn]:
    rows = approval.turns.filter(stage=approval.stage, decision=_OPEN)
    return list(rows.select_related("person").order_by("position", "pk"))


def why_not_agree(case: Case, actor: Member | None) -> str:
    """A guard of the flow: "" where consent may be given now."""
    approval: Approval | None = case.subject
    if approval is None or actor is None:
        return "这份申请还没有提交完。"
    if case.reporter_id == actor.staff.pk:
        return "不能审批自己的申请。"
    if not any(turn.person_id == actor.staff.pk for turn in _open_turns(approval)):
        return "这一步不由您审批，或您已经表过态。"
    return why_not_yet(approval)


def wants_signature(case: Case) -> bool:
    approval: Approval | None = case.subject
    return approval is not None and type_here(approval.type).wants_signature(approval.amount)


def stepped(
    *, case: Case, step: CaseStep, actor: Member | None, given: Mapping[str, Any], now: datetime
) -> None:
    """What a step means for the chain; runs in its transaction."""
    approval: Approval | None = case.subject
    if approval is None or actor is None:
        return
    if step.transition == "agree":
        _agree(case, approval, step, actor, given, now)
    elif step.transition in {"return", "refuse"}:
        decision = {"return": Turn.Decision.RETURNED, "refuse": Turn.Decision.REFUSED}
        _decide(approval, actor, decision[step.transition], given.get("why", ""), now)
        _drop(approval)
    elif step.transition == "withdraw":
        _drop(approval)
    elif step.transition == "resubmit":
        _ask_again(case, approval, actor.kind, given, now)
    if step.transition in {"refuse", "withdraw"}:
        ended = type_of(approval.type).on_ended
        if ended is not None:
            ended(case=case, now=now)


def _decide(approval: Approval, actor: Member, decision: str, said: str, now: datetime) -> None:
    for turn in _open_turns(approval):
        if turn.person_id == actor.staff.pk:
            turn.decision, turn.opinion, turn.decided_at = decision, said, now
            turn.save(update_fields=["decision", "opinion", "decided_at"])
            return
    raise PermissionDenied("这一步不由您审批，或您已经表过态。")


def _drop(approval: Approval) -> None:
    approval.turns.filter(decision=_OPEN).update(decision=Turn.Decision.DROPPED)


def _agree(
    case: Case, approval: Approval, step: CaseStep, actor: Member, given: Mapping[str, Any],
    now: datetime,
) -> None:  # fmt: skip
    sort = type_here(approval.type)
    if sort.wants_signature(approval.amount) and not attachments_of([step])[step.pk]:
        raise ValidationError({"given.signature": "这个金额的申请要签名，请用手指签一下。"})
    _decide(approval, actor, Turn.Decision.AGREED, given.get("opinion", ""), now)
    waiting = _open_turns(approval)
    if not waiting:
        approval.stage += 1
        waiting = _begin_stage(case, approval, now)
    if waiting:
        _give_turn(case, waiting)
    else:
        _grant(case, approval, sort, now)


def _begin_stage(case: Case, approval: Approval, now: datetime) -> list[Turn]:
    """The turns of the next stage: of those who have not agreed in an earlier one; [] after the
    last."""
    asker, holders, today = _asker(case), load_holders(), timezone.localdate(now)
    said = approval.turns.filter(decision=Turn.Decision.AGREED).values_list("stage", "person")
    agreed = list(said)
    while approval.stage < len(approval.chain):
        _code, name, roles = approval.chain[approval.stage]
        before = {person for stage, person in agreed if stage < approval.stage}
        people = [
            one for one in asked(name, roles, asker, holders, today) if one[1].pk not in before
        ]
        if people:
            approval.save(update_fields=["stage", "chain", "amount"])
            _make_turns(approval, people)
            return _open_turns(approval)
        approval.stage += 1
    return []


def _give_turn(case: Case, waiting: Sequence[Turn]) -> None:
    """The first whose word is missing answers for the case, the others sign beside."""
    case.owner = waiting[0].person
    moving.set_waiter(case, case.standing)
    case.cooperators.all().delete()
    rows = [Cooperator(case=case, staff=turn.person) for turn in waiting[1:]]
    Cooperator.objects.bulk_create(rows)
    case.fill_search()
    case.save()


def _grant(case: Case, approval: Approval, sort: RequestType, now: datetime) -> None:
    approval.stage = len(approval.chain) - 1
    approval.save(update_fields=["stage"])
    moving.move(case, case.declared.state_of["granted"], clocks.clock_for(now), now)
    case.next_alarm_at = None
    case.cooperators.all().delete()
    case.fill_search()
    case.save()
    note_step(case, "granted", "全部同意", None, now)
    record(actor=None, action="cases.granted", target=case)
    if sort.on_granted is not None:
        sort.on_granted(case=case, now=now)


def _ask_again(
    case: Case, approval: Approval, kind: Kind, given: Mapping[str, Any], now: datetime
) -> None:
    """Where it was returned, it goes on; with another amount the chain starts anew."""
    amount, sort = given.get("amount"), type_here(approval.type)
    if amount is not None and amount != approval.amount:
        approval.amount, approval.stage = amount, 0
        approval.chain = _kept(sort, amount, kind)
        case.money_planned = amount
        # Consent was to the other amount.
        agreed = approval.turns.filter(decision=Turn.Decision.AGREED)
        agreed.update(decision=Turn.Decision.DROPPED)
    _give_turn(case, _begin_stage(case, approval, now))


def follow_people(today: date) -> int:
    """Words that wait for somebody who is away, has left or has given the post up are asked of who
    answers for it now; back from leave, one is asked again oneself."""
    now, moved = clock.now(), 0
    rows = Turn.objects.filter(decision=_OPEN, approval__case__state="asked").order_by("pk")
    waiting = list(rows.select_related("approval__case__reporter__department"))
    if not waiting:
        return 0
    holders = load_holders()
    for turn in waiting:
        asker = turn.approval.case.reporter
        if asker and not is_theirs(turn.role, turn.person_id, asker, holders, today):
            moved += _hand_over(turn.pk, holders, today, now)
    return moved


@transaction.atomic
def _hand_over(turn_id: int, holders: Holders, today: date, now: datetime) -> int:
    turn = Turn.objects.select_related("approval__case", "person").get(pk=turn_id)
    case = locked(turn.approval.case_id)
    pk, note = resolve(turn.role, _asker(case), holders, today)
    if pk is None or pk == turn.person_id or turn.decision != _OPEN:
        return 0
    taken = turn.approval.turns.filter(stage=turn.stage, person=pk).exclude(
        decision=Turn.Decision.DROPPED
    )
    if taken.exists():
        return 0  # one person's word does not count twice in one countersigning
    before = turn.person.name
    turn.person, turn.note = Staff.objects.get(pk=pk), note
    turn.save(update_fields=["person", "note"])
    _give_turn(case, _open_turns(turn.approval))
    told = f"原由{before}审批，改由{turn.person.name}{note or '审批'}"
    tell_step(case, note_step(case, "handed_over", told, None, now), None, now)
    return 1
