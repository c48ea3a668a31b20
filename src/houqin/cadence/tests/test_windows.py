"""Cadences on real days: the autumn term of 2026 at a school."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from houqin.cadence import (
    Break,
    Cadence,
    RestRule,
    SchoolCalendar,
    TermDates,
    Window,
    parse,
    windows,
)
from houqin.cadence.tests.test_identity import cadences

DAY = timedelta(days=1)


def d(month, day, year=2026):
    return date(year, month, day)


NATIONAL_DAY = frozenset(d(10, n) for n in range(1, 8))
SCHOOL = SchoolCalendar(
    terms=(
        TermDates("秋季学期", d(9, 1), d(1, 22, 2027), midterm=(d(11, 9), d(11, 11))),
        TermDates("春季学期", d(2, 22, 2027), d(7, 2, 2027)),
    ),
    breaks=(
        Break("summer", "暑假", d(7, 4), d(8, 31)),
        Break("winter", "寒假", d(1, 23, 2027), d(2, 21, 2027)),
    ),
    holidays=NATIONAL_DAY,
    makeup_workdays=frozenset({d(9, 27), d(10, 10)}),
)


TERM = (d(9, 1), d(1, 22, 2027))


def days(text, first=TERM[0], last=TERM[1], **how):
    return [(w.first, w.last) for w in windows(Cadence.from_text(text), SCHOOL, first, last, **how)]


def lasts(text, *reach, **how):
    return [last for _first, last in days(text, *reach, **how)]


def test_daily_work_falls_on_workdays_and_make_up_days_count():
    assert lasts("FREQ=DAILY", d(9, 25), d(10, 12)) == [
        d(9, 25), d(9, 27), d(9, 28), d(9, 29), d(9, 30), d(10, 8), d(10, 9), d(10, 10), d(10, 12),
    ]  # fmt: skip


def test_a_gate_keeps_every_day():
    assert len(days("FREQ=DAILY", d(10, 1), d(10, 7), on_rest=RestRule.KEEP)) == 7


def test_hourly_work_is_one_window_a_day_that_carries_the_count():
    found = windows(Cadence.from_text("FREQ=HOURLY;INTERVAL=2"), SCHOOL, d(9, 1), d(9, 1))
    assert found == [Window(d(9, 1), d(9, 1), None, 12)]


def test_a_week_is_cut_to_its_working_days_and_a_week_of_rest_is_left_out():
    assert days("FREQ=WEEKLY", d(9, 21), d(10, 11)) == [
        (d(9, 21), d(9, 27)),
        (d(9, 28), d(9, 30)),
        (d(10, 8), d(10, 10)),
    ]


def test_a_weekday_that_is_a_holiday_moves_within_its_week_and_says_so():
    found = windows(Cadence.from_text("FREQ=WEEKLY;BYDAY=TH"), SCHOOL, d(9, 28), d(10, 4))
    assert found == [Window(d(9, 30), d(9, 30), moved_from=d(10, 1))]


def test_every_other_week_counts_from_the_first_week_of_term():
    assert lasts("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", d(9, 1), d(9, 30)) == [
        d(9, 2), d(9, 16), d(9, 30),
    ]  # fmt: skip


def test_the_weekend_keeps_its_days():
    assert lasts("FREQ=WEEKLY;BYDAY=SA,SU", d(9, 7), d(9, 20)) == [
        d(9, 12), d(9, 13), d(9, 19), d(9, 20),
    ]  # fmt: skip


def test_a_part_of_the_month_is_its_third():
    assert days("FREQ=MONTHLY;PART=MID", d(9, 1), d(10, 31)) == [
        (d(9, 11), d(9, 20)),
        (d(10, 11), d(10, 20)),
    ]


def test_a_day_of_the_month_is_a_deadline_and_moves_to_the_workday_before():
    found = windows(Cadence.from_text("FREQ=MONTHLY;BYMONTHDAY=5,20"), SCHOOL, d(9, 1), d(10, 31))
    assert found == [
        Window(d(9, 1), d(9, 4), d(9, 5)),
        Window(d(9, 5), d(9, 18), d(9, 20)),
        Window(d(10, 1), d(10, 20)),
    ]


def test_the_last_friday_of_the_month():
    assert lasts("FREQ=MONTHLY;BYDAY=-1FR", d(9, 1), d(11, 30)) == [
        d(9, 25), d(10, 30), d(11, 27),
    ]  # fmt: skip


def test_a_count_cuts_the_period_into_nearly_equal_windows():
    found = days("FREQ=MONTHLY;TIMES=3", d(9, 1), d(9, 30))
    assert found == [(d(9, 1), d(9, 10)), (d(9, 11), d(9, 20)), (d(9, 21), d(9, 30))]


def test_a_quarter_is_the_calendar_quarter():
    assert days("FREQ=MONTHLY;INTERVAL=3", d(7, 1), d(12, 31)) == [
        (d(7, 1), d(9, 30)),
        (d(10, 1), d(12, 31)),
    ]


def test_once_a_year_in_march():
    assert days("FREQ=YEARLY;BYMONTH=3", d(9, 1), d(7, 2, 2027)) == [
        (d(3, 1, 2027), d(3, 31, 2027))
    ]


def test_the_end_of_every_term_is_its_last_third():
    (found,) = days("FREQ=TERMLY;PART=LATE")
    assert found[1] == d(1, 22, 2027)
    assert d(12, 1) < found[0] < d(12, 10)


def test_a_date_is_a_deadline_with_a_week_of_lead():
    assert days("DATE=11-09") == [(d(11, 3), d(11, 9))]
    assert days("DATE=2027-11-09") == []


def test_a_month_and_its_part_are_found_in_whichever_year_the_range_covers():
    assert days("MONTH=12;PART=LATE") == [(d(12, 21), d(12, 31))]
    assert days("MONTH=1") == [(d(1, 1, 2027), d(1, 22, 2027))]


def test_the_second_teaching_week_runs_monday_to_sunday():
    assert days("AT=TERM_START;WEEK=2") == [(d(9, 7), d(9, 13))]


def test_before_the_term_is_the_week_that_ends_the_day_before():
    assert days("AT=TERM_START;SIDE=BEFORE", d(8, 1), d(9, 30)) == [(d(8, 25), d(8, 31))]


def test_the_last_week_of_term_and_the_week_before_finals():
    assert days("AT=TERM_END;WEEK=1;SIDE=BEFORE") == [(d(1, 18, 2027), d(1, 22, 2027))]
    assert days("AT=FINAL;WEEK=1;SIDE=BEFORE") == [(d(1, 4, 2027), d(1, 10, 2027))]


def test_anchors_follow_the_calendar():
    assert days("AT=MIDTERM") == [(d(11, 9), d(11, 11))]
    assert days("AT=BREAK;SIDE=BEFORE", d(9, 1), d(12, 31)) == [(d(9, 24), d(9, 30))]
    assert days("AT=WINTER_BREAK", d(9, 1), d(2, 28, 2027)) == [(d(1, 23, 2027), d(2, 21, 2027))]
    assert days("AT=SUMMER;SIDE=BEFORE", d(3, 1), d(7, 1)) == [(d(5, 25), d(5, 31))]


def test_a_vague_cadence_has_no_windows():
    assert days("VAGUE=OFTEN") == []


dates_near = st.dates(d(1, 1, 2025), d(12, 31, 2028))


@settings(max_examples=400, deadline=None)
@given(cadences, dates_near, st.integers(0, 500), st.sampled_from([None, *RestRule]))
def test_windows_never_overlap_and_never_leave_the_range(c, first, length, rule):
    last = first + length * DAY
    found = windows(c, SCHOOL, first, last, on_rest=rule)
    edges = [edge for w in found for edge in (w.first, w.last)]
    assert edges == sorted(edges)
    assert all(first <= edge <= last for edge in edges)
    assert all(a.last < b.first for a, b in pairwise(found))
    assert all(w.times >= 1 for w in found)


@given(st.integers(1, 18), st.integers(0, 3))
def test_weeks_of_term_move_with_the_term(week, later):
    shift = 7 * later * DAY
    term = TermDates("秋季学期", d(9, 1), d(1, 22, 2027))
    moved = TermDates("秋季学期", d(9, 1) + shift, d(1, 22, 2027) + shift)
    c = Cadence.from_text(f"AT=TERM_START;WEEK={week}")
    reach = (d(8, 1), d(3, 31, 2027))
    before = windows(c, SchoolCalendar(terms=(term,)), *reach)
    after = windows(c, SchoolCalendar(terms=(moved,)), *reach)
    assert [(w.first + shift, w.last + shift) for w in before] == [(w.first, w.last) for w in after]


def test_a_term_that_ends_before_it_starts_is_refused_in_chinese():
    with pytest.raises(ValueError, match="早于开始日期"):
        TermDates("秋季学期", d(9, 2), d(9, 1))


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=80), st.none() | st.text(max_size=20))
def test_any_text_can_be_read(text, heading):
    for found in parse(text, heading):
        assert all(0 <= a < b <= len(text) for a, b in found.spans)


WORDS = st.sampled_from(
    [
        "每",
        "周",
        "一",
        "两",
        "次",
        "月",
        "底",
        "学期",
        "初",
        "末",
        "前",
        "后",
        "第",
        "三",
        "周",
        "开学",
        "放假",
        "3",
        "12",
        "日",
        "、",
        "，",
        "。",
        "至",
        "—",
        "定期",
        "不",
        "检查",
        "除",
        "外",
        "改为",
        "年",
        "半",
        "早",
        "晚",
        "各",
        "期",
        "中",
        "夏季",
        "国庆",
        "“",
        "”",
        "（",
        "）",
    ]
)


@settings(max_examples=800, deadline=None)
@given(st.lists(WORDS, max_size=14).map("".join))
def test_any_jumble_of_time_words_can_be_read_and_scheduled(text):
    for found in parse(text):
        assert all(0 <= a < b <= len(text) for a, b in found.spans)
        windows(found.cadence, SCHOOL, d(9, 1), d(1, 22, 2027))
