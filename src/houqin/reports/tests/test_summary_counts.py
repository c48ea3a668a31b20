"""What the summary says is what was counted, and each figure leads to exactly those tasks."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html import unescape

import pytest

from houqin.files.testing import make_photo
from houqin.org.testing import at, signed_in
from houqin.planning.models import PlanGoal, PlanItem, Task, WorkPlan
from houqin.planning.numbers import tally
from houqin.planning.services import deferring
from houqin.planning.testing import NOW, SHANGHAI, TODAY, hand_in, make_item, make_plan, run_plan
from houqin.reports.figures import as_json
from houqin.reports.scoping import outline_of
from houqin.reports.testing import make_report

pytestmark = pytest.mark.usefixtures("on_that_day")

SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def plan(institution, director, principal, technician) -> WorkPlan:
    """Half a term: one duty kept, one half kept, one waived, one never begun, one a principle."""
    plan = make_plan(title="2026年下半年后勤工作计划")
    goal = PlanGoal.objects.create(plan=plan, number="1", text="全学期无安全事故。")
    PlanGoal.objects.create(plan=plan, number="2", text="用电量下降3%", position=2)
    plan.guiding = [{"text": "把师生安全放在第一位。"}]
    plan.past = WorkPlan.Past.RECORD
    plan.save()
    safety, hygiene = ["二、主要工作", "（一）安全"], ["二、主要工作", "（二）卫生"]
    make_item(plan, "FREQ=WEEKLY;BYDAY=MO", title="检查照明", headings=safety, goal=goal)
    make_item(plan, "FREQ=MONTHLY", title="清洗水箱", headings=safety, domain="hygiene")
    make_item(plan, "FREQ=WEEKLY;BYDAY=TU", title="班级互评", headings=hygiene, domain="hygiene")
    make_item(plan, title="领用签字", headings=hygiene, position=9)
    make_item(plan, title="多问一句", headings=hygiene, kind=PlanItem.Kind.PRINCIPLE, position=9)
    run_plan(plan, director, principal, date(2026, 8, 31))
    for task in Task.objects.filter(item__title="检查照明", due_on__lt=TODAY):
        day = datetime.combine(task.due_on, NOW.timetz()) + timedelta(days=task.pk % 2)
        hand_in(task, technician, now=day, photos=[make_photo(technician, seed=task.pk)])
    tanks = list(Task.objects.filter(item__title="清洗水箱", due_on__lt=TODAY))
    hand_in(tanks[0], technician, now=datetime(2026, 9, 10, 9, tzinfo=SHANGHAI))
    return plan


def test_the_whole_equals_what_planning_counts_and_what_the_plan_page_shows(plan, director):
    report = make_report(director, plan)
    counted = tally(Task.objects.filter(plan=plan), TODAY)
    assert report.figures["total"] == as_json(counted)
    assert counted.overdue
    assert counted.done_late
    shown = signed_in(director).get(at(director.institution, f"plans/{plan.pk}/")).context
    assert as_json(shown["whole"]) == report.figures["total"]
    lines = {line["item"]: line for s in report.figures["sections"] for line in s["lines"]}
    rows = [line for part in shown["sections"] for line in part.lines]
    assert len(rows) == 5
    for row in rows:
        assert {k: lines[row.item.pk][k] for k in as_json(counted)} == as_json(row.tally)


@pytest.mark.parametrize("sort", ["half", "month"])
def test_every_figure_leads_the_director_to_exactly_that_many_tasks(plan, director, sort):
    report = make_report(director, plan, sort=sort, first=SEPTEMBER)
    client = signed_in(director)
    page = client.get(at(director.institution, f"reports/{report.pk}/")).content.decode()
    figures = set(re.findall(r'class="rp-n" href="([^"]+)">(\d+)<', page))
    assert len(figures) > 10
    wrong = []
    for address, number in figures:
        listed = client.get(unescape(address)).context["list"].total
        if listed != f"{int(number):,} 条":
            wrong.append((number, listed, address))
    assert not wrong


def test_every_item_of_the_plan_stands_in_the_summary_once(plan, director):
    report = make_report(director, plan)
    sections = report.figures["sections"]
    items = [line["item"] for section in sections for line in section["lines"]]
    assert sorted(items) == sorted(PlanItem.objects.filter(plan=plan).values_list("pk", flat=True))
    shown = [line.item for block in outline_of(report).blocks for line in block.lines]
    assert len(shown) == len(set(shown)) == 4
    said = "".join(str(p) for b in outline_of(report).blocks for s in b.sentences for p in s)
    assert said.count("多问一句") == 1


def test_what_has_no_evidence_stands_under_unfinished_with_the_reasons(plan, director, technician):
    task = Task.objects.filter(item__title="清洗水箱", state="todo").order_by("due_on").first()
    deferring.defer(
        actor=technician,
        task_id=task.pk,
        reason="水箱在换新。",
        new_due=None,
        now=NOW,
        today=TODAY,
    )
    report = make_report(director, plan)
    problems = next(b for b in outline_of(report).blocks if b.key == "problems")
    said = ["".join(getattr(p, "text", p) for p in s) for s in problems.sentences]
    assert any("班级互评：应做 12 次，逾期没有完成 12 次（" in one for one in said)
    assert any("日、" in one and "等）" in one for one in said)  # which, the first of them
    assert any("没有排出时间，也没有记录的有 1 项：领用签字" in one for one in said)
    assert any("清洗水箱" in one and "不适用：水箱在换新）" in one for one in said)
    assert not any("检查照明" in one for one in said)


def test_goals_say_how_many_items_keep_up_and_which_goal_has_none(plan, director):
    report = make_report(director, plan)
    goals = next(b for b in outline_of(report).blocks if b.key == "goals")
    said = ["".join(getattr(p, "text", p) for p in s) for s in goals.sentences]
    assert "按进度 1 项" in said[0]
    assert "应做 12 次，完成 12 次" in said[0]
    assert said[1] == "2 用电量下降3%：没有对应的事项，也没有记录。"


def test_a_month_counts_what_was_due_in_it_and_compares_with_the_month_before(plan, director):
    report = make_report(director, plan, sort="month", first=date(2026, 10, 20))
    assert (report.first, report.last) == (date(2026, 10, 1), date(2026, 10, 31))
    assert report.title == "2026年10月后勤工作小结"
    inside = Task.objects.filter(plan=plan, due_on__range=(report.first, report.last))
    assert report.figures["total"] == as_json(tally(inside, TODAY))
    assert report.figures["before"]["label"] == "比上月"
    grid = next(b for b in outline_of(report).blocks if b.key == "overall").grid
    assert grid.heads[-1] == "比上月"


def test_a_half_year_is_compared_with_the_plan_before_it(plan, director, principal, technician):
    earlier = make_plan(title="2026年上半年后勤工作计划", first=date(2026, 3, 2))
    earlier.last, earlier.past = date(2026, 7, 3), WorkPlan.Past.RECORD
    earlier.save()
    make_item(earlier, "FREQ=WEEKLY;BYDAY=MO", title="检查照明")
    run_plan(earlier, director, principal, date(2026, 3, 2))
    done = Task.objects.filter(plan=earlier).order_by("due_on").first()
    hand_in(done, technician)
    before = make_report(director, plan).figures["before"]
    counted = tally(Task.objects.filter(plan=earlier), TODAY)
    assert before == {
        "label": "比上期",
        "rate": counted.rate,
        "domains": {"maintenance": counted.rate},
    }
    assert 0 < counted.rate < 100


def test_a_summary_reads_the_database_as_often_for_many_items_as_for_few(
    institution, director, principal, django_assert_max_num_queries
):
    from houqin.reports.figures import collect
    from houqin.reports.rules import half_year

    plan = make_plan()
    for number in range(40):
        make_item(plan, "FREQ=MONTHLY", title=f"事项{number}", headings=[f"第{number % 7}节"])
    run_plan(plan, director, principal)
    with django_assert_max_num_queries(12):
        collect(plan, half_year(plan.first, plan.last, TODAY), TODAY)


def test_a_summary_tells_what_was_given_checked_and_carried_out(director, principal, technician):
    from houqin.planning.services.builtin import add_task
    from houqin.reports.blocks import blocks
    from houqin.reports.figures import collect
    from houqin.reports.rules import half_year
    from houqin.reports.wording import Scope
    from houqin.voice.services.visiting import check_task

    plan, due = make_plan(), TODAY + timedelta(days=1)
    tasks = [
        add_task(actor=director, title=f"交办{n}", assignee=technician.staff, due_on=due, now=NOW,
                 today=TODAY)
        for n in range(4)
    ]  # fmt: skip
    for task, found in zip(tasks, ("done", "done", "not"), strict=False):
        check_task(actor=principal, task_id=task.pk, found=found, note="没修", now=NOW)
    figures = collect(plan, half_year(due, due, due), TODAY)
    (block,) = (one for one in blocks(figures, Scope(plan.pk), {}) if one.key == "supervision")
    assert block.sentences[0][0] == "交办 4 项，督导 3 项，落实 2 项，落实率 50.0%；还没督导 1 项。"
