"""From a cadence to the days on which work is due.

A window is a closed range of days. Windows of one cadence are in order, never overlap and never
leave the range asked for. What a cadence means on real days:

* DAILY and HOURLY: one window a day; an hourly count is carried in `times`.
* WEEKLY: the week, Monday to Sunday, cut down to its first and last working day; a week without
  any is left out. With BYDAY: that day. Intervals count from the Monday of the term's first week.
* MONTHLY: the month; with PART its days 1-10, 11-20, 21-end (a longer period is cut into thirds);
  with BYMONTHDAY a deadline: from the day after the deadline before (or the 1st) to that day.
* YEARLY: the calendar year or its named months; TERMLY: the term.
* TIMES=n cuts a longer period into n nearly equal windows; within one day it is only carried.
* MONTH, DATE, YEAR: once a year, each time it falls inside the range. A DATE is a deadline with a
  lead of seven days, itself included.
* AT: once a term or a season; BEFORE is the week that ends the day before the anchor, AFTER the
  week that begins the day after it, WEEK=n the n-th Monday-to-Sunday week from the anchor's own.
* VAGUE: none, until somebody has chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from houqin.cadence.calendar import SchoolCalendar, Span, monday
from houqin.cadence.model import Cadence
from houqin.cadence.periods import anchored, month_end, periods
from houqin.cadence.vocabulary import WEEKDAYS, Freq

DAY = timedelta(days=1)
LEAD = timedelta(days=6)


class RestRule(StrEnum):
    """What happens to a due day on which nobody works."""

    SKIP = "SKIP"  # it is left out
    KEEP = "KEEP"  # gate, dormitory and ward duty: every day counts
    EARLIER = "EARLIER"  # it moves to the working day before
    LATER = "LATER"  # it moves to the working day after
    NEAREST = "NEAREST"  # the nearest working day of the same week, else left out


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day on which the work may be done, and how often within it."""

    first: date
    last: date
    moved_from: date | None = None
    times: int = 1


def default_rule(c: Cadence) -> RestRule:
    """The rest rule a cadence has unless its plan item says otherwise."""
    if c.freq in (Freq.DAILY, Freq.HOURLY):
        return RestRule.SKIP
    if c.freq == Freq.WEEKLY:
        weekend = c.byday and set(c.byday) <= {"SA", "SU"}
        return RestRule.KEEP if weekend else RestRule.NEAREST
    return RestRule.EARLIER


def windows(
    c: Cadence,
    calendar: SchoolCalendar,
    first: date,
    last: date,
    *,
    on_rest: RestRule | None = None,
) -> list[Window]:
    """The windows of `c` between `first` and `last`, both included."""
    if c.is_vague or first > last:
        return []
    rule = on_rest or default_rule(c)
    found = (
        _RECURRING[c.freq](c, calendar, (first, last), rule)
        if c.freq
        else _once(c, calendar, (first, last), rule)
    )
    return _orderly(found, first, last)


def _daily(c: Cadence, cal: SchoolCalendar, reach: Span, rule: RestRule) -> Iterator[Window]:
    hourly = c.freq == Freq.HOURLY
    step = 1 if hourly else c.interval
    for day in _days(reach):
        if c.bymonth and day.month not in c.bymonth:
            continue
        if (day - cal.week_one(day)).days % step:
            continue
        placed = _placed(cal, day, rule)
        if placed:
            yield _window(placed, placed, day, _per_day(c))


