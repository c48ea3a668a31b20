"""The radar: the same numbers as everywhere, the missing window, and one tap to it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from houqin.ledgers.services import writing
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.testing import at, make_member, signed_in
from houqin.packs.loading import load_law
from houqin.planning.models import PlanItem, Task
from houqin.planning.numbers import tally
from houqin.planning.policy import visible_tasks
from houqin.planning.public import today_for
from houqin.planning.services import deferring
from houqin.planning.services.builtin import install_statutory
from houqin.planning.services.scheduling import reschedule
from houqin.planning.testing import NOW, TODAY, hand_in, make_item, make_plan, run_plan
from houqin.radar.figures import picture, tasks_of, trend

pytestmark = pytest.mark.usefixtures("on_that_day")

START = date(2026, 11, 9)


@pytest.fixture
def cook(institution, director):
    return make_member(institution, "canteen_manager", name="食堂刘师傅", superior=director.staff)


@pytest.fixture
def busy(institution, director, principal, technician, cook):
    """A fortnight of a plan and of the law: some done, some late, some waived, some to come."""
    plan = make_plan(title="后勤工作计划", first=START)
    make_item(plan, "FREQ=DAILY", title="巡查水电", on_rest="keep")
    make_item(
        plan, "FREQ=DAILY", title="检查灶具", domain="canteen", owner_role="canteen_manager",
        on_rest="keep",
    )  # fmt: skip
    run_plan(plan, director, principal, today=START)
    make_book(code="food_sample_log", title="食品留样记录")
    duties = [duty for duty in load_law() if duty.code in {"food-sample", "food-daily-control"}]
    law = install_statutory(
        duties=duties, first=START, last=date(2027, 1, 24), now=NOW, today=START
    )
    PlanItem.objects.filter(plan=law).update(each=False, on_rest="keep")
    reschedule(law, today=START)
    for task in Task.objects.filter(due_on__lt=TODAY, item__book="")[:24]:
        actor = technician if task.domain == "maintenance" else cook
        hand_in(task, actor, now=NOW - timedelta(days=(TODAY - task.due_on).days))
    waived = Task.objects.open().filter(due_on=TODAY - timedelta(days=1)).first()
    deferring.defer(
        actor=director, task_id=waived.pk, reason="停电", new_due=None, now=NOW, today=TODAY
    )
    return plan


def test_its_numbers_are_those_of_today_and_of_the_week_before(institution, director, busy):
    seen = picture(tasks_of(director, ""), TODAY)
    day = today_for(director, TODAY, everyone=True)
    assert seen.week == day.week
    assert seen.week == tally(visible_tasks(director).between(seen.first, seen.last), TODAY)
    assert seen.week.done
    assert seen.week.overdue
    assert seen.week.waived
    weeks = trend(tasks_of(director, ""), START, date(2027, 1, 24), TODAY)
    assert weeks[-1][1] == day.week
    assert weeks[-2][1] == day.last_week


def test_law_and_plan_are_two_halves_of_the_picture(institution, director, busy):
    law, plan = (picture(tasks_of(director, one), TODAY) for one in ("law", "plan"))
    assert law.week + plan.week == picture(tasks_of(director, ""), TODAY).week
    assert law.week.planned
    page = signed_in(director).get(at(institution, "radar/?scope=law")).content.decode()
    assert "食品留样" in page
    assert "巡查水电" not in page


def test_the_page_says_what_is_missing_with_its_article_and_leads_to_it(
    institution, cook, director, busy
):
    page = signed_in(director).get(at(institution, "radar/")).content.decode()
    assert "本周缺的" in page
    assert "学校食品安全与营养健康管理规定第40条" in page
    missed = Task.objects.filter(item__number="food-sample", due_on=TODAY - timedelta(days=1))
    assert f"tasks/{missed.get().pk}/write/" in page


def test_what_its_book_no_longer_takes_asks_for_the_reason_instead(institution, director, busy):
    """The day before yesterday's sample: a day is the limit, and later ones have begun."""
    from houqin.ledgers.models import Book

    Book.objects.filter(code="food_sample_log").update(backdate_days=1)
    days = {
        ago: Task.objects.get(item__number="food-sample", due_on=TODAY - timedelta(days=ago)).pk
        for ago in (1, 2)
    }
    page = signed_in(director).get(at(institution, "radar/line/canteen/")).content.decode()
    assert f"tasks/{days[1]}/write/" in page
    assert f"tasks/{days[2]}/write/" not in page
    assert re.search(rf'tasks/{days[2]}/defer/">写明原因', page)


