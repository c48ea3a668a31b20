"""The list of books: who sees what, how fresh each is; and the settings of one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.core import clock
from houqin.journal.models import JournalEntry
from houqin.ledgers.freshness import LOOKED_AT, WorkingDays, freshness, working_days
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.models import Break, CalendarDay
from houqin.org.testing import at, make_member, signed_in, words

MONDAY = date(2026, 11, 16)
# Without holidays: every weekday is a working day.
WEEKS = WorkingDays(date(2026, 1, 1), date(2026, 12, 31), lambda day: day.weekday() < 5)


def page(member, rest=""):
    return words(signed_in(member).get(at(member.institution, f"ledgers/{rest}")))


def written(*days_before, today=MONDAY):
    return [today - timedelta(days=n) for n in days_before]


@pytest.mark.parametrize(
    ("moments", "score", "every"),
    [
        ([], None, 0),
        (written(0, 3, 4), None, 0),  # three days are no rhythm
        (written(0, 3, 4, 5), 100, 1),  # every working day, Friday before Monday
        (written(3, 4, 5, 6), 100, 1),  # Friday's was the last; Monday is its turn
        (written(4, 5, 6, 7), 50, 1),  # Friday is missing
        (written(5, 6, 7, 10), 0, 1),
        (written(7, 14, 21, 28), 100, 5),  # weekly
        (written(12, 19, 26, 33), 70, 5),  # three working days over
        (written(40, 47, 54, 61), 0, 5),
        ([MONDAY] * LOOKED_AT, 100, 1),  # thirty lines a day: a daily book
        ([MONDAY - timedelta(days=4)] * LOOKED_AT, 50, 1),
    ],
)
def test_a_book_is_fresh_within_its_own_rhythm(moments, score, every):
    found = freshness(moments, MONDAY, WEEKS)
    assert (found.score, found.every) == (score, every)


@pytest.mark.parametrize(
    ("moments", "every", "score"),
    [([], 1, None), (written(0), 20, 100), (written(3), 1, 100), (written(4), 1, 50),
     (written(7), 5, 100), (written(14), 5, 50), (written(0, 3, 4, 5), 20, 100)],
)  # fmt: skip
def test_a_rhythm_that_was_set_needs_no_four_days_of_entries(moments, every, score):
    assert freshness(moments, MONDAY, WEEKS, every).score == score


def test_nothing_goes_stale_in_the_holidays(institution):
    Break.objects.create(
        sort="summer", name="暑假", first=date(2026, 7, 11), last=date(2026, 8, 28)
    )
    CalendarDay.objects.create(day=date(2026, 8, 31), sort=CalendarDay.Sort.HOLIDAY, name="停课")
    first_day = date(2026, 8, 31)
    worked = working_days(first_day)
    last_of_term = [date(2026, 7, day) for day in (10, 9, 8, 7)]
    assert freshness(last_of_term, first_day, worked).score == 100


def test_the_shelf_says_which_book_is_late_and_counts_as_the_list_does(clerk):
    today = clock.now()
    book = make_book(title="食品留样", code="sample", backdate_days=None)
    for n in (60, 61, 62, 63, 64):
        make_entry(book, clerk, now=today, happened_at=today - timedelta(days=n), late_reason="补")
    fresh = make_book(title="门卫交接", code="gate", domain="gate")
    make_entry(fresh, clerk, now=today)
    shown = page(clerk)
    assert "其中 1 本比平常记得晚" in shown
    assert "个工作日没记" in shown
    assert "本月 1 条" in shown
    month = clock.today().replace(day=1)
    listed = page(clerk, f"b/gate/?on_from={month}")
    assert Entry.objects.filter(book=fresh).count() == 1
    assert "1 条" in listed


def test_books_are_found_by_name_purpose_and_initials(clerk):
    make_book(title="食品留样台账", code="sample", purpose="每餐每样")
    make_book(title="门卫交接", code="gate")
    for query in ("留样", "每样", "ly"):
        shown = page(clerk, f"?q={query}")
        assert "食品留样台账" in shown
        assert "门卫交接" not in shown
    assert "没有这样的台账" in page(clerk, "?q=没有的")


def test_a_closed_book_stands_apart(clerk):
    make_book(title="食品留样", code="sample", is_active=False)
    assert "食品留样" not in page(clerk)
    shown = page(clerk, "?closed=1")
    assert "食品留样" in shown
    assert "记一笔" not in shown


def test_an_empty_shelf_says_what_to_do_next(clerk, institution):
    assert "照搬一本" in page(clerk)
    assert "由总务主任开设" in page(make_member(institution, "gatekeeper"))


def test_two_hundred_books_cost_what_two_cost(clerk):
    counts = []
    for number in (2, 40):
        for _each in range(number):
            make_entry(make_book(), clerk, now=clock.now())
        with CaptureQueriesContext(connection) as seen:
            page(clerk)
        counts.append(sum("SELECT" in q["sql"] and "set_config" not in q["sql"] for q in seen))
    assert counts[0] == counts[1] <= 10


def given(book, **changes):
    start = {
        "title": book.title, "domain": book.domain, "numbering": book.numbering,
        "backdate_days": "30", "is_active": "on",
    }  # fmt: skip
    return {name: value for name, value in (start | changes).items() if value is not None}


def test_settings_are_changed_and_the_journal_says_from_what_to_what(clerk):
    book = make_book(title="食品留样", code="sample")
    answer = signed_in(clerk).post(
        at(clerk.institution, "ledgers/b/sample/settings/"),
        given(book, backdate_days="7", writer_roles=["canteen_manager"], per_what="meal",
              per_field="meal", retention_months="6", purpose="每餐留样"),
    )  # fmt: skip
    assert answer.status_code == 302, words(answer)
    book.refresh_from_db()
    assert (book.backdate_days, book.per_field, book.retention_months) == (7, "meal", 6)
    said = JournalEntry.objects.get(action="ledgers.book_changed").sentence
    for part in ("最多补录几天前的由“30”改为“7”", "谁填写由“不限”改为“食堂管理员”",
                 "按什么分别记由“不分”改为“餐次”"):  # fmt: skip
        assert part in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "请给台账起个名称"),
        ({"title": "门卫交接"}, "已有同名的台账"),
        ({"numbering": "{year}"}, "要有流水号"),
        ({"numbering": "{n}{x}"}, "只能用"),
        ({"numbering": "青禾小学后勤处{book}{n:9}{n}"}, "太长"),
        ({"backdate_days": "-1"}, "请填 0 到"),
        ({"retention_months": "0"}, "请填 1 到"),
        ({"per_what": "meal"}, "请选一个字段"),
        ({"per_field": "meal"}, "选了字段"),
        ({"domain": "nowhere"}, "有效的选项"),
    ],
)
def test_settings_that_cannot_be_are_refused_beside_what_is_wrong(clerk, changes, said):
    book = make_book(title="食品留样", code="sample")
    make_book(title="门卫交接", code="gate")
    answer = signed_in(clerk).post(
        at(clerk.institution, "ledgers/b/sample/settings/"), given(book, **changes)
    )
    assert answer.status_code == 422
    assert said in words(answer)
    assert "data-error" in words(answer)
    assert Book.objects.get(code="sample").title == "食品留样"
    assert not JournalEntry.objects.filter(action="ledgers.book_changed").exists()


def test_the_settings_page_shows_what_is_abnormal_and_a_living_number(clerk):
    make_book(title="食品留样", code="sample")
    shown = page(clerk, "b/sample/settings/")
    assert "应不小于 125 克" in shown
    assert f"{clock.today().year}-0007" in shown
    assert page(clerk, "design/number/?numbering=%7Bmonth%7D-%7Bn%3A2%7D").endswith("-07")
    assert "要有流水号" in page(clerk, "design/number/?numbering=abc")


def test_whoever_does_not_keep_books_finds_no_settings(institution):
    make_book(title="食品留样", code="sample")
    cook = signed_in(make_member(institution, "canteen_manager"))
    assert cook.get(at(institution, "ledgers/b/sample/settings/")).status_code == 403
    shown = words(cook.get(at(institution, "ledgers/")))
    assert "settings" not in shown