def _per_day(c: Cadence) -> int:
    return max(24 // c.interval, 1) * c.times if c.freq == Freq.HOURLY else c.times


def _weekly(c: Cadence, cal: SchoolCalendar, reach: Span, rule: RestRule) -> Iterator[Window]:
    week = monday(reach[0])
    while week <= reach[1]:
        index = (week - cal.week_one(max(week, reach[0]))).days // 7
        if index % c.interval == 0:
            if c.byday:
                yield from _on_weekdays(c, cal, week, rule)
            else:
                yield from _whole_week(
                    c, cal, (max(week, reach[0]), min(week + LEAD, reach[1])), rule
                )
        week += 7 * DAY


def _on_weekdays(c: Cadence, cal: SchoolCalendar, week: date, rule: RestRule) -> Iterator[Window]:
    taken: set[date] = set()
    named = [week + WEEKDAYS.index(name) * DAY for name in c.byday]
    for day in named:
        if c.bymonth and day.month not in c.bymonth:
            continue
        placed = _placed(cal, day, rule, avoid=taken | set(named) - {day})
        if placed and placed not in taken:
            taken.add(placed)
            yield _window(placed, placed, day, c.times)


def _whole_week(c: Cadence, cal: SchoolCalendar, span: Span, rule: RestRule) -> Iterator[Window]:
    days = [d for d in _days(span) if not c.bymonth or d.month in c.bymonth]
    if rule != RestRule.KEEP:
        days = [d for d in days if cal.is_workday(d)]
    if days:
        yield from _split((days[0], days[-1]), c.times)


def _monthly(c: Cadence, cal: SchoolCalendar, reach: Span, rule: RestRule) -> Iterator[Window]:
    for period in periods(c, cal, reach):
        if c.byday:
            yield from _nth_days(c, cal, period, rule)
        elif c.bymonthday:
            yield from _deadlines(c, cal, period, rule)
        else:
            yield from _split(third(period, c), c.times)


def third(period: Span, c: Cadence) -> Span:
    """The part of a period: a month by its tens of days, a longer one by thirds."""
    first, last = period
    if c.part is None:
        return period
    length = (last - first).days + 1
    if length <= 31 and first.day == 1:
        cut = (first + 10 * DAY, first + 20 * DAY)
    else:
        cut = (first + length // 3 * DAY, first + 2 * length // 3 * DAY)
    bounds = {"EARLY": (first, cut[0] - DAY), "MID": (cut[0], cut[1] - DAY), "LATE": (cut[1], last)}
    return bounds[c.part.value]


def _nth_days(c: Cadence, cal: SchoolCalendar, period: Span, rule: RestRule) -> Iterator[Window]:
    for name in c.byday:
        ordinal, weekday = int(name[:-2]), WEEKDAYS.index(name[-2:])
        days = [d for d in _days((period[0], month_end(period[0]))) if d.weekday() == weekday]
        index = ordinal - 1 if ordinal > 0 else ordinal
        if -len(days) <= index < len(days):
            placed = _placed(cal, days[index], rule)
            if placed:
                yield _window(placed, placed, days[index], c.times)


def _deadlines(c: Cadence, cal: SchoolCalendar, period: Span, rule: RestRule) -> Iterator[Window]:
    opens = period[0]
    month = period[1] if c.interval > 1 and c.freq == Freq.MONTHLY else period[0]
    end = month_end(month)
    for number in c.bymonthday:
        day = end if number == -1 else month.replace(day=min(number, end.day))
        placed = _placed(cal, day, rule)
        if placed is None:
            continue
        if placed >= opens:
            yield _window(opens, placed, day, c.times)
            opens = placed + DAY


def _termly(c: Cadence, cal: SchoolCalendar, reach: Span, rule: RestRule) -> Iterator[Window]:
    for period in periods(c, cal, reach):
        yield from _split(third(period, c), c.times)


def _once(c: Cadence, cal: SchoolCalendar, reach: Span, rule: RestRule) -> Iterator[Window]:
    if c.at:
        for span in anchored(c, cal, reach):
            yield Window(*span)
        return
    for year in range(reach[0].year - 1, reach[1].year + 2):
        if c.month:
            start = date(year, c.month, 1)
            yield Window(*third((start, month_end(start)), c))
        elif c.year:
            yield Window(*_year_parts(year)[c.year.value])
        elif c.date:
            yield from _on_date(c.date, year, cal, rule)


def _year_parts(year: int) -> dict[str, Span]:
    return {
        "EARLY": (date(year, 1, 1), date(year, 2, month_end(date(year, 2, 1)).day)),
        "MID": (date(year, 5, 1), date(year, 7, 31)),
        "LATE": (date(year, 11, 1), date(year, 12, 31)),
    }


def _on_date(text: str, year: int, cal: SchoolCalendar, rule: RestRule) -> Iterator[Window]:
    if len(text) == 10 and int(text[:4]) != year:
        return
    month, day_number = int(text[-5:-3]), int(text[-2:])
    day = date(year, month, min(day_number, month_end(date(year, month, 1)).day))
    placed = _placed(cal, day, rule)
    if placed:
        yield _window(placed - LEAD, placed, day, 1)


def _placed(
    cal: SchoolCalendar, day: date, rule: RestRule, avoid: Iterable[date] = ()
) -> date | None:
    """Where a due day ends up: itself, a working day nearby, or nowhere."""
    if rule == RestRule.KEEP or cal.is_workday(day):
        return day
    if rule == RestRule.SKIP:
        return None
    if rule == RestRule.NEAREST:
        week = monday(day)
        free = [d for d in _days((week, week + LEAD)) if cal.is_workday(d) and d not in set(avoid)]
        return min(free, key=lambda d: (abs((d - day).days), d), default=None)
    step = -DAY if rule == RestRule.EARLIER else DAY
    for distance in range(1, 61):
        if cal.is_workday(day + distance * step):
            return day + distance * step
    return None


def _window(first: date, last: date, due: date, times: int) -> Window:
    return Window(first, last, due if due != last else None, times)


def _split(span: Span, times: int) -> Iterator[Window]:
    """n nearly equal windows; as many as there are days when the span is shorter than n."""
    first, last = span
    length = (last - first).days + 1
    if length <= 0:
        return
    pieces = min(times, length)
    cuts = [first + (length * i // pieces) * DAY for i in range(pieces + 1)]
    carried = times // pieces
    for start, stop in pairwise(cuts):
        yield Window(start, stop - DAY, None, carried)


def _days(span: Span) -> Iterator[date]:
    day = span[0]
    while day <= span[1]:
        yield day
        day += DAY


def _orderly(found: Iterable[Window], first: date, last: date) -> list[Window]:
    """Sorted, inside the range, each beginning after the one before has ended."""
    out: list[Window] = []
    free = first
    for w in sorted(found, key=lambda w: (w.last, w.first)):
        start, stop = max(w.first, free), min(w.last, last)
        if start > stop:
            continue
        out.append(Window(start, stop, w.moved_from, w.times))
        free = stop + DAY
    return out


_RECURRING = {
    Freq.DAILY: _daily,
    Freq.HOURLY: _daily,
    Freq.WEEKLY: _weekly,
    Freq.MONTHLY: _monthly,
    Freq.YEARLY: _monthly,
    Freq.TERMLY: _termly,
}