def test_one_tap_goes_from_the_missing_window_to_the_page_of_the_entry(
    institution, cook, director, busy
):
    task = Task.objects.get(item__number="food-sample", due_on=TODAY)
    answer = signed_in(cook).get(at(institution, f"tasks/{task.pk}/write/"))
    assert answer.status_code == 302
    assert f"ledgers/b/food_sample_log/new/?task={task.pk}" in answer["Location"]


def test_an_entry_turns_its_window_green(institution, cook, director, busy):
    task = Task.objects.get(item__number="food-sample", due_on=TODAY)
    before = picture(tasks_of(director, "law"), TODAY).today
    from houqin.ledgers.models import Book

    make_entry(Book.objects.get(code="food_sample_log"), cook, now=NOW)
    after = picture(tasks_of(director, "law"), TODAY).today
    assert (after.finished, after.upcoming) == (before.finished + 1, before.upcoming - 1)
    task.refresh_from_db()
    page = signed_in(director).get(at(institution, "radar/line/canteen/")).content.decode()
    assert "已做" in page


def test_a_line_of_work_is_shown_day_by_day_in_any_week(institution, director, busy):
    browser = signed_in(director)
    page = browser.get(at(institution, "radar/line/canteen/")).content.decode()
    for word in ("检查灶具", "食品留样", "缺的", "不适用", "未到期"):
        assert word in page
    earlier = browser.get(at(institution, "radar/line/canteen/?week=2026-11-11"))
    assert "11月9日" in earlier.content.decode()
    for odd in ("?week=2026-13-45", "?week=nonsense", "?week=9999-12-31"):
        assert browser.get(at(institution, f"radar/line/all/{odd}")).status_code == 200
    assert browser.get(at(institution, "radar/line/nothing/")).status_code == 404


def test_the_gap_list_names_what_is_missing_and_whose_it_is(institution, director, cook, busy):
    make_book(code="empty", title="空着的台账")
    PlanItem.objects.filter(plan=busy, title="检查灶具").update(book="empty")
    page = signed_in(director).get(at(institution, "radar/readiness/")).content.decode()
    assert "食堂刘师傅" in page
    assert "空着的台账" in page
    assert "学校食品安全与营养健康管理规定第40条" in page
    assert "12月6日" in page
    month = signed_in(director).get(at(institution, "radar/readiness/?days=30"))
    assert "12月22日" in month.content.decode()


def test_work_without_a_person_can_be_assigned_from_there(institution, director, principal, busy):
    Task.objects.filter(item__title="检查灶具").update(assignee=None)
    page = signed_in(director).get(at(institution, "radar/readiness/")).content.decode()
    assert "待指派" in page
    assert 'action="/i/' in page
    assert "tasks/assign/" in page


def test_an_inspector_looks_and_changes_nothing(institution, director, busy):
    inspector = make_member(institution, "inspector")
    browser = signed_in(inspector)
    for path in ("radar/", "radar/line/canteen/", "radar/readiness/", "radar/duties/"):
        page = browser.get(at(institution, path)).content.decode()
        assert "食品留样" in page, path
        assert "记一笔" not in page, path
        assert "去登记" not in page, path
    item = PlanItem.objects.get(number="food-sample")
    assert browser.get(at(institution, f"radar/duties/{item.pk}/")).status_code == 403


def test_a_worker_has_no_radar(institution, technician):
    assert signed_in(technician).get(at(institution, "radar/")).status_code == 403


