"""The pages of a task that a book proves, and the review page's choice of the book."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houqin.ledgers.models import Book
from houqin.ledgers.services import books, writing
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.book_choice import (
    ConditionError,
    conditions_from,
    conditions_said,
    open_books,
    suggestion,
)
from houqin.planning.fulfilment import Span, count, meets, missing, proven_by
from houqin.planning.models import Deferral, PlanItem, Task
from houqin.planning.reading import read_plans
from houqin.planning.services import drafting
from houqin.planning.testing import NOW, make_item, make_plan
from houqin.planning.testing_books import add_classes, check_book, lines, running, task_of

pytestmark = pytest.mark.usefixtures("on_that_day")

keys = st.sets(st.sampled_from("abcdefgh"))
entries = st.dictionaries(st.sampled_from("abcdefghxyz"), st.integers(0, 4))


@given(st.integers(1, 3), entries, keys)
def test_a_task_is_complete_exactly_when_nothing_expected_is_missing(times, made, expected):
    now = count(times, made, sorted(expected))
    gone = missing(times, made, sorted(expected))
    if expected:
        assert now.is_complete == (not gone)
        assert now.keys_done + len(gone) == now.keys_wanted == len(expected)
    else:
        assert now.is_complete == (sum(made.values()) >= times)
    assert 0 <= now.times_done <= times


@given(st.integers(1, 3), entries, keys, st.sampled_from("abcdefghxyz"))
def test_one_more_entry_never_takes_anything_away(times, made, expected, key):
    before = count(times, made, sorted(expected))
    after = count(times, {**made, key: made.get(key, 0) + 1}, sorted(expected))
    assert after.keys_done >= before.keys_done
    assert after.is_complete >= before.is_complete


@given(st.integers(1, 3), entries, keys, keys)
def test_what_does_not_apply_is_never_waited_for(times, made, expected, without):
    now = count(times, made, sorted(expected - without))
    assert now.keys_wanted == len(expected - without)


days = st.dates(date(2026, 9, 1), date(2026, 12, 31))


@given(days, st.lists(st.tuples(days, st.integers(0, 20), st.booleans()), max_size=8))
def test_a_day_proves_the_windows_it_lies_in_or_else_the_last_one_missed(day, given_spans):
    spans = [
        Span(n, first, date.fromordinal(first.toordinal() + length), is_open)
        for n, (first, length, is_open) in enumerate(given_spans)
    ]
    proven = proven_by(day, spans)
    inside = [span.task_id for span in spans if span.first <= day <= span.until]
    if inside:
        assert proven == inside
    else:
        assert all(spans[n].is_open and spans[n].until < day for n in proven)
        assert len(proven) <= 1
        assert not any(
            span.is_open and span.until < day and span.until > spans[n].until
            for n in proven for span in spans
        )  # fmt: skip


def test_conditions_look_at_choices_numbers_and_what_is_not_there():
    assert meets([], {})
    assert meets([["sort", "is", "甲|乙"]], {"sort": "乙"})
    assert meets([["sort", "is", "甲"]], {"sort": ["丙", "甲"]})
    assert not meets([["sort", "is", "甲"]], {})
    assert meets([["t", "max", "8"], ["t", "min", "0"]], {"t": "8.0"})
    assert not meets([["t", "max", "8"]], {"t": "8.1"})
    assert not meets([["t", "max", "8"]], {"t": "冷"})
    assert meets([["who", "is", "7"]], {"who": {"id": "7", "name": "王"}})


def test_the_task_leads_to_the_book_and_shows_what_is_written_and_missing(
    institution, cook, director, principal
):
    made, groups = check_book(writer_roles=["canteen_manager"]), add_classes(3)
    item = running(director, principal, book="checks", each=True)
    writing.write_many(actor=cook, book_id=made.pk, lines=lines(groups[:1]), now=NOW)
    task = task_of(item)
    page = signed_in(cook).get(at(institution, f"tasks/{task.pk}/")).content.decode()
    assert f"ledgers/b/checks/new/?key={groups[1].pk}&amp;task={task.pk}&amp;then=" in page
    assert f"key={groups[0].pk}&" not in page
    assert "1<small>/3 班" in page
    assert "完成，提交" not in page


def test_posting_a_note_to_a_task_of_a_book_is_refused_in_words(
    institution, book, cook, director, principal
):
    task = task_of(running(director, principal, book="samples"))
    sent = {"note": "做了", "token": str(uuid4())}
    answer = signed_in(cook).post(at(institution, f"tasks/{task.pk}/"), sent)
    assert answer.status_code == 422
    assert "里记一笔才算完成" in answer.content.decode()


def test_the_task_shows_its_entry_late_struck_or_not(institution, book, cook, director, principal):
    item = running(director, principal, book="samples")
    entry = make_entry(book, cook, now=NOW)
    page = signed_in(cook).get(at(institution, f"tasks/{task_of(item).pk}/")).content.decode()
    assert f"ledgers/e/{entry.pk}/" in page
    assert entry.number in page
    assert "已完成" in page


@pytest.mark.parametrize("count", [2, 30])
def test_the_page_asks_the_same_few_queries_for_few_and_many_classes(
    institution, cook, director, principal, count, django_assert_max_num_queries
):
    made, groups = check_book(), add_classes(count)
    item = running(director, principal, book="checks", each=True)
    writing.write_many(actor=cook, book_id=made.pk, lines=lines(groups[1:]), now=NOW)
    client, address = signed_in(cook), at(institution, f"tasks/{task_of(item).pk}/")
    client.get(address)
    with django_assert_max_num_queries(10):
        assert client.get(address).status_code == 200


def test_who_could_not_write_it_down_says_why_and_the_superior_is_told(
    institution, book, cook, director, principal
):
    task = task_of(running(director, principal, book="samples"))
    client, address = signed_in(cook), at(institution, f"tasks/{task.pk}/defer/")
    assert "已经办了，但没法记台账" in client.get(address).content.decode()
    client.post(address, {"how": "excuse", "reason": "停电"})
    task.refresh_from_db()
    assert task.state == "done"
    assert (Deferral.objects.get().sort, Deferral.objects.get().verdict) == ("excused", "open")
    seen = signed_in(director).get(at(institution, "supervision/")).content.decode()
    assert "停电" in seen


def test_one_class_that_is_away_is_left_out_with_a_reason(institution, cook, director, principal):
    made, groups = check_book(), add_classes(2)
    item = running(director, principal, book="checks", each=True)
    writing.write_many(actor=cook, book_id=made.pk, lines=lines(groups[:1]), now=NOW)
    client, address = signed_in(cook), at(institution, f"tasks/{task_of(item).pk}/defer/")
    refused = client.post(address, {"how": "keys", "reason": "春游"})
    assert refused.status_code == 422
    client.post(address, {"how": "keys", "keys": [str(groups[1].pk)], "reason": "春游"})
    assert task_of(item).state == "done"


def test_a_token_of_the_api_cannot_tick_it_either(book, cook, director, principal):
    """The API and the phone's queue use the same service; this is the one they call."""
    from django.core.exceptions import ValidationError

    from houqin.planning.services.doing import hand_in

    task = task_of(running(director, principal, book="samples"))
    with pytest.raises(ValidationError, match="不能只打勾"):
        hand_in(actor=cook, task_id=task.pk, token=uuid4(), now=NOW, note="做了")
    assert Task.objects.get(pk=task.pk).state == "todo"


