"""The institution's calendar for whoever plans by it, and what a change of it moves.

Rooms above follow changes (``calendar_following``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value

from houqin.cadence.calendar import Break as RestSpan
from houqin.cadence.calendar import SchoolCalendar, TermDates
from houqin.core.prepared import Prepared, PreparedRows
from houqin.org import statutory
from houqin.org.calendar_following import listeners
from houqin.org.member import Member
from houqin.org.models import Break, CalendarDay, Term
from houqin.org.weeks import week_number

_MARGIN = timedelta(days=370)


def school_calendar(institution_id: int, first: date, last: date) -> SchoolCalendar:
    """Everything that puts a cadence on real days between ``first`` and ``last`` (two queries).

    Terms and breaks are given a year further on both sides: an anchor may lie outside the range.
    """
    early, late = first - _MARGIN, last + _MARGIN
    terms = _TERMS(institution=institution_id, early=early, late=late)
    days = days_calendar(institution_id, early, late)
    return replace(days, terms=tuple(_term(term) for term in terms))


def days_calendar(institution_id: int, first: date, last: date) -> SchoolCalendar:
    """Which days are worked, by the state's notice and the institution's own days and breaks; no
    terms (one query).
    """
    off = set(statutory.holidays(first, last))
    work = set(statutory.workdays(first, last))
    exams: list[date] = []
    breaks: list[RestSpan] = []
    for is_break, begin, end, sort, name in _DAYS(
        institution=institution_id, early=first, late=last
    ):
        if is_break:
            breaks.append(RestSpan(_sort(sort), name, begin, end))
        elif sort == CalendarDay.Sort.HOLIDAY:
            off.add(begin)
            work.discard(begin)
        elif sort == CalendarDay.Sort.WORKDAY:
            off.discard(begin)
            work.add(begin)
        else:
            exams.append(begin)
    return SchoolCalendar(
        breaks=tuple(sorted(breaks, key=lambda span: span.first)),
        holidays=frozenset(off),
        makeup_workdays=frozenset(work),
        exams=tuple(_spans(sorted(exams))),
    )


def _own_days(institution: Any, early: Any, late: Any) -> QuerySet[Any, Any]:
    here = {"institution_id": institution}
    days = CalendarDay.objects.filter(**here, day__gte=early, day__lte=late).order_by()
    breaks = Break.objects.filter(**here, first__lte=late, last__gte=early).order_by()
    return days.values_list(_NO, "day", "day", "sort", Value("")).union(
        breaks.values_list(_YES, "first", "last", "sort", "name"), all=True
    )


_NO, _YES = Value(0), Value(1)
_DAYS = PreparedRows(_own_days)
_TERMS: Prepared[Term] = Prepared(
    lambda institution, early, late: Term.objects.filter(
        institution_id=institution, first__lte=late, last__gte=early
    ).order_by("first")
)


def _sort(sort: str) -> Any:
    return sort


def _term(term: Term) -> TermDates:
    return TermDates(
        name=term.name,
        start=term.first,
        end=term.last,
        midterm=_span(term.midterm_first, term.midterm_last),
        finals=_span(term.finals_first, term.finals_last),
    )


def _span(first: date | None, last: date | None) -> tuple[date, date] | None:
    return (first, last) if first and last else None


def _spans(days: list[date]) -> list[tuple[date, date]]:
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and day - spans[-1][1] == statutory.ONE:
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def term_on(day: date) -> Term | None:
    """The term a day lies in; None in the holidays."""
    return Term.objects.filter(first__lte=day, last__gte=day).select_related("school_year").first()


def rest_days(calendar: SchoolCalendar) -> set[date]:
    """Every day without classes, weekends apart."""
    rest = set(calendar.holidays)
    for span in calendar.breaks:
        rest |= {span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)}
    return rest - calendar.makeup_workdays


class _Undo(Exception):  # noqa: N818 - not an error: it takes the trial back
    pass


def preview_change(change: Callable[[], object], *, institution_id: int, today: date) -> list[str]:
    """What ``change`` would move: it is tried in a transaction that is then taken back.

    ValidationError and IntegrityError of the change pass.
    """
    first, last = today - _MARGIN, today + _MARGIN
    before = school_calendar(institution_id, first, last)
    after = before
    try:
        with transaction.atomic():
            change()
            after = school_calendar(institution_id, first, last)
            raise _Undo
    except _Undo:
        pass
    if before == after:
        return []
    lines = [line for one in listeners() for line in one.preview(before, after, today)]
    return [*_own_lines(before, after), *lines]


def apply_change(actor: Member, today: date) -> None:
    """Let every room follow a calendar that has just changed."""
    for listener in listeners():
        listener.apply(actor, today)


def _own_lines(before: SchoolCalendar, after: SchoolCalendar) -> list[str]:
    lines = []
    old = {term.name + str(term.start.year): term for term in before.terms}
    for term in after.terms:
        was = old.get(term.name + str(term.start.year))
        weeks = week_number(term.start, term.end)
        if was is None:
            lines.append(f"新增{term.name}，共 {weeks} 个教学周。")
        elif week_number(was.start, was.end) != weeks:
            lines.append(f"{term.name}由 {week_number(was.start, was.end)} 周变为 {weeks} 周。")
        elif was.start != term.start:
            lines.append(f"{term.name}的教学周整体移动 {abs((term.start - was.start).days)} 天。")
    lines += _day_lines("放假", before.holidays, after.holidays)
    lines += _day_lines("上班、上课", before.makeup_workdays, after.makeup_workdays)
    return lines


def _day_lines(what: str, before: frozenset[date], after: frozenset[date]) -> list[str]:
    def said(days: frozenset[date]) -> str:
        return "、".join(f"{d.month}月{d.day}日" for d in sorted(days)[:6])

    lines = []
    if after - before:
        lines.append(f"{said(after - before)} 改为{what}。")
    if before - after:
        lines.append(f"{said(before - after)} 不再{what}。")
    return lines
