"""Settle how things go here: working hours, deadlines by grade, who approves from which amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.cases.approvals.types import SUPERIOR, RequestType, Stage, type_of
from houqin.cases.flow import Flow, Grade, flow_of, flows
from houqin.cases.models import GradePromise, RequestRule, WorkHours
from houqin.cases.worktime import OFFICE, Span
from houqin.core.money import yuan
from houqin.core.prepared import Prepared, PreparedRows
from houqin.core.roles import Kind, role_name
from houqin.core.saving import save_with
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member

STAGES_AT_MOST = 5
OURS = ("institution",)


_HOURS = PreparedRows(lambda: WorkHours.objects.order_by("pk").values("spans")[:1])


def spans_here() -> tuple[Span, ...]:
    """The working hours of the institution in scope (one query)."""
    kept = next((row.spans for row in _HOURS()), None)
    return tuple((_clock(a), _clock(b)) for a, b in kept) if kept else OFFICE


def _clock(said: str) -> time:
    return time.fromisoformat(said)


def said_of(spans: Sequence[Span]) -> str:
    return "、".join(f"{opens:%H:%M}—{closes:%H:%M}" for opens, closes in spans)


@transaction.atomic
def set_hours(*, actor: Member, spans: Sequence[Span]) -> None:
    """Deadlines that are set from now on run in these hours."""
    demand(actor, "cases.settings")
    kept = [span for span in spans if span[0] is not None]
    if not kept:
        raise ValidationError("请至少填一段工作时间。")
    ends = [moment for span in kept for moment in span]
    if ends != sorted(set(ends)):
        raise ValidationError(
            "工作时间要从早到晚，几段之间不能重叠，例如 8:00—12:00、13:30—17:30。"
        )
    if tuple(kept) == spans_here():
        return
    row = WorkHours.objects.first() or WorkHours()
    save_with(row, {"spans": [[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in kept]}, unchecked=OURS)
    record(actor=actor, action="cases.hours_changed", target=row, hours=said_of(kept))


def flows_with_grades() -> list[Flow]:
    """Flows whose deadlines are settled here; a room with a page of its own keeps its own."""
    return [one for one in flows() if one.grades and one.promised is None]


_PROMISED = Prepared[GradePromise](
    lambda flow, grade: GradePromise.objects.filter(flow=flow, grade=grade)
)


def promised_here(flow: Flow, grade: Grade) -> Grade:
    """The grade with what this institution promises (one query)."""
    row = _PROMISED.one(flow=flow.code, grade=grade.code)
    return grade.promising(row) if row else grade


@transaction.atomic
def keep_promise(
    *, actor: Member, flow: str, grade: str, respond_hours: Decimal | None,
    finish_hours: Decimal | None, finish_days: int | None,
) -> GradePromise:  # fmt: skip
    """Promise otherwise; it holds for what is opened or graded from now on."""
    demand(actor, "cases.settings")
    declared = flow_of(flow)
    if grade not in declared.grade_of or declared not in flows_with_grades():
        raise ValidationError("这一类没有这个等级，或在自己的设置页里定期限。")
    known = GradePromise.objects.select_for_update().filter(flow=flow, grade=grade).first()
    row = known or GradePromise(flow=flow, grade=grade)
    given = {
        "respond_hours": respond_hours, "finish_hours": finish_hours, "finish_days": finish_days,
    }  # fmt: skip
    save_with(row, given, unchecked=OURS)
    name = f"{declared.name}（{declared.grade_of[grade].name}）"
    said = promise_said(declared.grade_of[grade].promising(row))
    record(actor=actor, action="cases.promise_changed", target=row, which=name, promise=said)
    return row


def promise_said(grade: Grade) -> str:
    rest = "" if grade.is_always_on else "工作"
    parts = [f"{grade.respond_hours:g} {rest}小时内接手"] if grade.respond_hours else []
    if grade.finish_hours:
        parts.append(f"{grade.finish_hours:g} {rest}小时内办好")
    elif grade.finish_days:
        parts.append(f"{grade.finish_days} 个{'日' if grade.is_always_on else '工作日'}内办好")
    return "，".join(parts) or "不定期限"


def type_here(code: str) -> RequestType:
    """The sort of request as it is approved in the institution in scope (one query)."""
    return types_here([type_of(code)])[0]


def types_here(sorts: Sequence[RequestType]) -> list[RequestType]:
    rules = {one.type: one for one in RequestRule.objects.filter(type__in=[s.code for s in sorts])}
    return [_ruled(one, rules.get(one.code)) for one in sorts]


def _ruled(sort: RequestType, rule: RequestRule | None) -> RequestType:
    if rule is None:
        return sort
    stages = tuple(Stage(*one) for one in rule.kept_stages())
    return replace(
        sort, stages=stages, collective_from=rule.collective_from, signed_from=rule.signed_from
    )


@transaction.atomic
def set_request_rule(
    *, actor: Member, type: str, stages: Sequence[tuple[Sequence[str], Decimal | None]],  # noqa: A002
    collective_from: Decimal | None, signed_from: Decimal | None,
) -> RequestRule:  # fmt: skip
    """Who approves from which amount, in order; requests already filed keep their chain."""
    demand(actor, "cases.approval_rules")
    sort = type_of(type)
    if not stages or len(stages) > STAGES_AT_MOST:
        raise ValidationError(f"审批要有 1 到 {STAGES_AT_MOST} 步。")
    if all(first is not None for _roles, first in stages):
        raise ValidationError("至少要有一步不限金额，否则没写金额的申请没有人批。")
    made = [
        _stage(sort, number, roles, first, actor) for number, (roles, first) in enumerate(stages)
    ]
    row = RequestRule.objects.select_for_update().filter(type=type).first() or RequestRule(
        type=type
    )
    given = {
        "stages": made, "collective_from": _yuan(collective_from),
        "signed_from": _yuan(signed_from),
    }  # fmt: skip
    save_with(row, given, unchecked=OURS)
    said = rule_said(_ruled(sort, row), actor.kind)[:300]
    record(actor=actor, action="cases.request_rule_changed", target=row, which=sort.name, rule=said)
    return row


def _yuan(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else yuan(amount)


def _stage(
    sort: RequestType, number: int, roles: Sequence[str], first: Decimal | None, actor: Member
) -> list[Any]:
    """A stage keeps the name its room gave to it while its roles stay the same."""
    same = next((one.called(actor.kind) for one in sort.stages if one.roles == tuple(roles)), "")
    names = ["上级" if role == SUPERIOR else role_name(role, actor.kind) for role in roles]
    name = same or "、".join(names) + ("会签" if len(names) > 1 else "审批")
    return [f"s{number + 1}", name, list(roles), None if first is None else str(yuan(first))]


def rule_said(sort: RequestType, kind: Kind) -> str:
    """总务审核，2,000 元起校长审批；20,000 元起集体决策."""
    steps = [
        f"{one.from_amount:,.0f} 元起{one.called(kind)}" if one.from_amount else one.called(kind)
        for one in sort.stages
    ]
    more = [
        f"{limit:,.0f} 元起{what}"
        for limit, what in ((sort.collective_from, "集体决策"), (sort.signed_from, "要签名"))
        if limit is not None
    ]
    return "；".join(["，".join(steps), *more])
