"""Working time: what stands still, and that adding and taking away agree."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from houqin.cadence.calendar import SchoolCalendar
from houqin.cases.flow import Flow, Party, State, Transition, unsound
from houqin.cases.worktime import HERE, WorkClock

# National Day off, the Sunday after it worked.
CALENDAR = SchoolCalendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    makeup_workdays=frozenset({date(2026, 10, 10)}),
)
CLOCK = WorkClock.of(CALENDAR, date(2026, 8, 1), date(2027, 3, 31))
FIRST = datetime(2026, 9, 1, tzinfo=HERE)
MOMENTS = st.integers(0, 150 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
HOURS = st.integers(1, 200).map(lambda quarters: quarters / 4)


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HERE)


def test_nights_noons_weekends_and_holidays_stand_still_and_a_makeup_day_counts():
    assert CLOCK.add(at(11, 11, 9), 4) == at(11, 11, 14, 30), "over noon"
    assert CLOCK.add(at(11, 11, 16), 2) == at(11, 12, 8, 30), "over night"
    assert CLOCK.add(at(11, 13, 16), 2) == at(11, 16, 8, 30), "over a weekend"
    assert CLOCK.add(at(9, 30, 16), 2) == at(10, 8, 8, 30), "over the holidays"
    assert CLOCK.add(at(10, 9, 16), 2) == at(10, 10, 8, 30), "into a Saturday that is worked"
    assert CLOCK.end_of_day(at(9, 30, 9), 1) == at(10, 8, 17, 30)
    assert CLOCK.end_of_day(at(10, 3, 9), 0) == at(10, 8, 17, 30), "the next day that is worked"
    assert CLOCK.between(at(9, 30, 17), at(10, 8, 9)) == 1.5


@settings(max_examples=150, deadline=None)
@given(MOMENTS, HOURS, HOURS)
def test_adding_is_monotone_and_taken_back_by_subtracting(moment, hours, more):
    later = CLOCK.add(moment, hours)
    assert later > moment
    assert abs(CLOCK.between(moment, later) - hours) < 1e-6
    assert CLOCK.add(moment, hours + more) >= later
    back = CLOCK.add(later, -hours)
    assert abs(CLOCK.between(back, later) - hours) < 1e-6
    assert abs(CLOCK.between(back, moment)) < 1e-6, "the same working moment"
    assert CLOCK.add(moment + timedelta(hours=1), hours) >= later


def test_a_flow_that_contradicts_itself_is_refused():
    ends = (State("a", "甲", "todo"), State("z", "完", "done", is_open=False))
    step = Transition("go", "办", ("a",), "z", frozenset({Party.OWNER}))

    def flow(states=ends, steps=(step,), initial="a") -> str:
        return unsound(Flow("x", "cases", "某", "X", states, initial, steps))

    assert flow() == ""
    assert "not declared" in flow(initial="b")
    assert "no state ends it" in flow(states=ends[:1], steps=())
    nowhere = Transition("go", "办", ("a",), "b", frozenset({Party.OWNER}))
    assert "not declared" in flow(steps=(nowhere,))
    assert "nobody" in flow(steps=(Transition("go", "办", ("a",), "z", frozenset()),))
    by = Transition("go", "办", ("a",), "z", frozenset({Party.OWNER}), not_by=("gone",))
    assert "not for doers" in flow(steps=(by,))
