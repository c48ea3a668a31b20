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

from houqin.cases.approvals.types import SUPERIOR, RequestType, type_of
from houqin.cases.models import Approval, Case, CaseStep, CollectiveDecision, Cooperator, Turn
from houqin.cases.services import clocks, moving
from houqin.cases.services.opening import open_case
from houqin.cases.services.settling import type_here
from houqin.cases.services.stepping import locked, note_step
from houqin.cases.services.telling import tell_step
from houqin.core import clock
from houqin.core.roles import Role
from houqin.files.models import StoredFile
from houqin.files.public import attachments_of
from houqin.journal.public import record
from houqin.org.holders import Holders, load_holders
from houqin.org.member import Member
from houqin.org.models import Staff

NOBODY = "“{stage}”这一步找不到可以审批的人（不能批自己的申请）。请信息员先设好人员或代理人。"
# Who is asked where the one who should be is the asker, or is away without a substitute.
_INSTEAD = (Role.PRINCIPAL, Role.DIRECTOR, Role.CLERK)
_INSTEAD_OF_SUPERIOR = (Role.DIRECTOR, Role.PRINCIPAL, Role.CLERK)
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
    known = Case.objects.filter(token=token).first() if token else None
    if known is not None:
        return known
    sort = type_here(type)
    if sort.wants_amount and amount is None:
        raise ValidationError({"amount": "请填写金额，审批按金额走。"})
    people = _people(sort, sort.chain(amount)[0].roles, actor.staff, load_holders(), now)
    case = open_case(
        actor=actor, flow="request", title=title, text=text, kind="", now=now, photos=files,
        money_planned=amount, owner=people[0][1], cooperators=[one for _r, one, _n in people[1:]],
        token=token, pointer=pointer,
    )  # fmt: skip
    approval = Approval(
        case=case, type=sort.code, type_name=sort.name, amount=amount, chain=_kept(sort, amount)
    )
    approval.full_clean(exclude=["institution", "case"])
    approval.save()
    _make_turns(approval, people)
    return case


def _kept(sort: RequestType, amount: Decimal | None) -> list[Any]:
    return [[stage.code, stage.name, list(stage.roles)] for stage in sort.chain(amount)]


Found = tuple[str, Staff, str]


def _people(
    sort: RequestType, roles: Sequence[str], asker: Staff, holders: Holders, now: datetime
) -> list[Found]:
    """Role, person and note of everybody whose word the stage needs; each person once."""
    today, found = timezone.localdate(now), dict[int, Found]()
    for role in roles:
        pk, note = _resolve(role, asker, holders, today)
        if pk is None:
            raise ValidationError(NOBODY.format(stage=sort.name))
        if pk not in found:
            found[pk] = (role, Staff.objects.get(pk=pk), note)
    return list(found.values())


def _resolve(role: str, asker: Staff, holders: Holders, today: date) -> tuple[int | None, str]:
    """The person, or the substitute while that one is away; never the asker."""
    if role == SUPERIOR:
        above = _superior(asker)
        wanted = [above] if above else []
    else:
        wanted = holders.of_role(role, asker.department_id, today)
    pk, note = _present(wanted, asker, holders, today)
    if pk is not None:
        return pk, note
    for other in _INSTEAD_OF_SUPERIOR if role == SUPERIOR else _INSTEAD:
        pk, note = _present(holders.of_role(other, None, today), asker, holders, today)
        if pk is not None:
            return pk, note or ("" if role == SUPERIOR else "代行")
    return None, ""


def _present(
    wanted: Sequence[int], asker: Staff, holders: Holders, today: date
) -> tuple[int | None, str]:
    """The first who is here, or who substitutes for the first that is away."""
    for place, pk in enumerate(wanted):
        is_away, substitute = holders.away(pk, today, today)
        if not is_away and pk != asker.pk and pk in holders.here:
            return pk, "" if place == 0 else "代理"
        if is_away and substitute is not None and substitute != asker.pk:
            return substitute, "代班"
    return None, ""


def _asker(case: Case) -> Staff:
    return Staff.objects.select_related("department").get(pk=case.reporter_id or 0)


def _superior(asker: Staff) -> int | None:
    head = asker.department.head_id if asker.department else None
    return asker.superior_id or (head if head != asker.pk else None)


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
    sort = type_here(approval.type)
    if sort.wants_meeting(approval.amount) and not _passed(approval):
        return (
            f"金额达到 {sort.collective_from:,.0f} 元，要先开会集体决策。请先“登记集体决策”再同意。"
        )
    return ""


def _passed(approval: Approval) -> bool:
    last: CollectiveDecision | None = approval.decisions.order_by("-pk").first()
    return last is not None and last.is_passed


