"""A case goes from one state to another: clock, instants, whom it waits for."""

from __future__ import annotations

from datetime import datetime

from houqin.cases.flow import Party, State
from houqin.cases.models import Case, CaseAlarm
from houqin.cases.services import clocks
from houqin.cases.worktime import WorkClock

_WHO = {Party.OWNER: "owner", Party.VERIFIER: "verifier", Party.REPORTER: "reporter"}


def move(
    case: Case, target: State, clock: WorkClock, now: datetime, *, reopens: bool = False
) -> None:
    """Bring the case into the state; the caller saves it."""
    if reopens:
        _start_again(case, clock, now)
    elif target.is_open and target.is_clock_running:
        clocks.resume(case, clock, now)
    case.state = target.code
    if not target.is_open:
        _note_done(case, now)
        case.is_open, case.paused_at = False, None
        case.closed_at = case.closed_at or now
    else:
        case.is_open, case.closed_at = True, None
        if target.is_done:
            _note_done(case, now)
        elif not reopens:
            case.done_at, case.is_late = None, False
        if not target.is_clock_running:
            clocks.pause(case, now)
    set_waiter(case, target)


def _start_again(case: Case, clock: WorkClock, now: datetime) -> None:
    case.reopened += 1
    case.merged_into = None  # it was not the same thing after all
    case.alarm_round += 1
    case.done_at = case.closed_at = case.paused_at = None
    case.is_late = False
    responded = case.responded_at
    clocks.promise(case, clock, now)
    case.responded_at = responded


def _note_done(case: Case, now: datetime) -> None:
    """Late is what was done after its deadline; waiting for the verifier makes nothing late."""
    if case.done_at is None:
        case.done_at = now
        ends = case.paused_at or now
        case.is_late = case.due_at is not None and ends > case.due_at


def set_waiter(case: Case, state: State) -> None:
    """Whom the case waits for: the party's person, else who manages the flow."""
    party = state.waits_for if state.is_open else None
    name = _WHO.get(party) if party else None
    person = getattr(case, f"{name}_id") if name else None
    case.waiter_id = person
    if party is None:
        case.waits_for = ""
    elif person is None and party in {Party.OWNER, Party.VERIFIER}:
        case.waits_for = Party.MANAGER
    else:
        case.waits_for = party


def set_alarms(case: Case, clock: WorkClock, now: datetime, *, is_new: bool) -> None:
    """One query where the case has alarms to give at all."""
    if not case.declared.escalations or not case.is_open:
        case.next_alarm_at = None
        return
    given: set[str] = set()
    if case.pk and not is_new:
        alarms = CaseAlarm.objects.filter(case=case, round=case.alarm_round)
        given = set(alarms.values_list("code", flat=True))
    clocks.set_next_alarm(case, clock, now, given, is_new=is_new)
