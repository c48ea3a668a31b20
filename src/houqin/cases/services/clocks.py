"""The institution's working clock, and what a case owes when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils import timezone

from houqin.cadence.calendar import SchoolCalendar
from houqin.cases.flow import Escalation, Grade
from houqin.cases.models import Case
from houqin.cases.services.settling import promised_here, spans_here
from houqin.cases.worktime import HERE, Span, WorkClock
from houqin.core import tenancy
from houqin.org.calendar import days_calendar

_BACK, _AHEAD = timedelta(days=150), timedelta(days=400)
_FARTHEST = timedelta(days=731)


def clock_for(now: datetime) -> WorkClock:
    """The clock of the institution in scope (two queries)."""
    today = timezone.localdate(now)
    first, last = today - _BACK, today + _AHEAD
    calendar = days_calendar(tenancy.institution_id(), first, last)
    return _clock(calendar, first, last, spans_here())


@lru_cache(maxsize=64)
def _clock(calendar: SchoolCalendar, first: date, last: date, spans: tuple[Span, ...]) -> WorkClock:
    return WorkClock.of(calendar, first, last, spans)


def after(clock: WorkClock, moment: datetime, hours: float, grade: Grade | None) -> datetime:
    """So many working hours later, or plain ones where the grade never rests."""
    if grade is not None and grade.is_always_on:
        return moment + timedelta(hours=hours)
    return clock.add(moment, hours)


def promise(case: Case, clock: WorkClock, now: datetime, *, due_at: datetime | None = None) -> None:
    """Set when the first answer and the end are due, by the grade; ``due_at`` overrules it."""
    grade, ask = case.graded, case.declared.promised
    if ask is not None:
        grade = ask(case, grade)
    elif grade is not None:
        grade = promised_here(case.declared, grade)
    case.respond_by = case.responded_at = None
    if grade is not None and grade.respond_hours is not None:
        case.respond_by = after(clock, now, grade.respond_hours, grade)
    case.due_at = due_at or _finish_by(grade, clock, now)


def _finish_by(grade: Grade | None, clock: WorkClock, now: datetime) -> datetime | None:
    if grade is None:
        return None
    if grade.finish_hours is not None:
        return after(clock, now, grade.finish_hours, grade)
    if grade.finish_days is None:
        return None
    if grade.is_always_on:
        return now + timedelta(days=grade.finish_days)
    return clock.end_of_day(now, grade.finish_days)


def end_of(day: date) -> datetime:
    """The last minute of a day that somebody named as the deadline."""
    return datetime.combine(day, time(23, 59), HERE)


def future_day(day: date, now: datetime) -> datetime:
    """The deadline a person chose; ValidationError for a day that is past, or so far off that
    nobody would ever be reminded."""
    today = timezone.localdate(now)
    if day < today:
        raise ValidationError("期限不能早于今天，请另选一天。")
    if day > today + _FARTHEST:
        raise ValidationError("期限最多定到两年以后，请看看年份有没有写错。")
    return end_of(day)


def pause(case: Case, now: datetime) -> None:
    if case.paused_at is None:
        case.paused_at = now


def resume(case: Case, clock: WorkClock, now: datetime) -> None:
    """What was left of the time when the clock stood still is left now."""
    if case.paused_at is None:
        return
    grade = case.graded
    if case.due_at is not None and case.due_at > case.paused_at:
        if grade is not None and grade.is_always_on:
            case.due_at = now + (case.due_at - case.paused_at)
        else:
            case.due_at = clock.add(now, clock.between(case.paused_at, case.due_at))
        case.alarm_round += 1
    case.paused_at = None


def alarm_time(case: Case, one: Escalation, clock: WorkClock) -> datetime | None:
    """When the step is to be told, or None where it has no occasion."""
    if not case.is_open:
        return None
    if one.anchor == "due":
        anchor = case.due_at if case.paused_at is None else None
    elif one.anchor == "respond":
        anchor = case.respond_by if case.responded_at is None else None
    else:
        anchor = case.opened_at
    return after(clock, anchor, one.hours, case.graded) if anchor is not None else None


def set_next_alarm(
    case: Case, clock: WorkClock, now: datetime, given: Collection[str], *, is_new: bool = False
) -> None:
    """When the sweep is to look at the case next. A reminder that would have come before the
    deadline was set (``is_new``) is passed over."""
    times = []
    for one in case.declared.escalations:
        if one.code in given:
            continue
        at = alarm_time(case, one, clock)
        if at is not None and not (is_new and one.hours < 0 and at <= now):
            times.append(at)
    case.next_alarm_at = min(times, default=None)
