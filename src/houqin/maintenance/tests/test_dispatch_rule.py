"""The rule of dispatch, the readings' rule: pure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from houqin.maintenance.rules.dispatch import Candidate, Job, choose
from houqin.maintenance.rules.readings import is_due

JOB = Job("water", "水暖", "A/1/101")


def test_trade_zone_and_load_decide_and_the_reason_says_so() -> None:
    plumber = Candidate(1, "李师傅", frozenset({"water"}), (("A", "教学楼"),), open_jobs=2)
    idle = Candidate(2, "王师傅", frozenset({"electric"}))
    chosen = choose(JOB, [idle, plumber])
    assert chosen.staff_id == 1
    assert chosen.reason == "李师傅：会水暖（+40），负责教学楼（+30），手头 2 件（-16）"
    assert "王师傅" in chosen.ranking[1].sentence


def test_with_the_same_trade_the_one_with_less_to_do_goes_and_order_does_not_matter() -> None:
    busy = Candidate(1, "甲", frozenset({"water"}), open_jobs=3)
    free = Candidate(2, "乙", frozenset({"water"}))
    assert choose(JOB, [busy, free]).staff_id == choose(JOB, [free, busy]).staff_id == 2


def test_who_has_the_trade_goes_before_a_better_placed_one_who_has_not() -> None:
    near = Candidate(1, "近", zones=(("A/1", "一楼"),))
    skilled = Candidate(2, "会", frozenset({"water"}), open_jobs=6)
    assert choose(JOB, [near, skilled]).staff_id == 2


def test_a_zone_does_not_hold_a_place_that_only_begins_alike() -> None:
    here = Candidate(1, "甲", zones=(("A/1/10", "十号"),))
    assert "负责" not in choose(JOB, [here]).reason


def test_who_is_away_or_full_is_not_asked_unless_it_is_urgent() -> None:
    away = Candidate(1, "甲", frozenset({"water"}), away="今天请假")
    full = Candidate(2, "乙", frozenset({"water"}), open_jobs=8)
    assert choose(JOB, [away, full]).staff_id is None
    urgent = Job("water", "水暖", "A", is_urgent=True)
    assert choose(urgent, [away, full]).staff_id == 2
    assert "请手工指派" in choose(JOB, [away]).reason


@pytest.mark.parametrize(
    ("sort", "readings", "fires"),
    [
        ("over", [5, 11, 12, 9, 11], [False, True, False, False, True]),
        ("under", [5, 1, 1, 5], [False, True, False, False]),
        ("every", [100, 590, 600, 1000, 1100], [False, False, True, False, True]),
        ("every", [100, 20, 519, 520], [False, False, False, True]),  # the meter was exchanged
    ],
)
def test_a_reading_asks_for_work_once(sort: str, readings: list[int], fires: list[bool]) -> None:
    value = Decimal({"over": 10, "under": 2, "every": 500}[sort])
    base: Decimal | None = None
    asked = []
    for reading in readings:
        due, base = is_due(sort, value, Decimal(reading), base)
        asked.append(due)
    assert asked == fires
