"""本单位情况: what an institution has brings books and duties, and takes duties away again."""

from __future__ import annotations

from datetime import date

import pytest

from houqin.core.roles import Kind
from houqin.journal.models import JournalEntry
from houqin.ledgers.models import Book
from houqin.org.facts import meals_of
from houqin.org.testing import at, make_institution, make_member, signed_in
from houqin.packs.loading import load_law
from houqin.packs.model import Condition
from houqin.packs.questions import questions_of
from houqin.planning.models import PlanItem, PlanVersion, Task, WorkPlan
from houqin.planning.services.builtin import install_statutory
from houqin.planning.services.duties import change_duty
from houqin.planning.testing import NOW, TODAY

pytestmark = pytest.mark.usefixtures("on_that_day")


@pytest.fixture
def founded(institution) -> WorkPlan:
    """A school with a canteen only, its duties installed."""
    answered = {one.value: one is Condition.CANTEEN for one in Condition}
    institution.features = {**answered, "meals": ["午餐"]}
    institution.save()
    duties = [
        duty for duty in load_law()
        if duty.applies_to(institution.kind, frozenset({Condition.CANTEEN}))
    ]  # fmt: skip
    return install_statutory(
        duties=duties, first=date(2026, 11, 9), last=date(2027, 1, 24), now=NOW,
        today=date(2026, 11, 9),
    )  # fmt: skip


def answers(institution, **changed: str) -> dict[str, object]:
    features = {**institution.features}
    said = {code: "yes" if has else "no" for code, has in features.items() if code != "meals"}
    return {**said, "meals": list(features.get("meals", [])), **changed}


def test_every_fact_that_a_duty_or_book_depends_on_is_asked(institution):
    for kind in Kind:
        asked = {one.condition for one in questions_of(kind)}
        needed = {duty.condition for duty in load_law() if kind in duty.kinds and duty.condition}
        assert needed <= asked
    asked_of_school = {one.condition for one in questions_of("school")}
    assert Condition.MEDICAL_GAS not in asked_of_school
    assert Condition.SCHOOL_BUS in asked_of_school


def test_the_difference_is_shown_first_and_nothing_is_changed_by_looking(
    institution, director, founded
):
    browser, address = signed_in(director), at(institution, "org/facts/")
    assert "有电梯吗？" in browser.get(address).content.decode()
    sent = answers(institution, has_lift="yes")
    page = browser.post(address, sent).content.decode()
    assert "有电梯：是" in page
    assert "电梯维保记录" in page
    assert "电梯维护保养" in page
    assert "从 11月22日 起多" in page
    institution.refresh_from_db()
    assert not institution.features["has_lift"]
    assert not PlanItem.objects.filter(number="elevator-maintenance").exists()


def test_a_lift_brings_its_books_and_duties_and_an_own_version(institution, director, founded):
    founded.refresh_from_db()
    before = founded.version
    sent = answers(institution, has_lift="yes", confirmed="1")
    answer = signed_in(director).post(at(institution, "org/facts/"), sent)
    assert answer.status_code == 302
    item = PlanItem.objects.get(number="elevator-maintenance")
    assert item.book == "elevator_maintenance"
    assert Book.objects.filter(code="elevator_maintenance").exists()
    tasks = Task.objects.filter(item=item)
    assert tasks.exists()
    assert all(task.last >= TODAY for task in tasks)
    founded.refresh_from_db()
    assert founded.version == before + 1
    added = PlanVersion.objects.get(plan=founded, number=founded.version).changes["items_added"]
    assert item.title in added
    actions = set(JournalEntry.objects.values_list("action", flat=True))
    assert {"org.facts_changed", "planning.duties_followed", "ledgers.book_opened"} <= actions


def test_closing_the_canteen_stops_its_duties_from_that_day_and_loses_nothing(
    institution, director, founded
):
    sample = PlanItem.objects.get(number="food-sample")
    before = Task.objects.filter(item=sample, due_on__lt=TODAY).count()
    assert before
    assert Task.objects.filter(item=sample, first__gt=TODAY).exists()
    browser, address = signed_in(director), at(institution, "org/facts/")
    browser.post(address, answers(institution, has_canteen="no", confirmed="1"))
    sample.refresh_from_db()
    assert (sample.is_included, sample.off_by) == (False, "facts")
    assert Task.objects.filter(item=sample, due_on__lt=TODAY).count() == before
    assert not Task.objects.filter(item=sample, first__gt=TODAY).exists()
    institution.refresh_from_db()
    browser.post(address, answers(institution, has_canteen="yes", confirmed="1"))
    sample.refresh_from_db()
    assert (sample.is_included, sample.off_by) == (True, "")
    assert Task.objects.filter(item=sample, first__gt=TODAY).exists()


def test_a_duty_that_people_switched_off_stays_off_whatever_the_facts(
    institution, director, founded
):
    sample = PlanItem.objects.get(number="food-sample")
    with pytest.raises(Exception, match="停用要写明原因"):
        change(director, sample, is_on=False)
    change(director, sample, is_on=False, note="本学期装修停餐")
    browser, address = signed_in(director), at(institution, "org/facts/")
    browser.post(address, answers(institution, has_canteen="no", confirmed="1"))
    institution.refresh_from_db()
    browser.post(address, answers(institution, has_canteen="yes", confirmed="1"))
    sample.refresh_from_db()
    assert (sample.is_included, sample.off_by, sample.note) == (False, "people", "本学期装修停餐")
    assert JournalEntry.objects.filter(action="planning.duty_off").count() == 1


def change(actor, item, **given) -> PlanItem:
    known = {
        "note": item.note, "owner_role": item.owner_role, "owner": item.owner,
        "cadences": item.cadences, "is_on": item.is_included,
    }  # fmt: skip
    return change_duty(actor=actor, item_id=item.pk, now=NOW, today=TODAY, **{**known, **given})


def test_an_own_time_and_person_take_effect_at_once_and_keep_what_is_proposed_elsewhere(
    institution, director, founded
):
    other = PlanItem.objects.get(number="food-weekly-check")
    other.draft = {"title": "改了名还没批"}
    other.save()
    item = PlanItem.objects.get(number="food-monthly-dispatch")
    nurse = make_member(institution, "doctor").staff
    change(director, item, cadences=["FREQ=WEEKLY;BYDAY=FR"], owner=nurse)
    task = Task.objects.filter(item=item, first__gt=TODAY).first()
    assert (task.assignee, task.first.weekday()) == (nurse, 4)
    other.refresh_from_db()
    assert other.draft == {"title": "改了名还没批"}


def test_meals_served_decide_which_meals_are_waited_for(institution):
    assert meals_of({}) == ("午餐",)
    assert meals_of({"has_dormitory": True}) == ("早餐", "午餐", "晚餐")
    assert meals_of({"has_dormitory": True, "meals": ["午餐"]}) == ("午餐",)


def test_a_worker_cannot_answer_for_the_institution(institution, technician):
    assert signed_in(technician).get(at(institution, "org/facts/")).status_code == 403


def test_what_was_never_asked_is_shown_as_open(director, institution):
    made = make_institution()
    page = signed_in(make_member(made, "director")).get(at(made, "org/facts/")).content.decode()
    assert f"还有 {len(questions_of('school'))} 个问题没有回答" in page