def test_a_duty_is_switched_off_only_with_a_reason_and_shown_so(institution, director, busy):
    item = PlanItem.objects.get(number="food-sample")
    browser, address = signed_in(director), at(institution, f"radar/duties/{item.pk}/")
    assert "第40条" in browser.get(address).content.decode()
    sent = {"when": "每天", "owner_role": item.owner_role, "is_on": "off", "note": ""}
    refused = browser.post(address, sent)
    assert refused.status_code == 422
    assert "停用要写明原因" in refused.content.decode()
    assert browser.post(address, {**sent, "note": "食堂改造，送餐"}).status_code == 302
    page = browser.get(at(institution, "radar/duties/")).content.decode()
    assert "本单位停用" in page
    assert "食堂改造，送餐" in page
    assert not Task.objects.filter(item=item, first__gt=TODAY).exists()
    odd = browser.post(address, {**sent, "is_on": "on", "when": "有空的时候"})
    assert odd.status_code == 422
    assert "没看懂" in odd.content.decode()


def test_another_time_in_chinese_words_moves_the_tasks_to_come(institution, director, busy):
    item = PlanItem.objects.get(number="food-daily-control")
    sent = {"when": "每周五", "owner_role": item.owner_role, "is_on": "on", "note": "改为每周"}
    answer = signed_in(director).post(at(institution, f"radar/duties/{item.pk}/"), sent)
    assert answer.status_code == 302
    days = Task.objects.filter(item=item, first__gt=TODAY).values_list("first", flat=True)
    assert days
    assert {day.weekday() for day in days} == {4}


@pytest.mark.parametrize("path", ["", "line/canteen/", "line/all/", "readiness/", "duties/"])
@pytest.mark.parametrize("many", [1, 12])
def test_pages_ask_as_few_questions_for_much_as_for_little(
    institution, director, principal, cook, busy, path, many, django_assert_max_num_queries
):
    plan = make_plan(title="更多", first=START)
    for number in range(many):
        make_item(plan, "FREQ=DAILY", title=f"事项{number}", domain="canteen", on_rest="keep")
    run_plan(plan, director, principal, today=START)
    browser, address = signed_in(director), at(institution, f"radar/{path}")
    browser.get(address)
    with django_assert_max_num_queries(10):
        assert browser.get(address).status_code == 200


def test_an_institution_without_any_plan_is_told_what_to_do(institution, director):
    browser = signed_in(director)
    assert "本周没有要做的事" in browser.get(at(institution, "radar/")).content.decode()
    assert "都齐了" in browser.get(at(institution, "radar/readiness/")).content.decode()
    assert "还没有法定职责" in browser.get(at(institution, "radar/duties/")).content.decode()


def test_certificates_that_run_out_are_named_and_a_renewed_one_is_not(
    institution, director, django_assert_max_num_queries
):
    form = {
        "code": "papers",
        "title": "证照",
        "field": [
            {"code": "name", "label": "证照", "type": "text", "required": True},
            {"code": "valid_until", "label": "有效期至", "type": "date"},
        ],
    }
    book = make_book(form=form, title="许可证照登记", code="papers")

    def licence(name: str, days: int, hours: int = 0) -> None:
        until = (TODAY + timedelta(days=days)).isoformat()
        now = NOW - timedelta(hours=hours)
        writing.write_entry(
            actor=director, book_id=book.pk, raw={"name": name, "valid_until": until},
            token=uuid4(), now=now,
        )  # fmt: skip

    licence("食品经营许可证", -3)
    licence("消防检测报告", 10)
    licence("校车使用许可", 5, hours=2)
    licence("校车使用许可", 360)
    licence("卫生许可证", 200)
    client = signed_in(director)
    client.get(at(institution, "radar/readiness/"))
    with django_assert_max_num_queries(10):
        page = client.get(at(institution, "radar/readiness/"))
    found = [(one.what, one.days) for one in page.context["expiring"]]
    assert found == [("食品经营许可证", -3), ("消防检测报告", 10)]
    said = page.content.decode()
    assert "已过期" in said
    assert "还有 10 天" in said
    week = client.get(at(institution, "radar/readiness/?days=7"))
    assert [one.what for one in week.context["expiring"]] == ["食品经营许可证"]
