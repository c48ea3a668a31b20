"""Who may see a case, whose it is, and who may take which step, with the reason when not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from houqin.cases.flow import Flow, Party, Transition, flow_of, flows
from houqin.cases.models import Case, CaseStep, Cooperator, Turn
from houqin.core.permissions import Allowed, Answer, Denied, held, may
from houqin.org.member import Member
from houqin.org.models import Staff

_PARTY_NAMES = {
    Party.REPORTER: "提出人",
    Party.OWNER: "责任人",
    Party.COOPERATOR: "协办人",
    Party.VERIFIER: "复查人",
    Party.MANAGER: "管理人员",
    Party.MEMBER: "本单位的人",
    Party.CONTRACTOR: "外单位",
    Party.PUBLIC: "报告人",
}


def own(me: int) -> Q:
    """Cases that one is a party to."""
    helped = Cooperator.objects.filter(case=OuterRef("pk"), staff=me)
    asked = Turn.objects.filter(person=me).values("approval__case")
    beside = Q(Exists(helped)) | Q(pk__in=asked)  # who has agreed reads on how it ends
    return Q(owner=me) | Q(verifier=me) | Q(reporter=me) | Q(waiter=me) | beside


def visible(member: Member, flow: str = "") -> QuerySet[Case]:
    """What the member may see: whole flows by permission, besides those one is a party to."""
    asked = (flow_of(flow),) if flow else flows()
    rows: QuerySet[Case] = Case.objects.filter(flow=flow) if flow else Case.objects.all()
    whole = [one.code for one in asked if held(member.roles, one.see)]
    if len(whole) < len(asked):
        mine = own(member.staff.pk)
        rows = rows.filter(Q(flow__in=whole) | mine if whole else mine)
    for one in asked:
        if one.hidden_from is not None:
            rows = rows.exclude(Q(flow=one.code) & one.hidden_from(member))
    return rows


@dataclass(frozen=True, slots=True)
class _Asked:
    """Somebody whose rights to a case are asked for without a session."""

    staff: Staff


def hidden(cases: Sequence[Case], people: Sequence[Staff]) -> set[tuple[int, int]]:
    """Which of these cases of one flow may not be known to which of the people: (case, person).

    One query for all of them, where anything may be hidden at all.
    """
    hidden_from = cases[0].declared.hidden_from if cases else None
    if hidden_from is None or not people:
        return set()
    asked = {f"from_{one.pk}": hidden_from(_Asked(one)) for one in people}
    rows = Case.objects.filter(pk__in=[one.pk for one in cases]).annotate(**asked)
    return {
        (pk, one.pk)
        for pk, *answers in rows.order_by().values_list("pk", *asked)
        for one, is_hidden in zip(people, answers, strict=True)
        if is_hidden
    }


def not_hidden(case: Case, people: Iterable[Staff]) -> list[Staff]:
    """Who of these may know of the case: nobody is told of what is hidden from them."""
    asked = list(people)
    closed = hidden([case], asked)
    return [one for one in asked if (case.pk, one.pk) not in closed]


def known_to(cases: Sequence[Case], person: Staff) -> list[Case]:
    """Those cases of one flow that are not hidden from the person."""
    closed = hidden(cases, [person])
    return [one for one in cases if (one.pk, person.pk) not in closed]


def managed(member: Member) -> list[str]:
    """Codes of the flows the member manages."""
    if member.is_read_only:
        return []
    return [one.code for one in flows() if held(member.roles, one.manage)]


def mine(member: Member) -> Q:
    """Open ones that wait for the member or that the member answers for."""
    me = member.staff.pk
    condition = Q(waiter=me) | Q(owner=me)
    codes = managed(member)
    if codes:
        condition |= Q(waits_for=Party.MANAGER, flow__in=codes)
    return Q(is_open=True) & condition


def waiting(member: Member) -> Q:
    """Open ones that wait for this member now."""
    condition = Q(waiter=member.staff.pk)
    codes = managed(member)
    if codes:
        condition |= Q(waits_for=Party.MANAGER, flow__in=codes)
    return Q(is_open=True) & condition


def manages(member: Member, flow: Flow) -> bool:
    return not member.is_read_only and held(member.roles, flow.manage)


def parties_of(member: Member, case: Case, cooperators: Iterable[int]) -> frozenset[Party]:
    """What the member is to the case; where a post is empty, managers fill it."""
    me, is_manager = member.staff.pk, manages(member, case.declared)
    found = {Party.MEMBER}
    if case.reporter_id == me or (is_manager and _reporter_left(case)):
        found.add(Party.REPORTER)
    if case.owner_id == me or (case.owner_id is None and is_manager):
        found.add(Party.OWNER)
    if case.verifier_id == me or (case.verifier_id is None and is_manager):
        found.add(Party.VERIFIER)
    if me in set(cooperators):
        found.add(Party.COOPERATOR)
    if is_manager:
        found.add(Party.MANAGER)
    return frozenset(found)


def _reporter_left(case: Case) -> bool:
    """It should wait for who reported it, and waits for managers: services.parting gave it them."""
    turn_of = case.standing.waits_for if case.reporter_id is not None else None
    return turn_of == Party.REPORTER and case.waits_for == Party.MANAGER


@dataclass(frozen=True, slots=True)
class Step:
    """A button of the case's page, greyed with the reason where ``answer`` is Denied."""

    transition: Transition
    answer: Answer

    @property
    def may(self) -> bool:
        return bool(self.answer)

    @property
    def why_not(self) -> str:
        return getattr(self.answer, "reason", "")


