"""The academic calendar: weeks, holidays, what is not announced, and what a change moves."""

from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houqin.cadence.calendar import SchoolCalendar
from houqin.core.roles import Kind
from houqin.core.tenancy import institution_scope
from houqin.org import calendar, calendar_following, statutory
from houqin.org.models import Break, CalendarDay, SchoolYear, Term
from houqin.org.terms import term_view
from houqin.org.testing import TODAY, at, make_institution, make_member, signed_in
from houqin.org.weeks import ruler, week_number

# A busy machine is slow to draw; that is no fault of the calendar.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@CALM
@given(DAYS, DAYS)
def test_a_week_is_monday_to_sunday_whatever_day_the_term_begins(first, day):
    monday = day - timedelta(days=day.weekday())
    assert {week_number(first, monday + timedelta(days=n)) for n in range(7)} == {
        week_number(first, day)
    }
    assert week_number(first, first) == 1
    assert week_number(first, day + timedelta(days=7)) == week_number(first, day) + 1


@CALM
@given(DAYS, st.integers(30, 200), DAYS)
def test_the_ruler_covers_the_term_once_without_a_gap(first, length, today):
    exams = dict.fromkeys(("midterm_first", "midterm_last", "finals_first", "finals_last"))
    term = SimpleNamespace(first=first, last=first + timedelta(days=length), **exams)
    weeks = ruler(term, today, set())
    assert (weeks[0].first, weeks[-1].last) == (term.first, term.last)
    for one, following in pairwise(weeks):
        assert following.first - one.last == timedelta(days=1)
    now = [week.n for week in weeks if week.state == "now"]
    assert now == ([week_number(first, today)] if term.first <= today <= term.last else [])


def test_the_state_knows_national_day_and_its_make_up_days():
    (festival,) = statutory.festivals(date(2026, 9, 28), date(2026, 10, 9))
    assert festival.name == "国庆节"
    assert (festival.first, festival.last) == (date(2026, 10, 1), date(2026, 10, 7))
    assert date(2026, 10, 10) in festival.makeup
    assert statutory.known_until().month == 12


def test_the_institutions_own_days_win_over_the_states(institution):
    CalendarDay.objects.create(day=date(2026, 10, 8), sort="holiday", name="校庆")
    CalendarDay.objects.create(day=date(2026, 10, 10), sort="holiday", name="不补")
    CalendarDay.objects.create(day=date(2026, 11, 14), sort="workday")
    for day in (date(2026, 11, 4), date(2026, 11, 5), date(2026, 12, 1)):
        CalendarDay.objects.create(day=day, sort="exam")
    found = calendar.school_calendar(institution.pk, date(2026, 9, 1), date(2026, 12, 31))
    assert {date(2026, 10, 1), date(2026, 10, 8), date(2026, 10, 10)} <= found.holidays
    assert date(2026, 10, 10) not in found.makeup_workdays
    assert date(2026, 11, 14) in found.makeup_workdays
    assert found.exams == (
        (date(2026, 11, 4), date(2026, 11, 5)), (date(2026, 12, 1), date(2026, 12, 1)),
    )  # fmt: skip
    (term,) = found.terms
    assert term.midterm == (date(2026, 11, 2), date(2026, 11, 6))


def test_today_is_in_the_twelfth_week(institution):
    assert calendar.term_on(date(2027, 2, 1)) is None
    weeks = term_view(TODAY).weeks
    states = {week.n: week.state for week in weeks}
    assert (states[11], states[12], states[13]) == ("past", "now", "future")
    assert {week.n: week.label for week in weeks}[10] == "期中"


def test_the_page_warns_of_the_year_that_is_not_announced(institution, director):
    page = signed_in(director).get(at(institution, "org/calendar/")).content.decode()
    assert "尚未公布" in page
    assert "国庆节" in page
    assert "9月20日" in page or "10月10日" in page


def term_values(term, **changes):
    names = ("first", "last", "midterm_first", "midterm_last", "finals_first", "finals_last")
    values = {name: str(getattr(term, name)) for name in names}
    return {"school_year": term.school_year_id, "name": term.name, **values, **changes}


