"""Activities: budget and cost, people's records, duties as tasks, reports late for ever."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.activity_numbers import by_organiser
from houqin.planning.models import Activity, Task
from houqin.planning.services.activities import remind_reports
from houqin.planning.services.letters import remind_institution
from houqin.planning.testing import NOW, TODAY


@pytest.fixture(autouse=True)
def days(monkeypatch):
    """The day can be moved on."""
    there = [TODAY]
    monkeypatch.setattr(clock, "today", lambda: there[0])
    return there


@pytest.fixture
def head(institution):
    return make_member(institution, "grade_head", name="工会主席")


def plan(institution, actor, people, **changes):
    given = {
        "sort": "celebration", "organiser": "union", "title": "三八节活动", "aim": "趣味运动会",
        "day": TODAY, "place": "操场", "budget": "2000", "lead": actor.staff.pk,
        "people": [one.staff.pk for one in people],
    }  # fmt: skip
    answer = signed_in(actor).post(at(institution, "activities/new/"), given | changes)
    assert answer.status_code == 302, answer.context["form"].errors
    return Activity.objects.order_by("-pk").first()


def hold(institution, actor, row, came, **changes):
    given = {
        "came": [one.staff.pk for one in came], "summary": "开得热闹", "cost": "1800",
        "safety": "安全员查了场地", "guests": "", "rating": "",
    }  # fmt: skip
    url = at(institution, f"activities/{row.pk}/hold/")
    return signed_in(actor).post(url, given | changes)


def test_more_than_the_budget_needs_a_reason_and_who_came_is_in_the_record(
    institution, head, technician, stranger
):
    row = plan(institution, head, [technician])
    assert Notice.objects.get(kind="activity.planned").recipient_id == technician.staff.pk
    refused = hold(institution, head, row, [technician], cost="2150")
    assert "请写明原因" in refused.text
    assert "安全检查" in hold(institution, head, row, [technician], safety="").text
    assert hold(institution, technician, row, [technician]).status_code == 403
    assert hold(institution, stranger, row, []).status_code == 404
    done = hold(institution, head, row, [technician], cost="2150", over_reason="加了奖品")
    assert done.status_code == 302
    page = signed_in(technician).get(at(institution, f"activities/{row.pk}/")).text
    for said in ("加了奖品", "2,150", "工会主席（没来）"):
        assert said in page.replace('<span class="hq-ink3">', "").replace("</span>", "")
    file = signed_in(technician).get(at(institution, f"meetings/attendance/{technician.staff.pk}/"))
    assert "三八节活动" in file.text
    assert hold(institution, head, row, [technician]).status_code == 422


def test_a_study_visit_owes_a_report_that_is_late_for_ever(institution, head, director, days):
    url, visit = at(institution, "activities/new/"), {"sort": "visit", "title": "去邻校食堂学习"}
    given = {
        "sort": "visit", "organiser": "union", "title": "学习", "aim": "学", "day": TODAY,
        "place": "邻校", "budget": "0", "lead": head.staff.pk,
    }  # fmt: skip
    assert "请定期限" in signed_in(head).post(url, given).text
    row = plan(institution, head, [], **visit, report_due=TODAY + timedelta(days=10))
    assert hold(institution, head, row, []).status_code == 302
    assert remind_reports(today=TODAY + timedelta(days=10), now=NOW) == 0
    days[0] = TODAY + timedelta(days=11)
    remind_institution(institution.pk)
    remind_institution(institution.pk)
    assert Notice.objects.get(kind="activity.report").recipient_id == head.staff.pk
    listed = signed_in(director).get(at(institution, "activities/?state=report"))
    assert "报告逾期" in listed.text
    duties = at(institution, f"activities/{row.pk}/duties/")
    adopted = {"text": "试行剩菜称重", "owner": head.staff.pk, "due_on": days[0]}
    assert signed_in(head).post(duties, adopted).status_code == 302
    assert Task.objects.get(item__title="试行剩菜称重").assignee_id == head.staff.pk
    report = at(institution, f"activities/{row.pk}/report/")
    assert signed_in(head).post(report, {"report": "学到称重，准备采用。"}).status_code == 302
    assert signed_in(head).post(report, {"report": "再交一次"}).status_code == 422
    row.refresh_from_db()
    assert row.is_report_late
    page = signed_in(director).get(at(institution, f"activities/{row.pk}/")).text
    assert "迟交" in page
    assert "试行剩菜称重" in page


def test_each_organiser_is_counted_by_what_was_planned_held_and_spent(
    institution, head, director, technician
):
    league = {"organiser": "youth", "budget": "500"}
    rows = [plan(institution, head, [technician], **league, title=f"团日活动{n}") for n in range(4)]
    for row in rows[:3]:
        assert hold(institution, head, row, [technician], cost="450").status_code == 302
    cancelled = plan(institution, head, [], **league, title="取消的")
    url = at(institution, f"activities/{cancelled.pk}/cancel/")
    assert signed_in(head).post(url, {"reason": ""}).status_code == 422
    assert signed_in(head).post(url, {"reason": "下雨"}).status_code == 302
    (one,) = by_organiser(TODAY, TODAY, TODAY)
    assert (one.name, one.planned, one.held) == ("共青团", 4, 3)
    assert (one.budget, one.cost) == (Decimal(2000), Decimal(1350))
    client, path = signed_in(director), at(institution, "activities/")
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    assert len(asked) <= 6, [query["sql"][:120] for query in asked]
