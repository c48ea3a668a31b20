"""Quiet hours, patience, addresses."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from houqin.notify.rules import is_quiet, patience, site_path

minutes = st.integers(0, 1439).map(lambda n: time(n // 60, n % 60))


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("20:59", False), ("21:00", True), ("23:59", True), ("00:00", True), ("06:29", True),
     ("06:30", False), ("12:00", False)],
)  # fmt: skip
def test_a_night_spans_midnight(at, quiet):
    assert is_quiet(time.fromisoformat(at), time(21), time(6, 30)) == quiet


@given(minutes, minutes, minutes)
def test_the_hours_and_their_complement_share_the_day(at, begin, end):
    assume(begin != end)
    assert is_quiet(at, begin, end) != is_quiet(at, end, begin)


@given(minutes, minutes)
def test_equal_ends_mean_no_quiet_hours(at, end):
    assert not is_quiet(at, end, end)


@given(minutes, minutes, minutes, st.integers(0, 1439))
def test_turning_the_clock_turns_the_hours_with_it(at, begin, end, by):
    def turned(clock: time) -> time:
        minute = (clock.hour * 60 + clock.minute + by) % 1440
        return time(minute // 60, minute % 60)

    assert is_quiet(at, begin, end) == is_quiet(turned(at), turned(begin), turned(end))


@given(st.integers(0, 100))
def test_patience_grows_and_ends_at_four_hours(attempts):
    assert timedelta(minutes=1) <= patience(attempts) <= patience(attempts + 1)
    assert patience(attempts) <= timedelta(hours=4)


def test_a_path_gets_its_institution_once():
    assert site_path("/tasks/5/", "qinghe") == "/i/qinghe/tasks/5/"
    assert site_path("/i/qinghe/tasks/5/", "qinghe") == "/i/qinghe/tasks/5/"


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "/\\evil", "tasks/5/"])
def test_a_notice_cannot_lead_off_this_site(url):
    with pytest.raises(ValueError, match="path of this site"):
        site_path(url, "qinghe")
