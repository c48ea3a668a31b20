"""One metric, one function: the radar, the plan's page, Today and the summary say the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from houqin.core import clock
from houqin.org.testing import at, signed_in
from houqin.planning.models import Task
from houqin.planning.numbers import total
from houqin.planning.public import today_for
from houqin.planning.testing import NOW, TODAY, hand_in, make_item, make_plan, run_plan
from houqin.radar.figures import picture, tasks_of, trend
from houqin.reports.figures import as_json, collect
from houqin.reports.rules import Period

START, END = date(2026, 11, 2), date(2026, 11, 30)


@pytest.fixture
def plan(institution, director, principal, technician, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    made = make_plan(title="后勤工作计划", first=START)
    made.last = END
    made.save()
    make_item(made, "FREQ=DAILY", title="巡查水电", on_rest="keep")
    make_item(made, "FREQ=WEEKLY", title="检查灯具", domain="safety")
    run_plan(made, director, principal, today=START)
    for task in Task.objects.filter(due_on__lt=TODAY)[:9]:
        hand_in(task, technician, now=NOW - timedelta(days=(TODAY - task.due_on).days - 1))
    return made


def test_the_same_week_and_the_same_month_everywhere(institution, director, plan):
    seen = picture(tasks_of(director, ""), TODAY)
    assert seen.week == today_for(director, TODAY, everyone=True).week
    weeks = trend(tasks_of(director, ""), START, END, date(2026, 11, 30))
    month = collect(plan, Period("month", date(2026, 11, 1), END), date(2026, 11, 30))
    assert as_json(total(one for _week, one in weeks)) == month["total"]
    assert month["total"]["late"]
    assert month["total"]["overdue"]


def test_the_pages_print_the_same_figures(institution, director, plan):
    browser = signed_in(director)
    week = picture(tasks_of(director, ""), TODAY).week
    said = f"{week.finished}/{week.due}"
    assert said in browser.get(at(institution, "today/?who=all")).content.decode()
    radar = browser.get(at(institution, "radar/")).content.decode()
    assert f"{week.finished}<small>/{week.due} 应做" in radar
    line = browser.get(at(institution, "radar/line/all/")).content.decode()
    assert f"应做 {week.due}，已做 {week.finished}，缺 {week.overdue}" in line