def stepped(
    *, case: Case, step: CaseStep, actor: Member | None, given: Mapping[str, Any], now: datetime
) -> None:
    """What a step means for the chain; runs in its transaction."""
    approval: Approval | None = case.subject
    if approval is None or actor is None:
        return
    if step.transition == "assigned":
        raise ValidationError("申请由审批链上的人表态，不能改派；人不在时系统会自动转给代班人。")
    if step.transition == "agree":
        _agree(case, approval, step, actor, given, now)
    elif step.transition in {"return", "refuse"}:
        decision = {"return": Turn.Decision.RETURNED, "refuse": Turn.Decision.REFUSED}
        _decide(approval, actor, decision[step.transition], given.get("why", ""), now)
        _drop(approval)
    elif step.transition == "withdraw":
        _drop(approval)
    elif step.transition == "resubmit":
        _ask_again(case, approval, given, now)
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
    """The turns of the next stage whose people have not agreed already; [] after the last."""
    asker = _asker(case)
    sort, holders = type_of(approval.type), load_holders()
    agreed = set(
        approval.turns.filter(decision=Turn.Decision.AGREED).values_list("person", flat=True)
    )
    while approval.stage < len(approval.chain):
        people = _people(sort, approval.chain[approval.stage][2], asker, holders, now)
        if any(person.pk not in agreed for _role, person, _note in people):
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


def _ask_again(case: Case, approval: Approval, given: Mapping[str, Any], now: datetime) -> None:
    """Where it was returned, it goes on; with another amount the chain starts anew."""
    amount, sort = given.get("amount"), type_here(approval.type)
    if amount is not None and amount != approval.amount:
        approval.amount, approval.stage = amount, 0
        approval.chain = _kept(sort, amount)
        case.money_planned = amount
        # Consent was to the other amount.
        agreed = approval.turns.filter(decision=Turn.Decision.AGREED)
        agreed.update(decision=Turn.Decision.DROPPED)
    _give_turn(case, _begin_stage(case, approval, now))


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
    absent: str = "",
) -> CollectiveDecision:
    """集体决策: each who was there with opinion and vote; passed by more than half of them."""
    case = locked(case_id)
    approval: Approval | None = case.subject
    if approval is None or case.state != "asked":
        raise ValidationError("这份申请不在审批中，不能登记集体决策。")
    may_record = {turn.person_id for turn in _open_turns(approval)}
    if actor.staff.pk not in may_record and not actor.roles & {Role.DIRECTOR, Role.CLERK}:
        raise PermissionDenied("集体决策由审批人或总务登记。")
    said = [one for one in opinions if one.get("name") and one.get("vote")]
    if len(said) < 2:
        raise ValidationError({"opinions": "集体决策至少要有两个人的意见和表决。"})
    if held_on > timezone.localdate(now):
        raise ValidationError({"held_on": "会议日期不能晚于今天。"})
    in_favour = sum(one["vote"] == "for" for one in said)
    row = CollectiveDecision(
        approval=approval, meeting=meeting.strip(), held_on=held_on, chair=chair.strip(),
        absent=absent.strip(), opinions=[dict(one) for one in said],
        is_passed=in_favour * 2 > len(said), result=result.strip(), made_by=actor.staff,
        made_at=now,
    )  # fmt: skip
    row.full_clean(exclude=["institution", "approval", "made_by"])
    row.save(force_insert=True)
    word = "通过" if row.is_passed else "没有通过"
    votes = f"{in_favour}/{len(said)} 同意"
    note_step(case, "decided", f"集体决策{word}", actor, now, meeting=row.meeting, votes=votes)
    record(actor=actor, action="cases.decided", target=case, result=word)
    return row


def follow_people(today: date) -> int:
    """Words that wait for somebody who is away, or has left, are asked of who stands in."""
    now, moved = clock.now(), 0
    rows = Turn.objects.filter(decision=_OPEN, approval__case__state="asked")
    waiting = list(rows.select_related("approval").order_by("pk"))
    if not waiting:
        return 0
    holders = load_holders()
    for turn in waiting:
        gone = turn.person_id not in holders.here
        if gone or holders.away(turn.person_id, today, today)[0]:
            moved += _hand_over(turn.pk, holders, today, now)
    return moved


@transaction.atomic
def _hand_over(turn_id: int, holders: Holders, today: date, now: datetime) -> int:
    turn = Turn.objects.select_related("approval__case", "person").get(pk=turn_id)
    case = locked(turn.approval.case_id)
    asker = _asker(case)
    pk, note = _resolve(turn.role, asker, holders, today)
    if pk is None or pk == turn.person_id or turn.decision != _OPEN:
        return 0
    taken = turn.approval.turns.filter(stage=turn.stage, person=pk).exists()
    if taken:
        return 0  # one person's word does not count twice in one countersigning
    before = turn.person.name
    turn.person, turn.note = Staff.objects.get(pk=pk), note
    turn.save(update_fields=["person", "note"])
    _give_turn(case, _open_turns(turn.approval))
    row = note_step(case, "handed_over", f"{before}不在，由{turn.person.name}{note}", None, now)
    tell_step(case, row, None, now)
    return 1
