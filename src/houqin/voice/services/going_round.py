"""What is said about those who handle what is said: it goes to somebody else, never to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from houqin.cases.models import Case
from houqin.cases.policy import not_hidden
from houqin.cases.services import moving
from houqin.cases.services.recipients import Recipients, who_may_know
from houqin.cases.services.telling import managers_of, tell_person
from houqin.core.manifest import permission
from houqin.core.roles import Role
from houqin.notify.public import page, send
from houqin.org.holders import load_holders
from houqin.org.models import Staff

# Whom a stranger may say that it is about, without a name.
LEADERS = (Role.PRINCIPAL, Role.DIRECTOR, Role.CLERK)
NOBODY = (
    "您反映的正好是这里全部能受理的人，单位里没有人可以回避办理。"
    "请直接向上级主管部门反映，比如教育局、卫健委。"
)


def holders_of_leading(roles: Iterable[str], now: datetime) -> list[Staff]:
    """Everybody who holds one of these posts now, deputies too."""
    wanted = list(roles)
    if not wanted:
        return []
    holders, today = load_holders(), timezone.localdate(now)
    found = {pk for role in wanted for pk in holders.of_role(role, None, today)}
    return list(Staff.objects.filter(pk__in=found))


def go_round(case: Case, now: datetime) -> None:
    """Where all who handle opinions are concerned, a superior of theirs judges the case; where
    there is none, the bureau's inspectors are told. ValidationError where nobody is left at all."""
    if not case.is_open:
        return
    handlers = holders_of_leading(map(str, permission("voice.handle").roles), now)
    if not_hidden(case, handlers):
        return
    people = Recipients(timezone.localdate(now))
    found = who_may_know(case, handlers, people)
    inspectors = {one.pk for one in holders_of_leading([Role.INSPECTOR], now)}
    above = next((one for one in found if one.pk not in inspectors), None)
    if above is not None:
        case.verifier = above
        moving.set_waiter(case, case.standing)
        case.save(update_fields=["verifier", "waiter", "waits_for"])
        return
    keepers = not_hidden(case, holders_of_leading([Role.ADMINISTRATOR], now))
    if not found and not keepers:
        raise ValidationError(NOBODY)
    _ask_for_somebody(case, keepers, now)


def _ask_for_somebody(case: Case, keepers: list[Staff], now: datetime) -> None:
    """Who keeps the accounts can name somebody; what it is about is not told."""
    send(
        recipients=keepers,
        kind="case.waiting",
        title="有一件意见没有人可以受理",
        body=f"{case.number} 反映的是现有全部受理人。请报上级主管部门，并设一位不涉及的总务负责人或"
        "总务干事（可以是代理）来受理。",
        url=page("org:staff"),
        key=f"case-{case.pk}-nobody",
        now=now,
    )


def tell_principal(case: Case, now: datetime) -> None:
    """Whoever usually is told may be the one whom it is about: then others hear of it anyway."""
    if not not_hidden(case, managers_of(case.declared, now)):
        return
    people = holders_of_leading([Role.PRINCIPAL], now)
    tell_person(case, people, f"意见投诉待受理：{case.title}", "涉及本单位的人", "about", now)
