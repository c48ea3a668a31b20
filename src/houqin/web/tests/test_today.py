"""Today: whose work it shows, in which part, and that it costs the same with many rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from houqin.notify.models import Notice
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import PlanItem, Task, WorkPlan
from houqin.planning.public import today_for
from houqin.web.today import Presenter

SUNDAY = date(2026, 11, 22)
WEDNESDAY = date(2026, 11, 18)


def make_task(member, title, due, first=None, **more):
    plan, _made = WorkPlan.objects.get_or_create(
        title="计划",
        defaults={
            "first": date(2026, 8, 31), "last": date(2027, 1, 24), "state": "running",
            "version": 1, "approved_at": timezone.now(),
        },
    )  # fmt: skip
    item, _made = PlanItem.objects.get_or_create(
        plan=plan, title=title, defaults={"domain": more.pop("domain", "safety")}
    )
    return Task.objects.create(
        item=item, plan=plan, first=first or due, last=due, due_on=due, domain=item.domain,
        assignee=member.staff if member else None, **more,
    )  # fmt: skip


def titles(lines):
    return [line.title for line in lines]


def test_work_stands_in_the_part_of_its_day(technician):
    make_task(technician, "上周漏的", WEDNESDAY - timedelta(6))
    make_task(technician, "今天的", WEDNESDAY)
    make_task(technician, "周五前的", WEDNESDAY + timedelta(2), first=WEDNESDAY)
    make_task(technician, "下周一的", WEDNESDAY + timedelta(5))
    make_task(technician, "再下周的", WEDNESDAY + timedelta(12))
    day = today_for(technician, WEDNESDAY)
    assert titles(day.overdue) == ["上周漏的"]
    assert day.overdue[0].days_late == 6
    assert titles(day.today) == ["今天的"]
    assert titles(day.this_week) == ["周五前的"]
    assert titles(day.next_week) == ["下周一的"]


def test_one_sees_only_own_work_until_asking_for_all(director, technician):
    make_task(technician, "修水管", WEDNESDAY)
    assert today_for(director, WEDNESDAY).today == []
    assert titles(today_for(director, WEDNESDAY, everyone=True).today) == ["修水管"]


@pytest.mark.urls("houqin.config.institution_urls")
def test_a_duty_missed_several_times_is_one_line(technician):
    for back in (1, 2, 3):
        make_task(technician, "晚点名", WEDNESDAY - timedelta(back), cadence="FREQ=DAILY")
    day = today_for(technician, WEDNESDAY)
    assert day.overdue_total == 3
    assert [(line.count, line.days_late) for line in day.overdue] == [(3, 3)]
    (row,) = Presenter(technician, day).overdue()
    assert row.meta == ["11/15—11/17，漏 3 次"]


def test_a_duty_of_every_day_is_one_line_in_the_week_to_come(technician):
    for ahead in (1, 2):
        make_task(technician, "晨检", WEDNESDAY + timedelta(ahead), cadence="FREQ=DAILY")
    (line,) = today_for(technician, WEDNESDAY).this_week
    assert (line.count, line.due_on, line.last_due) == (2, date(2026, 11, 19), date(2026, 11, 20))


@pytest.mark.urls("houqin.config.institution_urls")
def test_many_daily_duties_fold_by_line_of_work(director):
    for n in range(40):
        domain = "canteen" if n % 2 else "safety"
        make_task(director, f"日查{n}", WEDNESDAY, cadence="FREQ=DAILY", domain=domain)
    cells = Presenter(director, today_for(director, WEDNESDAY)).cells()
    assert [(c.name, c.text, len(c.rows)) for c in cells] == [
        ("食堂", "0/20 有据", 20),
        ("安全", "0/20 有据", 20),
    ]


@pytest.mark.urls("houqin.config.institution_urls")
def test_work_finished_today_stays_in_sight_as_done(technician):
    noon = timezone.make_aware(datetime.fromisoformat("2026-11-18T12:00"))
    make_task(
        technician, "修门锁", WEDNESDAY + timedelta(2), first=WEDNESDAY, state="done",
        done_at=noon, done_by=technician.staff, times_done=1,
    )  # fmt: skip
    (line,) = today_for(technician, WEDNESDAY).today
    assert line.is_done
    (row,) = Presenter(technician, today_for(technician, WEDNESDAY)).once()
    assert row.meta == ["11月18日 12:00 完成"]
    assert row.action == ""


def test_the_principal_is_asked_to_approve_and_nobody_else(principal, director):
    WorkPlan.objects.create(
        title="新计划", first=SUNDAY, last=SUNDAY, state="submitted", submitted_at=timezone.now()
    )
    assert [p.title for p in today_for(principal, SUNDAY).plans] == ["新计划"]
    assert today_for(director, SUNDAY).plans == []


def test_the_director_urges_whoever_is_late(director, technician):
    task = make_task(technician, "修水管", timezone.localdate() - timedelta(2))
    client = signed_in(director)
    page = client.get(at(director.institution, "today/?who=all")).content.decode()
    assert "催办" in page
    assert "逾期2天" in page
    answer = client.post(at(director.institution, f"today/{task.pk}/urge/"), follow=True)
    assert "已催办" in answer.content.decode()
    assert Notice.objects.get(kind="task.urged").recipient_id == technician.staff.pk


def test_an_inspector_sees_everything_and_has_nothing_to_press(institution, technician):
    make_task(technician, "修水管", timezone.localdate() - timedelta(2))
    inspector = make_member(institution, "inspector")
    page = signed_in(inspector).get(at(institution, "today/")).content.decode()
    assert "修水管" in page
    assert "催办" not in page
    assert "去登记" not in page


def test_an_empty_day_says_so_and_names_the_next_step(technician):
    page = signed_in(technician).get(at(technician.institution, "today/")).content.decode()
    assert "今天没有要办的事" in page


@pytest.mark.parametrize("who", ["director", "principal", "technician"])
def test_today_costs_at_most_ten_queries_however_much_there_is(request, technician, who):
    member = request.getfixturevalue(who)
    client = signed_in(member)
    address = at(member.institution, "today/" + ("" if who == "technician" else "?who=all"))
    client.get(address)
    counts = []
    today = timezone.localdate()
    for n in (1, 30):
        for i in range(n):
            for shift in (-3, 0, 1, 6):
                make_task(technician, f"事{n}-{i}-{shift}", today + timedelta(shift))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        sql = [q["sql"] for q in seen if "SELECT" in q["sql"] and "set_config" not in q["sql"]]
        counts.append(len(sql))
    assert counts[0] == counts[1] <= 10, "\n".join(sql)
