"""A pack in the term of any day: its dates follow one another and its plan speaks of its months."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from houqin.core.roles import Kind
from houqin.packs.calendars import for_day, written_for
from houqin.packs.loading import load

every_kind = pytest.mark.parametrize("kind", list(Kind))
DAYS = [date(2025, 1, 1) + timedelta(days=11 * n) for n in range(330)]


@every_kind
def test_in_the_term_it_was_written_for_a_pack_stays_as_it_is(kind):
    pack = load(kind)
    assert for_day(pack, date(2026, 11, 22)) == pack


@every_kind
def test_ten_years_of_terms_and_breaks_leave_no_gap_and_begin_before_the_day(kind):
    for day in DAYS:
        moved = for_day(load(kind), day)
        spans = [t.days for t in moved.terms] + [b.days for b in moved.breaks]
        for earlier, later in pairwise(sorted(spans, key=lambda span: span.first)):
            assert later.first == earlier.last + timedelta(days=1)
        running = written_for(moved)
        following = moved.terms[moved.terms.index(running) + 1]
        assert running.days.first <= day < following.days.first


@pytest.mark.parametrize(
    ("day", "term", "first", "last"),
    [
        ("2027-01-24", "2026—2027学年第一学期", "2026-08-31", "2027-01-24"),
        ("2027-02-10", "2026—2027学年第一学期", "2026-08-31", "2027-01-24"),
        ("2027-02-22", "2026—2027学年第二学期", "2027-02-22", "2027-07-04"),
        ("2028-08-01", "2027—2028学年第二学期", "2028-02-14", "2028-07-02"),
    ],
)
def test_a_break_belongs_to_the_term_before_it(day, term, first, last):
    moved = for_day(load(Kind.SCHOOL), date.fromisoformat(day))
    running = written_for(moved)
    assert term in moved.plan.title
    assert moved.plan.text.startswith(f"# {moved.plan.title}\n")
    assert (str(running.days.first), str(running.days.last)) == (first, last)


def test_in_spring_the_plan_speaks_of_spring():
    spring = for_day(load(Kind.SCHOOL), date(2027, 4, 20)).plan
    assert "### 三月" in spring.text
    assert "5月12日防灾减灾日" in spring.text
    assert "安全员在4月组织学生" in spring.text
    for word in ("9月", "11月", "九月", "国庆", "寒假", "第一学期", "冬装"):
        assert word not in spring.text, word
    for answer in spring.answers:
        assert spring.text.count(answer.excerpt) == 1


@every_kind
def test_every_swap_of_a_pack_is_used(kind):
    plan = load(kind).plan
    for here, there in plan.swaps:
        assert here in plan.text
        assert here != there


def test_pupils_are_numbered_by_the_school_year_of_the_term():
    moved = for_day(load(Kind.SCHOOL), date(2029, 3, 20))
    assert {group.code[:4] for group in moved.groups} == {"2028"}
    assert {student.group for student in moved.students} <= {group.code for group in moved.groups}