def test_what_a_change_moves_is_shown_first_and_saved_only_when_confirmed(
    institution, director, monkeypatch
):
    seen = []
    listener = calendar_following.ChangeListener(
        "test",
        lambda before, after, _today: [f"任务移动：{before != after}"],
        lambda actor, today: seen.append((actor.name, today)),
    )
    monkeypatch.setattr(calendar_following, "_listeners", {"test": listener})
    browser, term = signed_in(director), Term.objects.get()
    url = at(institution, f"org/calendar/term/{term.pk}/")
    values = term_values(
        term, last="2027-01-17", finals_first="2027-01-04", finals_last="2027-01-10"
    )
    first = browser.post(url, values)
    page = first.content.decode()
    assert "21 周变为 20 周" in page
    assert "任务移动：True" in page
    assert Term.objects.get().last == date(2027, 1, 24)
    assert browser.post(url, {**values, "confirmed": "1"}).status_code == 302
    assert Term.objects.get().last == date(2027, 1, 17)
    assert [name for name, _day in seen[-1:]] == [director.name]


def test_a_change_that_moves_nothing_is_saved_at_once(institution, director):
    term = Term.objects.get()
    browser = signed_in(director)
    url = at(institution, f"org/calendar/term/{term.pk}/")
    assert browser.post(url, term_values(term)).status_code == 302


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"last": "2026-08-30"}, "学期结束要晚于开学日期"),
        ({"last": "2027-09-30"}, "学期要在"),
        ({"midterm_first": "2026-08-01"}, "期中日期要在学期之内"),
        ({"midterm_last": ""}, "要么都填，要么都不填"),
        ({"first": "2026-13-01"}, "正确的日期"),
        ({"name": ""}, "请填写学期"),
    ],
)
def test_impossible_dates_are_refused_with_a_kind_sentence(institution, director, changes, said):
    term = Term.objects.get()
    answer = signed_in(director).post(
        at(institution, f"org/calendar/term/{term.pk}/"), term_values(term, **changes)
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Term.objects.get().first == term.first


def test_overlaps_are_refused_by_name(institution, director):
    browser = signed_in(director)
    year = SchoolYear.objects.get()
    again = {
        "school_year": year.pk,
        "name": "又一学期",
        "first": "2027-01-10",
        "last": "2027-05-01",
    }
    answer = browser.post(at(institution, "org/calendar/term/add/"), again)
    assert "与另一个学期的日期重叠" in answer.content.decode()
    rest = {"sort": "winter", "name": "寒假二", "first": "2027-01-20", "last": "2027-01-26"}
    answer = browser.post(at(institution, "org/calendar/break/add/"), rest)
    assert "重叠" in answer.content.decode()
    day = {"day": "2026-11-14", "sort": "workday", "name": "补课", "confirmed": "1"}
    assert browser.post(at(institution, "org/calendar/day/add/"), day).status_code == 302
    answer = browser.post(at(institution, "org/calendar/day/add/"), {**day, "sort": "holiday"})
    assert "已经登记为放假或上班" in answer.content.decode()


def test_removing_says_what_follows_and_keeps_a_year_with_terms(institution, director):
    browser = signed_in(director)
    year = SchoolYear.objects.get()
    answer = browser.post(at(institution, f"org/calendar/year/{year.pk}/remove/"))
    assert "这个学年还有学期" in answer.content.decode()
    rest = Break.objects.get()
    url = at(institution, f"org/calendar/break/{rest.pk}/remove/")
    assert browser.get(url).status_code == 200
    assert Break.objects.exists()
    browser.post(url)
    assert not Break.objects.exists()


def test_only_keepers_change_the_calendar(institution, technician):
    browser = signed_in(technician)
    assert browser.get(at(institution, "org/calendar/")).status_code == 200
    assert browser.post(at(institution, "org/calendar/day/add/"), {}).status_code == 403


def test_a_hospital_has_half_years(db):
    hospital = make_institution(Kind.HOSPITAL, "青禾医院")
    head = make_member(hospital, "director")
    page = signed_in(head).get(at(hospital, "org/calendar/term/add/")).content.decode()
    assert "半年" in page
    assert "期中" not in page
    with institution_scope(hospital.pk):
        found = calendar.school_calendar(hospital.pk, TODAY, TODAY)
    assert isinstance(found, SchoolCalendar)
