"""What happens around a hazard's steps: its owner, where it came from, who is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.core.exceptions import ValidationError

from houqin.cases.flow import Escalation, Party
from houqin.cases.public import Case, Source, open_case, take
from houqin.cases.services.recipients import Recipients
from houqin.notify.public import page, send
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.safety import rules
from houqin.safety.services.walking import officers

TIPPED = "cases.case"
_AGAIN = Escalation("again", "又出现", ("superior", "role:principal"), hours=0)


def first_owner(case: Case) -> Staff | None:
    """Until it is given to somebody, the safety officer answers for a hazard."""
    return next(iter(officers(rules.day_of(case.opened_at))), None)


def opened(*, case: Case, actor: Member | None, given: Any, now: datetime) -> None:
    """A hazard that somebody reports has a place; a record book may not know one."""
    if case.source == Source.REPORT and case.place_id is None:
        raise ValidationError({"place": "请选隐患在哪里，没有地点没法派人整改。"})
    if case.recurrence_of is not None:
        _tell_superior(case, case.recurrence_of, f"上一次 {case.recurrence_of.number}", now)


def _tell_superior(case: Case, before: Case, said: str, now: datetime) -> None:
    """The same thing at the same place again: above whoever put it right the last time."""
    today = rules.day_of(now)
    who = before.owner.name if before.owner else "没有定人"
    send(
        recipients=Staff.objects.filter(pk__in=Recipients(today).of(before, _AGAIN)),
        kind="safety.recurred", title=f"又出现：{case.title}"[:80], target=case, now=now,
        body=f"{case.number}，{said}，上次责任人：{who}。",
        url=page("cases:case", case.pk), key=f"recurred-{case.pk}-{case.reopened}",
    )  # fmt: skip


def stepped(*, case: Case, step: Any, actor: Member | None, given: Any, now: datetime) -> None:
    """Once a hazard is verified, whoever tipped it off reads that it was put right.

    One that is opened again is told above whoever put it right.
    """
    if step.transition == "reopen":
        _tell_superior(case, case, f"第 {case.reopened} 次重新打开", now)
    if step.transition != "verify" or case.pointer_type != TIPPED:
        return
    tip = Case.objects.filter(pk=case.pointer_id or 0, flow="hazard_tip", state="real").first()
    if tip is not None:
        take(
            actor=None, as_party=Party.PUBLIC, who="系统", case_id=tip.pk,
            transition="finish", now=now,
            given={"said": "已经整改并复查合格，谢谢您的提醒。"},
        )  # fmt: skip


def still_open(case: Case, actor: Member | None) -> str:
    """A tip is answered once its hazard is closed, not before."""
    found = Case.objects.filter(
        pointer_type=TIPPED, pointer_id=case.pk, flow="hazard", is_open=False
    )
    return "" if found.exists() else "它的隐患还没有复查销号，销号后会自动告诉报告人。"


def screened(*, case: Case, step: Any, actor: Member | None, given: Any, now: datetime) -> None:
    """A tip that proves true enters the hazards, with all it said."""
    if step.transition != "accept":
        return
    open_case(
        actor=actor, flow="hazard", title=case.title, text=case.text, now=now, kind=case.kind,
        grade=given.get("grade", ""), place=case.place, source=Source.CASE, pointer=case,
        token=uuid5(NAMESPACE_OID, f"tip:{case.token}"),
    )  # fmt: skip