def may_take(
    member: Member,
    case: Case,
    step: Transition,
    parties: frozenset[Party],
    doers: Iterable[tuple[str, int | None]],
) -> Answer:
    """``doers``: (transition, staff) of the steps taken so far."""
    if member.is_read_only:
        return Denied("检查人员只能查看。")
    if not step.parties & parties:
        who = "、".join(_PARTY_NAMES[one] for one in Party if one in step.parties)
        return Denied(f"“{step.name}”由{who}办理。")
    if step.permission:
        answer = may(member, step.permission)
        if not answer:
            return answer
    me = member.staff.pk
    if step.not_by and any(code in step.not_by and who == me for code, who in doers):
        return Denied(f"经手的人不能自己“{step.name}”，请另一位同事来办。")
    why = step.guard(case, member) if step.guard else ""
    return Denied(why) if why else Allowed()


def steps_for(
    member: Member, case: Case, taken: Iterable[CaseStep] | None = None,
    cooperators: Iterable[int] | None = None,
) -> list[Step]:  # fmt: skip
    """The steps out of the case's state: those the member may take, and those denied to one of
    the right party, with the reason."""
    if cooperators is None:
        cooperators = case.cooperators.values_list("staff", flat=True)
    parties = parties_of(member, case, cooperators)
    if taken is None:
        taken = case.steps.only("transition", "by_id")
    doers = [(one.transition, one.by_id) for one in taken]
    found = []
    for step in case.declared.transitions:
        if case.state not in step.sources:
            continue
        answer = may_take(member, case, step, parties, doers)
        if answer or step.parties & parties:
            found.append(Step(step, answer))
    return found


def may_see_step(member: Member, step_id: int) -> bool:
    """Photos of a step are shown to who may see its case."""
    return visible(member).filter(steps=step_id).exists()


def may_see_comment(member: Member, comment_id: int) -> bool:
    return visible(member).filter(comments=comment_id).exists()


def sees_reporter(member: Member, case: Case) -> bool:
    flow, me = case.declared, member.staff.pk
    told = {case.reporter_id, case.owner_id} if case.kind in flow.told_owner else {case.reporter_id}
    return not flow.hides_reporter or me in told or manages(member, flow)


def public_steps(case: Case) -> list[Transition]:
    """What a stranger with the follow code may do now."""
    return [
        step for step in case.declared.transitions
        if case.state in step.sources and Party.PUBLIC in step.parties
        and not (step.guard and step.guard(case, None))
    ]  # fmt: skip
