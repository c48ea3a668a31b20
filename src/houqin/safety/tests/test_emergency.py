"""Emergency plans, the numbers of today, and drills whose problems become cases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from houqin.cases.public import open_case, take
from houqin.cases.services.sweeping import sweep
from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.models import RoleHolding
from houqin.org.testing import at, make_member, signed_in
from houqin.safety import emergency_lists
from houqin.safety.models import Drill, PlanEdition
from houqin.safety.services import emergency
from houqin.safety.testing import make_plan

DAY = timedelta(days=1)


@pytest.fixture
def officer(institution):
    found = make_member(institution, "safety_officer", name="王安全")
    found.staff.phone = "13900000001"
    found.staff.save()
    return found


def test_a_plan_opened_in_an_accident_shows_the_numbers_of_today(institution, director, officer):
    plan = make_plan(director, danger="fire", steps="拉响警报\n打119\n按路线疏散")
    emergency.keep_contact(actor=director, body="own", role="safety_officer")
    emergency.keep_contact(actor=director, body="fire", name="消防队", phone="119")
    case = open_case(
        actor=officer, flow="incident", title="实验室起火", kind="fire", now=clock.now()
    )
    client = signed_in(director)
    page = client.get(at(institution, f"cases/{case.pk}/")).content.decode()
    assert f"/safety/emergency/{plan.pk}/" in page  # one step away
    opened = client.get(at(institution, f"safety/emergency/{plan.pk}/")).content.decode()
    assert "tel:119" in opened
    assert "tel:13900000001" in opened
    RoleHolding.objects.filter(role="safety_officer").delete()
    other = make_member(institution, "safety_officer", name="新安全员")
    other.staff.phone = "13900000002"
    other.staff.save()
    opened = client.get(at(institution, f"safety/emergency/{plan.pk}/")).content.decode()
    assert "tel:13900000002" in opened
    assert "tel:13900000001" not in opened


def test_an_accident_stays_open_until_cause_and_measure_are_entered_and_a_leader_agrees(
    institution, director, principal, officer
):
    case = open_case(
        actor=officer, flow="incident", title="操场摔伤", kind="injury", now=clock.now()
    )
    at_once = Notice.objects.filter(kind="case.escalated", recipient=principal.staff)
    assert at_once.get().title == "发生事件：操场摔伤"
    sweep(clock.now())
    assert at_once.count() == 1
    go = {"case_id": case.pk, "now": clock.now()}
    with pytest.raises(ValidationError):
        take(actor=officer, transition="analyse", given={"cause": "地面湿滑"}, **go)
    with pytest.raises(ValidationError):
        take(actor=principal, transition="close", **go)
    given = {"cause": "地面湿滑", "improve": "雨天不上操场"}
    take(actor=officer, transition="analyse", given=given, **go)
    assert not take(actor=principal, transition="close", **go).is_open


def test_what_changes_in_a_plan_is_another_edition_and_a_year_untouched_is_outdated(director):
    plan = make_plan(director, steps="先报警")
    again = {"title": plan.title, "danger": plan.danger, "plan_id": plan.pk}
    emergency.keep_plan(
        actor=director, steps="先报警", now=clock.now(), review_by=plan.review_by, **again
    )
    assert PlanEdition.objects.count() == 1  # nothing of it changed
    emergency.keep_plan(
        actor=director, steps="先救人，再报警", now=clock.now(), review_by=plan.review_by, **again
    )
    assert [one.number for one in plan.editions.all()] == [2, 1]
    found = emergency_lists.plans_drilled().get(pk=plan.pk)
    assert not emergency_lists.is_outdated(found, clock.today())
    assert emergency_lists.is_outdated(found, clock.today() + 366 * DAY)


def test_a_drills_problems_become_cases_and_the_next_one_shows_the_former_time(
    institution, director
):
    plan, today = make_plan(director), clock.today()
    made = [
        emergency.plan_drill(
            actor=director,
            plan=plan,
            title=title,
            day=today,
            scenario="二楼起火",
            lead=director.staff,
        )
        for title in ("四月消防演练", "十一月消防演练")
    ]
    client = signed_in(director)
    answer = client.post(
        at(institution, f"safety/drills/{made[0].pk}/hold/"),
        {"held_on": today - DAY, "people": "420", "minutes_used": "4", "seconds_used": "10",
         "problems": "东门打不开\n\n三楼没听到警报"},
    )  # fmt: skip
    assert answer.status_code == 302
    assert [case.text for case in emergency.problems_of(made[0])] == [
        "东门打不开",
        "三楼没听到警报",
    ]
    assert {case.owner for case in emergency.problems_of(made[0])} == {made[0].lead}
    page = client.get(at(institution, f"safety/drills/{made[1].pk}/")).content.decode()
    assert "4 分 10 秒" in page
    with pytest.raises(ValidationError, match="已演练"):
        emergency.call_off(actor=director, drill_id=made[0].pk, reason="下雨")
    assert Drill.objects.get(pk=made[0].pk).seconds == 250
