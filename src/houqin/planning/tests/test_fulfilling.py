"""Entries of record books fulfil tasks; no entry, no tick."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.cases.models import Case
from houqin.journal.models import JournalEntry
from houqin.ledgers.models import Entry
from houqin.ledgers.services import amending, books, writing
from houqin.ledgers.testing import make_book, make_entry
from houqin.notify.models import Notice
from houqin.org.models import SchoolClass
from houqin.org.testing import make_place
from houqin.planning.models import Deferral, Evidence, Task
from houqin.planning.services import deferring, doing, scheduling
from houqin.planning.testing import NOW, TODAY, hand_in, propose, run_plan
from houqin.planning.testing_books import add_classes, check_book, lines, running, task_of

pytestmark = pytest.mark.usefixtures("on_that_day")


def test_an_entry_inside_the_window_finishes_the_task_in_its_transaction(
    book, cook, director, principal
):
    item = running(director, principal, book="samples")
    entry = make_entry(book, cook, now=NOW)
    task = task_of(item)
    assert (task.state, task.done_by, task.done_at) == ("done", cook.staff, entry.happened_at)
    assert not task.is_late
    assert [one.entry for one in task.evidence.all()] == [entry]
    assert JournalEntry.objects.filter(action="planning.task_proved").count() == 1


def test_a_duty_is_not_done_by_an_entry_whose_failed_item_nobody_owns(
    cook, director, principal, monkeypatch
):
    """The shift's book, its finding's case and the duty stand or fall in one transaction."""
    form = {"code": "handover", "title": "门卫交接班记录", "field": [
        {"code": "checks", "label": "交接", "type": "checklist", "items": [
            {"code": "keys", "label": "钥匙"}]}]}  # fmt: skip
    book = make_book(form=form, code="handover", title="门卫交接班记录", domain="gate")
    item = running(director, principal, book="handover")
    failed = {"checks": {"keys": "不合格：少一把"}}

    def refuses(**_given):
        raise ValidationError("编号规则里要有流水号。")

    def write():
        return make_entry(book, cook, raw=failed, measure="已报告", now=NOW)

    with monkeypatch.context() as broken:
        broken.setattr("houqin.cases.findings.open_case", refuses)
        with pytest.raises(ValidationError, match="流水号"):
            write()
    assert (task_of(item).state, Entry.objects.count()) == ("todo", 0)
    entry = write()
    assert task_of(item).state == "done"
    assert Case.objects.get(entry=entry).title == "钥匙：少一把"


def test_an_entry_of_another_book_or_day_leaves_the_task_open(book, cook, director, principal):
    item = running(director, principal, book="samples")
    make_entry(make_book(code="other"), cook, now=NOW)
    tomorrow = task_of(item, TODAY + timedelta(days=1))
    assert task_of(item).state == "todo"
    make_entry(book, cook, now=NOW)
    assert Task.objects.get(pk=tomorrow.pk).state == "todo"


def test_a_task_of_a_book_cannot_be_ticked_without_an_entry(book, cook, director, principal):
    item = running(director, principal, book="samples")
    with pytest.raises(ValidationError, match="《食品留样记录》里记一笔"):
        hand_in(task_of(item), cook)
    assert task_of(item).state == "todo"


def test_where_the_book_is_closed_the_task_is_done_by_hand_again(book, cook, director, principal):
    item = running(director, principal, book="samples")
    books.change_book(actor=director, book_id=book.pk, is_active=False)
    assert hand_in(task_of(item), cook).state == "done"


def test_a_waiver_finishes_it_with_a_reason_that_the_superior_sees_and_may_refuse(
    book, cook, director, principal
):
    item = running(director, principal, book="samples")
    with pytest.raises(ValidationError):
        deferring.excuse(actor=cook, task_id=task_of(item).pk, reason=" ", now=NOW, today=TODAY)
    kept = deferring.excuse(
        actor=cook, task_id=task_of(item).pk, reason="停电，纸上记的", now=NOW, today=TODAY
    )
    assert task_of(item).state == "done"
    assert JournalEntry.objects.filter(action="planning.task_excused").exists()
    assert Notice.objects.filter(kind="task.deferred", recipient=director.staff).exists()
    deferring.decide(actor=director, deferral_id=kept.pk, agree=False, now=NOW)
    assert task_of(item).state == "todo"


def test_a_late_entry_counts_for_its_own_day_and_shows_late(book, cook, director, principal):
    item = running(director, principal, book="samples", today=date(2026, 11, 9))
    yesterday = TODAY - timedelta(days=1)
    make_entry(book, cook, now=NOW, happened_at=NOW - timedelta(days=1), late_reason="当时手机没电")
    task = task_of(item, yesterday)
    assert (task.state, task.is_late) == ("done", True)
    assert task_of(item).state == "todo"


def test_work_done_after_its_window_makes_up_for_the_last_one_missed(
    book, cook, director, principal
):
    item = running(
        director, principal, "FREQ=WEEKLY;BYDAY=MO", book="samples", today=date(2026, 11, 9)
    )
    make_entry(book, cook, now=NOW)  # a Sunday
    states = dict(Task.objects.filter(item=item).values_list("first", "state"))
    assert states[date(2026, 11, 16)] == "done"
    assert states[date(2026, 11, 9)] == "todo"
    assert Task.objects.get(item=item, first=date(2026, 11, 16)).is_late


def test_a_task_wanted_twice_a_day_is_done_by_the_second_entry(book, cook, director, principal):
    item = running(director, principal, "FREQ=DAILY;TIMES=2", book="samples")
    make_entry(book, cook, now=NOW)
    assert (task_of(item).state, task_of(item).times_done) == ("doing", 1)
    make_entry(book, cook, now=NOW)
    assert (task_of(item).state, task_of(item).times_done) == ("done", 2)


def test_every_class_is_wanted_and_counted(institution, cook, director, principal):
    book, groups = check_book(), add_classes(4)
    item = running(director, principal, book="checks", each=True)
    assert task_of(item).keys_wanted == 4
    writing.write_many(actor=cook, book_id=book.pk, lines=lines(groups[:3]), now=NOW)
    task = task_of(item)
    assert (task.state, task.keys_done, task.keys_wanted) == ("doing", 3, 4)
    writing.write_many(actor=cook, book_id=book.pk, lines=lines(groups[2:]), now=NOW)
    assert (task_of(item).state, task_of(item).keys_done) == ("done", 4)


def test_what_the_item_leaves_out_and_what_is_waived_today_is_not_wanted(
    institution, cook, director, principal
):
    book, groups = check_book(), add_classes(4)
    item = running(director, principal, book="checks", each=True, keys_off=[str(groups[0].pk)])
    writing.write_many(actor=cook, book_id=book.pk, lines=lines(groups[1:3]), now=NOW)
    assert (task_of(item).keys_done, task_of(item).keys_wanted) == (2, 3)
    kept = deferring.waive_keys(
        actor=cook, task_id=task_of(item).pk, keys=[str(groups[3].pk)], reason="春游", now=NOW
    )
    assert (task_of(item).state, task_of(item).keys_wanted) == ("done", 2)
    deferring.decide(actor=director, deferral_id=kept.pk, agree=False, now=NOW)
    assert (task_of(item).state, task_of(item).keys_done) == ("doing", 2)


def test_only_entries_of_the_place_and_kind_that_is_asked_for_count(
    institution, cook, director, principal
):
    book, groups = check_book(), add_classes(1)
    house = make_place("一号楼")
    item = running(
        director, principal, book="checks", book_place=house, only=[["state", "is", "正常"]]
    )
    at_home = writing.Line(uuid4(), {"group": str(groups[0].pk), "state": "正常"})
    abroad = make_place("二号楼").pk
    wrong = writing.Line(uuid4(), {"group": str(groups[0].pk), "state": "异常"}, place_id=house.pk)
    right = writing.Line(
        uuid4(), {"group": str(groups[0].pk), "state": "正常"},
        place_id=make_place("101", parent=house).pk,
    )  # fmt: skip
    elsewhere = writing.Line(uuid4(), at_home.raw, place_id=abroad)
    writing.write_many(actor=cook, book_id=book.pk, lines=[at_home, elsewhere, wrong], now=NOW)
    assert task_of(item).state == "todo"
    writing.write_many(actor=cook, book_id=book.pk, lines=[right], now=NOW)
    assert task_of(item).state == "done"


def test_striking_the_only_entry_opens_the_task_again_and_tells_its_person(
    book, cook, director, principal
):
    item = running(director, principal, book="samples")
    first, second = make_entry(book, cook, now=NOW), make_entry(book, cook, now=NOW)
    amending.strike_entry(actor=cook, entry_id=first.pk, reason="记重了", now=NOW)
    assert task_of(item).state == "done"
    amending.strike_entry(actor=cook, entry_id=second.pk, reason="写错了本子", now=NOW)
    task = task_of(item)
    assert (task.state, task.done_at, task.times_done) == ("todo", None, 0)
    assert JournalEntry.objects.filter(action="planning.task_reopened").count() == 1
    make_entry(book, cook, now=NOW)
    assert task_of(item).state == "done"


def test_correcting_the_class_moves_the_entry_to_the_other_class(
    institution, cook, director, principal
):
    book, groups = check_book(), add_classes(2)
    item = running(director, principal, book="checks", each=True)
    made = writing.write_many(actor=cook, book_id=book.pk, lines=lines(groups), now=NOW)
    assert task_of(item).state == "done"
    raw = {"group": str(groups[1].pk), "n": "30"}
    amending.amend_entry(actor=cook, entry_id=made[0].pk, raw=raw, reason="选错班", now=NOW)
    assert (task_of(item).state, task_of(item).keys_done) == ("doing", 1)
    raw = {"group": str(groups[0].pk), "n": "30"}
    amending.amend_entry(actor=cook, entry_id=made[0].pk, raw=raw, reason="原来没错", now=NOW)
    assert (task_of(item).state, task_of(item).keys_done) == ("done", 2)


def test_a_correction_that_changes_nothing_about_it_leaves_the_evidence(
    book, cook, director, principal
):
    item = running(director, principal, book="samples")
    entry = make_entry(book, cook, now=NOW)
    raw = {"meal": "午餐", "dish": "青椒肉丝", "grams": "150"}
    amending.amend_entry(actor=cook, entry_id=entry.pk, raw=raw, reason="菜名写错", now=NOW)
    assert task_of(item).state == "done"
    assert Evidence.objects.count() == 1


def test_entries_from_before_the_approval_count_once_the_windows_are_there(
    book, cook, director, principal
):
    make_entry(book, cook, now=NOW)
    struck = make_entry(book, cook, now=NOW - timedelta(days=1))
    amending.strike_entry(actor=cook, entry_id=struck.pk, reason="写错了", now=NOW)
    item = running(director, principal, book="samples", today=TODAY)
    assert task_of(item).state == "done"
    assert Evidence.objects.count() == 1
    scheduling.reschedule(item.plan, today=TODAY)
    assert Evidence.objects.count() == 1


def test_what_was_done_today_never_makes_up_for_yesterday(book, cook, director, principal):
    item = running(director, principal, book="samples", today=date(2026, 11, 9))
    make_entry(book, cook, now=NOW)
    scheduling.reschedule(item.plan, today=TODAY)
    yesterday = TODAY - timedelta(days=1)
    assert (task_of(item).state, task_of(item, yesterday).state) == ("done", "todo")


def test_an_entry_about_a_day_that_does_not_apply_changes_nothing(book, cook, director, principal):
    item = running(director, principal, book="samples", today=date(2026, 11, 9))
    deferring.defer(
        actor=cook, task_id=task_of(item).pk, reason="停餐", new_due=None, now=NOW, today=TODAY
    )
    make_entry(book, cook, now=NOW)
    assert task_of(item).state == "waived"
    assert task_of(item, TODAY - timedelta(days=1)).state == "todo"
    kept = Deferral.objects.get()
    deferring.decide(actor=director, deferral_id=kept.pk, agree=False, now=NOW)
    assert task_of(item).state == "done"


def test_a_superior_checks_what_an_entry_proves_where_the_item_says_so(
    book, cook, director, principal
):
    item = running(director, principal, book="samples", needs_check=True)
    make_entry(book, cook, now=NOW)
    assert task_of(item).state == "review"
    doing.check(actor=director, task_id=task_of(item).pk, agree=False, reason="照片糊", now=NOW)
    assert task_of(item).state == "todo"
    make_entry(book, cook, now=NOW)
    assert task_of(item).state == "review"


def test_evidence_of_a_book_is_corrected_in_the_book(book, cook, director, principal):
    item = running(director, principal, book="samples")
    make_entry(book, cook, now=NOW)
    with pytest.raises(ValidationError, match="在台账里更正"):
        doing.take_back(
            actor=cook, evidence_id=task_of(item).evidence.get().pk, now=datetime.now(NOW.tzinfo)
        )


def test_a_class_that_is_gone_is_no_longer_waited_for(institution, cook, director, principal):
    book, groups = check_book(), add_classes(2)
    item = running(director, principal, book="checks", each=True)
    writing.write_many(actor=cook, book_id=book.pk, lines=lines(groups[:1]), now=NOW)
    SchoolClass.objects.filter(pk=groups[1].pk).delete()
    scheduling.reschedule(item.plan, today=TODAY)
    assert (task_of(item).state, task_of(item).keys_wanted) == ("done", 1)


@pytest.mark.parametrize("count", [2, 30])
def test_a_sheet_costs_the_same_few_statements_however_many_lines(
    institution, cook, director, principal, count
):
    book, groups = check_book(), add_classes(count)
    plain = CaptureQueriesContext(connection)
    with plain:
        writing.write_many(actor=cook, book_id=book.pk, lines=lines(groups), now=NOW)
    running(director, principal, book="checks", each=True, today=TODAY + timedelta(days=1))
    running(director, principal, book="checks", each=True)
    with CaptureQueriesContext(connection) as followed:
        writing.write_many(actor=cook, book_id=book.pk, lines=lines(groups), now=NOW)
    assert len(followed) - len(plain) <= 8


def test_another_book_in_a_changed_plan_brings_its_earlier_entries(book, cook, director, principal):
    item = running(director, principal, today=date(2026, 11, 9))
    make_entry(book, cook, now=NOW)
    assert task_of(item).state == "todo"
    propose(item.plan, director, item, book="samples")
    assert task_of(item).state == "todo"
    run_plan(item.plan, director, principal)
    assert task_of(item).state == "done"
    assert task_of(item, TODAY - timedelta(days=1)).state == "todo"


def test_nothing_is_locked_or_read_again_where_nothing_is_new(book, cook, director, principal):
    item = running(director, principal, book="samples")
    make_entry(book, cook, now=NOW)
    with CaptureQueriesContext(connection) as asked:
        scheduling.reschedule(item.plan, today=TODAY)
    assert not [one for one in asked if 'FROM "ledgers_' in one["sql"]]
