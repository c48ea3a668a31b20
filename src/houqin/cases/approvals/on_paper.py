"""What the closing form of a request says beside its steps: the chain, what meetings decided."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from houqin.cases.approvals.meeting import VOTES
from houqin.cases.models import Approval, Case, CollectiveDecision, Turn


def facts(case: Case) -> Iterator[tuple[str, str]]:
    approval: Approval | None = case.subject
    if approval is None:
        return
    yield "申请种类", approval.type_name
    for turn in approval.shown_turns():
        if turn.decision != Turn.Decision.DROPPED:
            yield turn.stage_name, _word(turn)
    for one in approval.decisions.order_by("pk"):
        yield "集体决策", _record(one)


def _word(turn: Turn) -> str:
    who = f"{turn.person.name}（{turn.note}）" if turn.note else turn.person.name
    at = f"  {timezone.localtime(turn.decided_at):%Y-%m-%d %H:%M}" if turn.decided_at else ""
    said = f"：{turn.opinion}" if turn.opinion else ""
    return f"{who}  {turn.get_decision_display()}{at}{said}"


def _record(one: CollectiveDecision) -> str:
    votes = "；".join(
        f"{said['name']} {VOTES.get(said['vote'], said['vote'])}"
        + (f"（{said['opinion']}）" if said.get("opinion") else "")
        for said in one.opinions
    )
    amount = f"{one.amount:,.2f} 元，" if one.amount is not None else ""
    word = "通过" if one.is_passed else "没有通过"
    return (
        f"{one.held_on:%Y-%m-%d} {one.meeting}，主持人 {one.chair}；{one.said}。{votes}。"
        f"{amount}{word}：{one.result}"
    )
