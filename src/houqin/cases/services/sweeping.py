"""Reminders and escalations: each step of each deadline is told once, however often this runs.

A batch is one transaction: its alarms, its notices and where the sweep goes on stand or fall
together, so a worker that is killed leaves nothing twice and nothing out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from houqin.cases import policy
from houqin.cases.flow import Escalation, Party, flow_of
from houqin.cases.models import Case, CaseAlarm, DueAlarm
from houqin.cases.services import clocks
from houqin.cases.services.recipients import Recipients, who_may_know
from houqin.cases.worktime import WorkClock
from houqin.core.bulk import add_many, set_many
from houqin.notify.public import page, send
from houqin.org.models import Staff

BATCH = 10_000  # one notice a person and step in each, however many cases it is about
_COLUMNS = (
    "pk", "flow", "number", "title", "grade", "state", "is_open", "waits_for", "waiter", "owner",
    "verifier", "reporter", "opened_at", "respond_by", "responded_at", "due_at", "paused_at",
    "alarm_round", "department",
)  # fmt: skip
Told = dict[tuple[int, str, str], list[Case]]


def sweep(now: datetime, *, most: int | None = None) -> int:
    """Give every alarm that is due in the institution in scope; how many. ``most``: batches."""
    clock, people, total, batches = clocks.clock_for(now), None, 0, 0
    while most is None or batches < most:
        if not DueAlarm.objects.filter(at__lte=now).exists():
            break
        people = people or Recipients(timezone.localdate(now))
        found, given = _batch(clock, people, now)
        if not found:
            break
        total += given
        batches += 1
    return total


@transaction.atomic
def _batch(clock: WorkClock, people: Recipients, now: datetime) -> tuple[int, int]:
    """How many cases, and how many alarms."""
    # Cases that somebody is working on are left for the next run, a minute later.
    rows = Case.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    due = rows.filter(due_alarm__at__lte=now).order_by("due_alarm__at", "pk").only(*_COLUMNS)
    cases: list[Any] = list(due.annotate(due_id=F("due_alarm__pk"))[:BATCH])
    given = _given(cases)
    alarms: list[CaseAlarm] = []
    told: Told = defaultdict(list)
    later: dict[int, datetime | None] = {}
    for case in cases:
        steps, later[case.due_id] = _due_and_next(case, clock, now, given[case.pk])
        for one in steps:
            told_of = {"code": one.code, "name": one.name, "round": case.alarm_round}
            alarms.append(CaseAlarm(case_id=case.pk, at=now, **told_of))
            for staff_id in people.of(case, one):
                told[staff_id, case.flow, one.code].append(case)
    add_many(alarms)  # the cases are locked, so nobody else has given one of these since
    DueAlarm.objects.filter(pk__in=[pk for pk, at in later.items() if at is None]).delete()
    set_many(DueAlarm, "at", {pk: at for pk, at in later.items() if at is not None})
    _tell(told, people, now)
    return len(cases), len(alarms)


def _given(cases: Iterable[Case]) -> dict[int, set[str]]:
    rounds = {case.pk: case.alarm_round for case in cases}
    found: dict[int, set[str]] = {pk: set() for pk in rounds}
    rows = CaseAlarm.objects.filter(case__in=list(rounds)).values_list("case", "code", "round")
    for case_id, code, number in rows.order_by():
        if rounds[case_id] == number:
            found[case_id].add(code)
    return found


def _due_and_next(
    case: Case, clock: WorkClock, now: datetime, given: set[str]
) -> tuple[list[Escalation], datetime | None]:
    """What is to be told now, and when there is something again; a reminder after its own deadline
    says nothing any more."""
    found, later = [], []
    for one in case.declared.escalations:
        at = clocks.alarm_time(case, one, clock) if one.code not in given else None
        if at is None:
            continue
        if at > now:
            later.append(at)
        elif one.hours >= 0 or one.anchor != "due" or not case.due_at or case.due_at >= now:
            found.append(one)
    return found, min(later, default=None)


def _tell(told: Told, people: Recipients, now: datetime) -> None:
    staff = Staff.objects.in_bulk([key[0] for key in told])
    reached: set[tuple[int, str]] = set()
    hidden: dict[tuple[int, str], tuple[Case, list[Staff]]] = {}
    for (staff_id, flow, code), theirs in told.items():
        person = staff.get(staff_id)
        cases = policy.known_to(theirs, person) if person else []
        if person and cases:
            _send(person, flow, code, cases, now)
            reached.update((case.pk, code) for case in cases)
        for case in theirs:
            if case.declared.hidden_from is not None:
                _case, asked = hidden.setdefault((case.pk, code), (case, []))
                asked += [person] if person else []
    for key, (case, asked) in hidden.items():
        if key not in reached:
            for person in who_may_know(case, asked, people):
                _send(person, case.flow, key[1], [case], now)


def _send(person: Staff, flow_code: str, code: str, cases: list[Case], now: datetime) -> None:
    """One notice a person, flow and step; it names the case, or how many there are."""
    flow = flow_of(flow_code)
    one = next(step for step in flow.escalations if step.code == code)
    first, is_single = cases[0], len(cases) == 1
    listed = "；".join(f"{case.number} {case.title}" for case in cases[:3])
    every = f"{page('cases:cases')}?flow={flow.code}&late=1"
    many = f"{len(cases)} 件{flow.name}"
    send(
        recipients=[person],
        kind="case.reminder" if set(one.to) <= _OWN else "case.escalated",
        title=f"{one.name}：{first.title if is_single else many}",
        body=first.number if is_single else listed,
        url=page("cases:case", first.pk) if is_single else every,
        key=f"alarm-{first.pk}-{first.alarm_round}-{code}",
        target=first if is_single else None,
        urgent=one.is_urgent,
        in_groups=f"{one.name}：{first.number if is_single else many}" if flow.hidden_from else "",
        now=now,
    )


_OWN = frozenset({str(Party.OWNER), str(Party.COOPERATOR), str(Party.VERIFIER)})
