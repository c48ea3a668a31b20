"""The stretches of days that cadences speak of: months, years, terms, what lies round anchors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from houqin.cadence.calendar import SchoolCalendar, Span, monday
from houqin.cadence.model import Cadence
from houqin.cadence.vocabulary import Freq

DAY = timedelta(days=1)
WEEK = 7 * DAY


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - DAY


def periods(c: Cadence, cal: SchoolCalendar, reach: Span) -> Iterator[Span]:
    """The whole periods of a monthly, yearly or termly cadence that touch the range."""
    if c.freq == Freq.TERMLY:
        named = [(t.start, t.end) for t in cal.terms]
        for index, span in enumerate(named):
            if index % c.interval == 0 and _touches(span, reach):
                yield span
    elif c.freq == Freq.YEARLY:
        yield from _years(c, cal, reach)
    else:
        yield from _months(c, cal, reach)


def _months(c: Cadence, cal: SchoolCalendar, reach: Span) -> Iterator[Span]:
    # Quarters and half-years are the calendar's; other intervals count from the term's first month.
    start = date(reach[0].year - 1, 1, 1)
    if 12 % c.interval:
        opening = cal.opening(reach[0])
        start = date(opening.year - 8, opening.month, 1)
    elif c.interval == 2:
        opening = cal.opening(reach[0])
        start = date(opening.year - 1, opening.month, 1)
    while start <= reach[1]:
        end = start
        for _ in range(c.interval - 1):
            end = month_end(end) + DAY
        end = month_end(end)
        if _touches((start, end), reach) and (not c.bymonth or start.month in c.bymonth):
            yield (start, end)
        start = end + DAY


def _years(c: Cadence, cal: SchoolCalendar, reach: Span) -> Iterator[Span]:
    origin = cal.opening(reach[0]).year
    for year in range(reach[0].year - 1, reach[1].year + 1):
        if (year - origin) % c.interval:
            continue
        named: list[Span] = [(date(year, 1, 1), date(year, 12, 31))]
        if c.bymonth:
            named = [(date(year, m, 1), month_end(date(year, m, 1))) for m in c.bymonth]
        yield from (span for span in named if _touches(span, reach))


def anchored(c: Cadence, cal: SchoolCalendar, reach: Span) -> Iterator[Span]:
    """The days an AT cadence names, once for each time its anchor comes round."""
    if c.at is None:
        return
    wide = (reach[0] - 400 * DAY, reach[1] + 400 * DAY)
    for first, last in cal.anchors(c.at, wide):
        if c.week is not None:
            yield _week(c, first, last, ends=c.at == "TERM_END")
        elif c.side == "BEFORE":
            yield (first - WEEK, first - DAY)
        elif c.side == "AFTER":
            yield (last + DAY, last + WEEK)
        else:
            yield (first, last)


def _week(c: Cadence, first: date, last: date, *, ends: bool) -> Span:
    week = c.week or 1
    if c.side == "BEFORE":
        # 学期最后一周 is the week the term ends in; 期末考试前一周 is the week before the anchor's.
        origin = monday(last) + WEEK if ends else monday(first)
        start = origin - week * WEEK
    else:
        start = monday(first) + (week - 1) * WEEK
    return (start, start + WEEK - DAY)


def _touches(span: Span, reach: Span) -> bool:
    return span[0] <= reach[1] and span[1] >= reach[0]
