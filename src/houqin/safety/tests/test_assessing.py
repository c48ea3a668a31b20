"""Assessments of safety duties, and what a veto keeps from whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from houqin.cases.public import Outside, Source, open_case, take
from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.models import Department
from houqin.org.testing import at, make_member, signed_in
from houqin.safety.models import Accountability, Assessment
from houqin.safety.services import accountability, assessing, walking
from houqin.safety.testing import TODAY, make_issue, make_route, moment

YEAR = TODAY.year
GIVEN = {"year": YEAR, "today": TODAY, "now": moment(18)}
FULL = [{"text": "按时巡更", "full": 100, "score": 100, "said": ""}]


@pytest.fixture
def guard(institution):
    return make_member(institution, "gatekeeper", name="李门卫")


def veto(director, **party):
    case = open_case(actor=director, flow="incident", title="食物中毒", now=moment(9))
    row = accountability.hold(
        actor=director, case_id=case.pk, rule="责任状", facts="留样不全", now=moment(9), **party
    )
    return accountability.decide(
        actor=director, accountability_id=row.pk, decision="通报批评", sanction="扣分",
        is_veto=True, decided_on=TODAY, now=moment(10),
    )  # fmt: skip


def test_missed_patrols_stand_ready_and_a_deduction_needs_a_reason(institution, director, guard):
    make_route(director, role="gatekeeper", since=TODAY - timedelta(days=1))
    walking.close_rounds(now=moment(8))
    make_issue(director, text="一、逐点签到。\n二、夜间不离岗。", roles=["gatekeeper"])
    client = signed_in(director)
    form = at(institution, f"safety/assessments/new/?year={YEAR}&person={guard.staff.pk}")
    page = client.get(form).content.decode()
    assert "1 轮，有漏巡 1 轮" in page
    assert "一、逐点签到。（50 分）" in page
    asked = {"score_0": "45", "score_1": "50", "rating": "good"}
    refused = client.post(form, asked)
    assert refused.status_code == 422
    assert "扣了分，请写明为什么" in refused.content.decode()
    answer = client.post(form, asked | {"said_0": "22 日夜里没有巡"})
    row = Assessment.objects.get()
    assert (row.score, row.lines[0]["said"]) == (95, "22 日夜里没有巡")
    assert Notice.objects.get(kind="safety.assessed").recipient == guard.staff
    own = signed_in(guard).get(answer.url)
    assert "22 日夜里没有巡" in own.content.decode()
    stranger = signed_in(make_member(institution, "homeroom"))
    assert stranger.get(answer.url).status_code == 404
    assert stranger.get(at(institution, "safety/assessments/")).status_code == 403
    with pytest.raises(PermissionDenied):
        assessing.assess(actor=guard, person=guard.staff, lines=FULL, rating="good", **GIVEN)


def test_a_veto_keeps_a_department_and_its_people_from_excellent_until_it_is_lifted(
    director, principal, guard
):
    canteen = Department.objects.create(name="食堂")
    guard.staff.department = canteen
    guard.staff.save()
    excellent = {"actor": director, "lines": FULL, "rating": "excellent", **GIVEN}
    assessing.assess(person=guard.staff, **excellent)
    held = veto(director, department=canteen)
    row = Assessment.objects.get()
    assert (row.rating, row.barred_by) == ("good", held)
    for party in ({"department": canteen}, {"person": guard.staff}):
        with pytest.raises(ValidationError, match=held.case.number):
            assessing.assess(**party, **excellent)
    with pytest.raises(PermissionDenied):
        accountability.lift(
            actor=director, accountability_id=held.pk, reason="改了", now=moment(11)
        )
    accountability.lift(
        actor=principal, accountability_id=held.pk, reason="查明是供货方的责任", now=moment(11)
    )
    assert not Accountability.objects.get(pk=held.pk).is_barring
    assert assessing.assess(department=canteen, **excellent).rating == "excellent"


def test_a_complaint_that_was_found_true_waits_for_the_leaders_to_hold_somebody(
    institution, director, principal, guard
):
    now, clerk = clock.now(), make_member(institution, "clerk")
    case = open_case(
        actor=None, flow="opinion", kind="complaint", title="门口有人骂家长", now=now,
        source=Source.PUBLIC, outside=Outside(),
    )  # fmt: skip
    listed, hold = at(institution, "safety/accountability/"), f"safety/accountability/of/{case.pk}/"
    said = {"findings": "看了监控", "verdict": "true", "measure": "调岗", "answer": "已道歉"}
    for who, step, given in (
        (director, "accept", {"owner": clerk.staff.pk}),
        (clerk, "answer", said),
        (director, "close", {"conclusion": "门卫失职"}),
    ):
        assert "门口有人骂家长" not in signed_in(principal).get(listed).content.decode()
        take(actor=who, case_id=case.pk, transition=step, now=now, given=given)
    boss = signed_in(principal)
    assert "门口有人骂家长" in boss.get(listed).content.decode()
    form = {"person": guard.staff.pk, "rule": "门卫职责第二条", "facts": "当众骂人"}
    assert boss.post(at(institution, hold), form).status_code == 302
    row = Accountability.objects.get()
    assert (row.case, row.person) == (case, guard.staff)
    page = boss.get(listed).content.decode()
    assert "李门卫" in page
    assert "还没有立案" not in page
    assert signed_in(guard).get(listed).status_code == 403