PLAN = """工作计划
一、食堂
1. 食堂管理员每天做好食品留样，每餐填写留样记录。
2. 每班每天做好晨检，填写晨午检记录。
3. 每学期清理一次仓库。
"""


def read_into_plan(director) -> dict[str, PlanItem]:
    (draft,) = read_plans(PLAN)
    plan = drafting.import_plan(
        actor=director, draft=draft, title="计划", term=None,
        first=date(2026, 8, 31), last=date(2027, 1, 24),
    )  # fmt: skip
    return {item.text[:6]: item for item in PlanItem.objects.filter(plan=plan)}


def test_reading_a_plan_points_its_items_to_the_institutions_books(institution, director):
    make_book(code="food_sample_log", title="食品留样记录", per_what="meal", per_field="meal")
    make_book(code="morning_check", title="晨午检记录", per_what="class", per_field="meal")
    items = {item.title: item for item in read_into_plan(director).values()}
    sample = next(item for item in items.values() if "留样" in item.text)
    check = next(item for item in items.values() if "晨检" in item.text)
    assert (sample.book, sample.ledger, sample.each) == ("food_sample_log", "食品留样记录", True)
    assert "记在《食品留样记录》" in sample.reasons["ledger"]
    assert (check.book, check.each) == ("morning_check", True)


