"""A school year laid out week by week, as it hangs on the wall. Pure: told everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from houqin.org.weeks import TermDays, monday, week_count

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day: ``css`` names what it is, ``words`` says it (for the ear and the tip)."""

    day: date
    css: str
    words: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class WeekRow:
    n: int
    days: tuple[DayCell | None, ...]
    note: str
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """What is known of single days, by day: the words to show."""

    holidays: Mapping[date, str]
    makeup: Mapping[date, str]
    exams: Mapping[date, str]
    rests: Mapping[date, str]
    announced_until: date


def term_weeks(term: TermDays, days: Days, today: date) -> list[WeekRow]:
    """The term's weeks from Monday to Sunday, with a note on what is special."""
    rows = []
    start = monday(term.first)
    for n in range(1, week_count(term.first, term.last) + 1):
        week = [start + (n - 1) * 7 * ONE + k * ONE for k in range(7)]
        inside = [day for day in week if term.first <= day <= term.last]
        cells = tuple(
            _cell(day, days, today) if term.first <= day <= term.last else None for day in week
        )
        is_now = any(day == today for day in inside)
        rows.append(WeekRow(n, cells, _note(term, inside, days), is_now))
    return rows


def _cell(day: date, days: Days, today: date) -> DayCell:
    css, words, mark = _kind(day, days)
    if day == today:
        css, words = f"{css} now", f"{words}，今天"
    return DayCell(day, css, f"{day.month}月{day.day}日 {words}", mark)


def _kind(day: date, days: Days) -> tuple[str, str, str]:
    if day in days.makeup:
        return "work", f"{days.makeup[day]}，上班上课", "班"
    if day in days.holidays:
        return "rest", days.holidays[day], "休"
    if day in days.rests:
        return "rest", days.rests[day], "假"
    if day in days.exams:
        return "exam", days.exams[day], "考"
    if day.weekday() >= 5:
        return "weekend", "周末", ""
    return "plain", "上课" if day <= days.announced_until else "上课（节假日尚未公布）", ""


def _note(term: TermDays, inside: Sequence[date], days: Days) -> str:
    """``国庆节 1—7日休，10日上班；期中``."""
    parts: list[str] = []
    if term.first in inside:
        parts.append("开学")
    for source, verb in ((days.holidays, "休"), (days.rests, "")):
        parts += _named(source, inside, verb, skip=days.makeup)
    parts += _named(days.makeup, inside, "上班")
    for name, first, last in (
        ("期中", term.midterm_first, term.midterm_last),
        ("期末", term.finals_first, term.finals_last),
    ):
        if first and last and any(first <= day <= last for day in inside):
            parts.append(name)
    parts += _named(days.exams, inside, "")
    if term.last in inside:
        parts.append("学期结束")
    return "；".join(parts)


def _named(
    source: Mapping[date, str],
    inside: Sequence[date],
    verb: str,
    skip: Mapping[date, str] | None = None,
) -> list[str]:
    found: dict[str, list[date]] = {}
    for day in inside:
        if day in source and day not in (skip or {}):
            found.setdefault(source[day], []).append(day)
    return [f"{name} {_span(run)}{verb}" for name, run in found.items()]


def _span(run: list[date]) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return f"{first.day}日"
    if (last - first).days + 1 == len(run):
        return f"{first.day}—{last.day}日"
    return "、".join(f"{day.day}日" for day in run)
