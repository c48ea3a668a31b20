"""The figures of a plan's page lead to exactly the tasks they count."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest

from houqin.core import clock
from houqin.org.testing import at, signed_in
from houqin.planning.models import PlanGoal, PlanItem, Task
from houqin.planning.testing_plans import make_running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]

# 主要工作 is long enough to be shown by the headings below it, and 检查 stands under two tops.
LONG_PLAN = (
    """后勤工作计划
一、工作目标
1. 全学期无安全责任事故。
二、主要工作
安全员每周一巡查一遍校园。
（一）检查
"""
    + "\n".join(f"{n}. 安全员每周二检查第{n}号楼的灭火器。" for n in range(1, 9))
    + """
（二）台账
"""
    + "\n".join(f"{n}. 总务主任每月整理第{n}本台账。" for n in range(1, 7))
    + """
三、食堂
1. 食堂管理员每周三检查一次冷库。
"""
)


@pytest.fixture
def plan(institution, director, principal):
    """Running, with work done, done late, late, waived and still to come in every section."""
    plan = make_running(director, principal, LONG_PLAN)
    today = clock.today()
    goal = PlanGoal.objects.filter(plan=plan).first()
    PlanItem.objects.filter(plan=plan, title__contains="灭火器").update(goal=goal)
    for nth, task in enumerate(Task.objects.filter(plan=plan).order_by("item", "due_on")):
        day = today - timedelta(days=nth % 3)
        state = ("todo", "done", "todo", "review", "waived")[nth % 5]
        settled = {"done_at": clock.now(), "done_by": director.staff} if nth % 5 in {1, 3} else {}
        Task.objects.filter(pk=task.pk).update(
            first=day - timedelta(days=nth % 7), last=day, due_on=day, state=state,
            is_late=nth % 2 == 1 and bool(settled), cadence=f"test-{nth}", **settled,
        )  # fmt: skip
    return plan


def figures(page: str) -> list[tuple[str, str]]:
    """(what is shown, address) of every figure of a tally that is a link."""
    shown = re.findall(r'<a href="([^"]+)" aria-label="[^"]*次">(?:<span[^>]*>)?([^<]+)<', page)
    return [(words, html.unescape(url)) for url, words in shown]


def counted(client, url: str) -> int:
    found = re.search(r"(?:筛出|共) ([\d,]+) 条</span>", client.get(url).content.decode())
    assert found, url
    return int(found[1].replace(",", ""))


def test_every_figure_of_a_section_goal_and_department_is_the_length_of_its_list(
    institution, director, plan
):
    client = signed_in(director)
    page = client.get(at(institution, f"plans/{plan.pk}/")).content.decode()
    links = figures(page)
    assert sum("part=" in url for _, url in links) >= 6
    assert any("goal=" in url for _, url in links)
    for words, url in links:
        number = re.search(r"/(\d+)|(?:逾期|未到期) (\d+)", words)
        assert number, words
        assert counted(client, url) == int(number[1] or number[2]), (words, url)


def test_the_sections_of_a_plan_lead_to_all_of_its_tasks_and_none_twice(
    institution, director, plan
):
    client = signed_in(director)
    page = client.get(at(institution, f"plans/{plan.pk}/")).content.decode()
    urls = {re.sub("&state=.*", "", url) for _, url in figures(page) if "part=" in url}
    assert sum(counted(client, url) for url in urls) == Task.objects.filter(plan=plan).count()


def test_a_section_of_another_institution_lists_nothing(institution, director, plan, stranger):
    item = plan.items.first()
    answer = signed_in(stranger).get(at(stranger.institution, f"tasks/?part={item.pk}"))
    assert answer.status_code == 200
    assert item.title not in answer.content.decode()
