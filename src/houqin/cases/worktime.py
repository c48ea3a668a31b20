"""Working time: deadlines stand still off-hours, at weekends, on holidays and in breaks. Pure.

Every span of work is laid on one line of seconds; adding and subtracting happen there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from houqin.cadence.calendar import SchoolCalendar

HERE = ZoneInfo("Asia/Shanghai")
Span = tuple[time, time]
OFFICE: tuple[Span, ...] = ((time(8), time(12)), (time(13, 30), time(17, 30)))
_HOUR, _DAY = 3600.0, timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkClock:
    """The working spans of a stretch of days, as seconds since the epoch."""

    starts: Sequence[float]
    ends: Sequence[float]
    before: Sequence[float]  # seconds worked before each span, and all of them at the end

    @classmethod
    def of(
        cls, calendar: SchoolCalendar, first: date, last: date, spans: Sequence[Span] = OFFICE
    ) -> WorkClock:
        """The clock of the days from ``first`` to ``last``; ValueError where none is worked."""
        starts, ends, before = list[float](), list[float](), [0.0]
        day = first
        while day <= last:
            if calendar.is_workday(day):
                for opens, closes in spans:
                    begin, end = _stamp(day, opens), _stamp(day, closes)
                    starts.append(begin)
                    ends.append(end)
                    before.append(before[-1] + end - begin)
            day += _DAY
        if not starts:
            raise ValueError("no day is worked")
        return cls(starts, ends, before)

    def worked(self, moment: datetime) -> float:
        """Seconds worked from the clock's first day to the moment."""
        at = moment.timestamp()
        span = bisect_right(self.starts, at) - 1
        if span < 0:
            return at - self.starts[0]  # before the clock's days every second counts
        if at > self.ends[-1]:
            return self.before[-1] + at - self.ends[-1]  # and after them, too
        return self.before[span] + min(at, self.ends[span]) - self.starts[span]

    def between(self, early: datetime, late: datetime) -> float:
        """Working hours from one moment to the other; negative the other way round."""
        return (self.worked(late) - self.worked(early)) / _HOUR

    def add(self, moment: datetime, hours: float) -> datetime:
        """The moment so many working hours later, or earlier where ``hours`` is negative.

        Nought gives the moment itself. What ends with a span ends then, not when the next begins.
        """
        if hours == 0:
            return moment
        goal = self.worked(moment) + hours * _HOUR
        if goal < 0 or (goal == 0 and hours < 0):
            return _moment(self.starts[0] + goal)
        if goal > self.before[-1]:
            return _moment(self.ends[-1] + goal - self.before[-1])
        find = bisect_left if hours > 0 else bisect_right
        span = min(max(find(self.before, goal) - 1, 0), len(self.starts) - 1)
        return _moment(self.starts[span] + goal - self.before[span])

    def end_of_day(self, moment: datetime, days: int) -> datetime:
        """The close of the ``days``-th working day after the moment's own day; 0: of that day,
        or of the next one that is worked."""
        today = moment.astimezone(HERE).date()
        closing = [end for end in self._closings() if _moment(end).date() >= today]
        if not closing:
            return moment + max(days, 0) * _DAY
        is_worked = _moment(closing[0]).date() == today
        wanted = days if is_worked else max(days - 1, 0)
        if wanted < len(closing):
            return _moment(closing[wanted])
        return _moment(closing[-1]) + (wanted - len(closing) + 1) * _DAY

    def _closings(self) -> list[float]:
        last: dict[date, float] = {}
        for end in self.ends:
            last[_moment(end).date()] = end
        return list(last.values())


def _stamp(day: date, at: time) -> float:
    return datetime.combine(day, at, HERE).timestamp()


def _moment(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, HERE)