def test_where_the_book_is_not_kept_here_the_word_stays_a_word(institution, director):
    items = read_into_plan(director).values()
    sample = next(item for item in items if "留样" in item.text)
    assert (sample.book, sample.ledger) == ("", "食品留样记录")


def test_an_own_book_is_found_by_its_title(institution):
    own = make_book(code="mine", title="直饮水滤芯更换台账")
    found = suggestion("school", text="换滤芯", ledger="直饮水滤芯更换台账", books=open_books())
    assert found.book == own
    assert suggestion("school", text="散步", ledger="", books=open_books()) is None


def test_the_editor_offers_the_books_and_keeps_the_choice(institution, director):
    made = check_book()
    add_classes(2)
    plan = make_plan()
    item = make_item(plan, "FREQ=DAILY", title="晨检", ledger="晨检本")
    client = signed_in(director)
    address = at(institution, f"plans/{plan.pk}/items/{item.pk}/")
    window = client.get(f"{address}edit/more/").content.decode()
    assert 'value="checks"' in window
    sent = {"dialog": "1", "book": "checks", "ledger": "晨检本"}
    assert client.post(address, sent).status_code == 200
    item.refresh_from_db()
    assert (item.book, item.ledger) == ("checks", made.title)
    window = client.get(f"{address}edit/more/").content.decode()
    assert "每个班级都要有记录" in window
    keys_on = window.split('name="keys_shown" value="')[1].split('"')[0].split("|")
    sent = {
        "dialog": "1", "book": "checks", "each": ["", "on"], "keys_shown": "|".join(keys_on),
        "keys_on": ["", keys_on[0]], "only": "情况是正常",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 200
    item.refresh_from_db()
    assert (item.each, item.keys_off) == (True, [keys_on[1]])
    assert item.only == [["state", "is", "正常"]]
    bad = client.post(address, {"dialog": "1", "book": "checks", "only": "颜色是红"})
    assert bad.status_code == 422
    assert "可用的栏目：情况" in bad.content.decode()
    client.post(address, {"dialog": "1", "book": "", "ledger": "检测报告"})
    item.refresh_from_db()
    assert (item.book, item.each, item.only, item.ledger) == ("", False, [], "检测报告")


def test_conditions_read_back_as_they_are_said(institution):
    made = check_book()
    made.refresh_from_db()
    only = conditions_from("情况是正常、异常；人数不低于3", made)
    assert only == [["state", "is", "正常|异常"], ["n", "min", "3"]]
    assert conditions_from(conditions_said(only, made), made) == only
    with pytest.raises(ConditionError, match="后面要写数字"):
        conditions_from("人数不低于三", made)
    with pytest.raises(ConditionError, match="可选：正常、异常"):
        conditions_from("情况是一般", made)


def test_the_read_plan_still_says_ledger_in_its_json(institution):
    from houqin.planning.reading.output import to_json

    (plan,) = to_json(read_plans(PLAN))["plans"]
    assert {item["ledger"] for item in plan["items"]} >= {"食品留样记录", "晨午检记录"}


def test_a_stranger_to_the_book_is_told_who_writes_it(institution, director, principal):
    check_book(writer_roles=["doctor"])
    item = running(director, principal, book="checks", owner_role="technician")
    worker = make_member(institution, "technician")
    Task.objects.filter(item=item).update(assignee=worker.staff)
    page = signed_in(worker).get(at(institution, f"tasks/{task_of(item).pk}/")).content.decode()
    assert "由校医填写" in page


def test_from_the_task_to_the_entry_and_back_to_the_finished_task(
    institution, cook, director, principal
):
    """What a phone does: open the task, tap, type, send; the task is done."""
    check_book(writer_roles=["canteen_manager"])
    groups = add_classes(1)
    item = running(
        director, principal, book="checks", each=True, only=[["state", "is", "异常|正常"]]
    )
    browser, task = signed_in(cook), task_of(item)
    address = browser.get(at(institution, f"tasks/{task.pk}/write/"))["Location"]
    page = browser.get(address).content.decode()
    assert f'value="{groups[0].pk}" selected' in page
    assert "异常" in page
    token = page.split('name="token" value="')[1].split('"')[0]
    sent = {"token": token, "version": "1", "v-group": groups[0].pk, "v-state": "异常", "v-n": "3"}
    answer = browser.post(address, sent)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/tasks/{task.pk}/")
    assert "已完成" in browser.get(answer["Location"]).content.decode()
    assert task_of(item).state == "done"


def test_what_was_missed_is_written_down_late_for_its_own_day(
    institution, book, cook, director, principal
):
    item = running(director, principal, book="samples", today=date(2026, 11, 9))
    yesterday = Task.objects.get(item=item, due_on=date(2026, 11, 21))
    address = signed_in(cook).get(at(institution, f"tasks/{yesterday.pk}/write/"))["Location"]
    assert "day=2026-11-21" in address
    page = signed_in(cook).get(address).content.decode()
    assert "2026-11-21T12:00" in page


def test_what_the_book_no_longer_takes_wants_a_reason_instead(
    institution, cook, director, principal
):
    make_book(code="samples", title="食品留样记录", backdate_days=3)
    item = running(director, principal, book="samples", today=date(2026, 11, 9))
    old = Task.objects.get(item=item, due_on=date(2026, 11, 10))
    browser, address = signed_in(cook), at(institution, f"tasks/{old.pk}/")
    assert browser.get(f"{address}write/")["Location"] == address
    page = browser.get(address).content.decode()
    assert "最多补录 3 天内的，这一次已经不能补记" in page
    assert "记一笔" not in page


def test_what_comes_once_a_term_can_still_be_done_long_after(
    institution, cook, director, principal
):
    make_book(code="samples", title="食品留样记录", backdate_days=3)
    item = running(director, principal, "AT=MIDTERM", book="samples", today=date(2026, 11, 1),
                   first=date(2026, 10, 26))  # fmt: skip
    old = Task.objects.get(item=item)
    assert old.due_on < date(2026, 11, 10)
    address = signed_in(cook).get(at(institution, f"tasks/{old.pk}/write/"))["Location"]
    assert "day=" not in address
    make_entry(Book.objects.get(code="samples"), cook, now=NOW)
    old.refresh_from_db()
    assert (old.state, old.is_late) == ("done", True)


BUSES = {
    "code": "bus", "title": "校车检查",
    "field": [{"code": "bus", "label": "车牌", "type": "text", "required": True}],
}  # fmt: skip


def test_every_bus_that_the_settings_name_wants_an_entry_however_it_is_spelt(
    institution, director, principal, cook
):
    book = make_book(
        form=BUSES, code="bus", title="校车检查", per_what="vehicle", per_field="bus",
        expected=["浙A11111", "浙A22222"],
    )  # fmt: skip
    item = running(director, principal, book="bus", each=True)

    def write(plate):
        writing.write_entry(actor=cook, book_id=book.pk, token=uuid4(), raw={"bus": plate}, now=NOW)
        return task_of(item)

    write("浙A99999")  # a stranger's: kept, but not one of the two
    now = write("浙 a１1111")
    assert (now.state, now.keys_done, now.keys_wanted) == ("doing", 1, 2)
    page = signed_in(cook).get(at(cook.institution, f"tasks/{now.pk}/")).content.decode()
    assert "浙A22222" in page
    assert "1/2" in re.sub(r"<[^>]+>|\s", "", page)
    books.change_book(actor=director, book_id=book.pk, expected=["浙A11111"])
    assert task_of(item).state == "done"
