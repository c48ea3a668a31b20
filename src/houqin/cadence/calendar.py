"""The institution's calendar as plain values: terms, breaks, holidays, make-up workdays, exams.

A hospital uses the same model with half-years for terms and `on_rest=KEEP` where it never closes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from houqin.cadence.vocabulary import Anchor

Span = tuple[date, date]
MonthDay = tuple[int, int]
Season = tuple[MonthDay, MonthDay]
DAY = timedelta(days=1)

# Working defaults for northern and central China; an institution may override any of them.
DEFAULT_SEASONS: Mapping[Anchor, Season] = MappingProxyType(
    {
        Anchor.SPRING: ((3, 1), (5, 31)),
        Anchor.SUMMER: ((6, 1), (8, 31)),
        Anchor.AUTUMN: ((9, 1), (11, 14)),
        Anchor.WINTER: ((11, 15), (3, 15)),
        Anchor.RAINS: ((6, 1), (9, 15)),
    }
)


def monday(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - day.weekday() * DAY


@dataclass(frozen=True, slots=True)
class TermDates:
    """One term; mid-term and finals are estimated while nobody has entered them."""

    name: str
    start: date
    end: date
    midterm: Span | None = None
    finals: Span | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"{self.name}的结束日期早于开始日期，请改正。")

    def week_of(self, day: date) -> int:
        """The teaching week of `day`: Monday to Sunday, week 1 holds the first day of term."""
        return (monday(day) - monday(self.start)).days // 7 + 1

    @property
    def weeks(self) -> int:
        """How many teaching weeks the term touches."""
        return self.week_of(self.end)

    def midterm_span(self) -> Span:
        """The mid-term exams, or the middle week of the term."""
        if self.midterm:
            return self.midterm
        start = max(monday(self.start) + ((self.weeks - 1) // 2) * 7 * DAY, self.start)
        return (start, min(start + 4 * DAY, self.end))

    def finals_span(self) -> Span:
        """The final exams, or the last two weeks of the term."""
        return self.finals or (max(monday(self.end) - 7 * DAY, self.start), self.end)


@dataclass(frozen=True, slots=True)
class Break:
    """A stretch without classes."""

    kind: Literal["summer", "winter", "holiday"]
    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """Everything `windows` needs to know to put a cadence on real days."""

    terms: tuple[TermDates, ...] = ()
    breaks: tuple[Break, ...] = ()
    holidays: frozenset[date] = field(default_factory=frozenset)
    makeup_workdays: frozenset[date] = field(default_factory=frozenset)
    exams: tuple[Span, ...] = ()
    seasons: Mapping[Anchor, Season] = field(default_factory=dict, hash=False)

    def is_workday(self, day: date) -> bool:
        """A make-up workday counts; weekends, public holidays and breaks do not."""
        if day in self.makeup_workdays:
            return True
        if day.weekday() > 4 or day in self.holidays:
            return False
        return not any(b.first <= day <= b.last for b in self.breaks)

    def opening(self, day: date) -> date:
        """The first day of the term `day` counts from: its own, the one before, or the next."""
        started = [t.start for t in self.terms if monday(t.start) <= day]
        if started:
            return max(started)
        return min((t.start for t in self.terms), default=date(day.year, 1, 1))

    def week_one(self, day: date) -> date:
        """The Monday from which intervals count on `day`."""
        return monday(self.opening(day))

    def anchors(self, anchor: Anchor, reach: Span) -> Iterator[Span]:
        """Each time the anchor comes round, as a closed range of days, in order."""
        found = self._of_terms(anchor) if anchor in _OF_TERMS else self._others(anchor, reach)
        yield from sorted(s for s in set(found) if s[0] <= reach[1] and s[1] >= reach[0])

    def _of_terms(self, anchor: Anchor) -> Iterator[Span]:
        for term in self.terms:
            if anchor == Anchor.TERM_START:
                yield (term.start, min(term.start + 6 * DAY, term.end))
            elif anchor == Anchor.MIDTERM:
                yield term.midterm_span()
            elif anchor == Anchor.FINAL:
                yield term.finals_span()
            else:
                yield (max(term.end - 6 * DAY, term.start), term.end)

    def _others(self, anchor: Anchor, reach: Span) -> Iterator[Span]:
        kinds = _BREAKS.get(anchor)
        if kinds:
            yield from ((b.first, b.last) for b in self.breaks if b.kind in kinds)
            if anchor == Anchor.BREAK:
                yield from self._holiday_runs()
        elif anchor == Anchor.EXAM:
            yield from self.exams
            yield from (t.midterm_span() for t in self.terms)
            yield from (t.finals_span() for t in self.terms)
        else:
            yield from self._seasons(anchor, reach)

    def _holiday_runs(self) -> Iterator[Span]:
        """Public holidays outside the breaks, consecutive days taken together."""
        run: list[date] = []
        for day in sorted(d for d in self.holidays if not self._in_break(d)):
            if run and day - run[-1] != DAY:
                yield (run[0], run[-1])
                run = []
            run.append(day)
        if run:
            yield (run[0], run[-1])

    def _in_break(self, day: date) -> bool:
        return any(b.first <= day <= b.last for b in self.breaks)

    def _seasons(self, anchor: Anchor, reach: Span) -> Iterator[Span]:
        opens, closes = self.seasons.get(anchor) or DEFAULT_SEASONS[anchor]
        for year in range(reach[0].year - 1, reach[1].year + 1):
            ends = year + (closes < opens)
            yield (date(year, *opens), date(ends, *closes))


_OF_TERMS = frozenset({Anchor.TERM_START, Anchor.MIDTERM, Anchor.FINAL, Anchor.TERM_END})
_BREAKS = {
    Anchor.SUMMER_BREAK: {"summer"},
    Anchor.WINTER_BREAK: {"winter"},
    Anchor.BREAK: {"summer", "winter", "holiday"},
}
