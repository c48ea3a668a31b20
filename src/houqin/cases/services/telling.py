"""Telling people that a case waits for them, was closed, or was spoken about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from houqin.cases import policy
from houqin.cases.flow import Flow, Party
from houqin.cases.models import Case, CaseStep
from houqin.cases.services.recipients import Recipients, who_may_know
from houqin.notify.public import mark_done, page, send
from houqin.org.member import Member
from houqin.org.models import Staff


def managers_of(flow: Flow, now: datetime) -> list[Staff]:
    """Who is told while nobody answers for a case."""
    return Recipients(timezone.localdate(now)).managing(flow)


def tell_step(case: Case, step: CaseStep, actor: Member | None, now: datetime) -> None:
    """The one it waits for now, or who manages it; the reporter when it is closed."""
    me = actor.staff.pk if actor else None
    mark_done(target=case, now=now)
    flow, state = case.declared, case.standing
    if not state.is_open:
        if case.reporter is not None and case.reporter_id != me:
            title, body = f"{flow.name}{state.name}：{case.title}", f"{step.by_name}{step.name}。"
            told = policy.not_hidden(case, [case.reporter])
            _send(case, told, "case.closed", title, body, f"step-{step.pk}", now)
        return
    people: list[Staff] = []
    if case.waiter_id:
        people = policy.not_hidden(case, Staff.objects.filter(pk=case.waiter_id))
    elif case.waits_for == Party.MANAGER:
        everybody = Recipients(timezone.localdate(now))
        people = who_may_know(case, everybody.managing(flow), everybody)
    people = [one for one in people if one.pk != me]
    if people:
        where = f"，{case.place.full_name}" if case.place else ""
        due = f"，{timezone.localtime(case.due_at):%m月%d日 %H:%M} 前" if case.due_at else ""
        _send(case, people, "case.waiting", f"{flow.name}{state.name}：{case.title}",
              f"{case.number}{where}{due}", f"step-{step.pk}", now)  # fmt: skip


def _send(
    case: Case, people: list[Staff], kind: str, title: str, body: str, key: str, now: datetime
) -> None:
    """To ``people`` who may all know of the case. In a group may be whom it is hidden from."""
    flow = case.declared
    in_groups = f"{flow.name}：{case.number}" if flow.hidden_from else ""
    if kind == "case.comment" and not in_groups:
        in_groups = f"有人留言：{case.title}"
    send(
        recipients=people,
        kind=kind,
        title=title,
        body=body,
        url=page("cases:case", case.pk),
        key=f"case-{case.pk}-{key}",
        target=case,
        in_groups=in_groups,
        now=now,
    )


def tell_mentioned(case: Case, people: Iterable[Staff], said: str, who: str, number: int,
                   now: datetime) -> None:  # fmt: skip
    told = policy.not_hidden(case, people)
    _send(case, told, "case.comment", f"{who}：{said[:60]}", f"{case.number} {case.title}",
          f"comment-{number}", now)  # fmt: skip


def tell_person(
    case: Case, people: Iterable[Staff], title: str, body: str, key: str, now: datetime
) -> None:
    """Something about a case that somebody has to answer, or has been answered."""
    told = policy.not_hidden(case, people)
    _send(case, told, "case.waiting", title, f"{case.number} {body}", key, now)
