"""Before a term: the checklist handed out, what is open in red, the signed report."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.core import clock
from houqin.org.models import SchoolYear, Term
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import ReadinessLine, ReadinessReport, Task
from houqin.planning.readiness_lines import template
from houqin.planning.testing import hand_in, make_item, make_plan


@pytest.fixture
def spring(institution):
    """A term that begins in ten days."""
    today = clock.today()
    Term.objects.filter(last__gte=today).update(
        last=today - timedelta(days=1),
        midterm_first=None,
        midterm_last=None,
        finals_first=None,
        finals_last=None,
    )
    return Term.objects.create(
        school_year=SchoolYear.objects.get(),
        name="第二学期",
        first=today + timedelta(days=10),
        last=today + timedelta(days=130),
    )


def checklist(institution, director, term, *, codes=None, own="", owner=None, **changes):
    """Post the checklist as offered, with ``owner`` for every line."""
    url = at(institution, f"readiness/{term.pk}/checklist/")
    page = signed_in(director).get(url)
    given = {}
    for what, who, due in page.context["form"].rows():
        code = what.name.split("_", 1)[1]
        if code == "own":
            given["title_own"] = own
        elif codes is None or code in codes:
            given[what.name] = "on"
        given[who.name] = owner.staff.pk if owner else who.initial
        given[due.name] = due.initial.isoformat()
    return signed_in(director).post(url, given | changes)


def test_one_click_hands_out_the_whole_checklist(institution, director, spring):
    buyer = make_member(institution, "buyer")
    keeper = make_member(institution, "storekeeper")
    answer = checklist(institution, director, spring)
    assert answer.status_code == 422, "lines without an owner are named, nothing is handed out"
    assert not ReadinessLine.objects.exists()
    for role in ("technician", "cleaner", "canteen_manager", "electrician", "safety_officer"):
        make_member(institution, role)
    assert checklist(institution, director, spring).status_code == 302
    tasks = Task.objects.filter(readiness_line__term=spring).select_related("assignee", "item")
    assert len(tasks) == len(template("school"))
    assert all(task.due_on < spring.first for task in tasks)
    owners = {task.readiness_line.code: task.assignee_id for task in tasks}
    assert owners["goods"] == buyer.staff.pk
    assert owners["books"] == keeper.staff.pk
    again = signed_in(director).get(at(institution, f"readiness/{spring.pk}/checklist/"))
    assert [row[0].name for row in again.context["form"].rows()] == ["title_own"]


def test_three_days_before_term_two_of_seven_are_red_with_their_owners(
    institution, director, technician, spring
):
    codes = {"goods", "books", "rooms", "campus", "cleaning", "sports"}
    checklist(institution, director, spring, codes=codes, own="检修广播", owner=technician)
    tasks = list(Task.objects.filter(readiness_line__term=spring).order_by("pk"))
    assert len(tasks) == 7
    for task in tasks:
        task.item.proof = "text"
        task.item.save()
    for task in tasks[2:]:
        hand_in(task, technician, now=clock.now())
    spring.first = clock.today() + timedelta(days=3)
    spring.save()
    Task.objects.filter(readiness_line__term=spring, state="todo").update(
        first=clock.today(), last=clock.today(), due_on=clock.today() + timedelta(days=1)
    )
    page = signed_in(director).get(at(institution, "readiness/"))
    assert [row["state"][0] for row in page.context["left"]] == ["late", "late"]
    assert page.context["total"] == 7
    assert page.text.count("没完成</span>") == 2
    assert technician.name in page.text
    sign = at(institution, f"readiness/{spring.pk}/sign/")
    refused = signed_in(director).post(sign, {"note": ""})
    assert refused.status_code == 422
    assert "还有 2 项没有办结" in refused.text
    for task in tasks[:2]:
        task.refresh_from_db()
        hand_in(task, technician, now=clock.now())
    assert signed_in(director).post(sign, {"note": "可以开学"}).status_code == 302
    report = ReadinessReport.objects.get()
    assert len(report.lines) == 7
    shown = signed_in(technician).get(at(institution, f"readiness/reports/{report.pk}/"))
    assert "检修广播" in shown.text
    assert "签字" in shown.text
    again = signed_in(director).post(sign, {"note": ""})
    assert "已经签过" in again.text


def test_planned_work_before_the_term_is_gathered_and_daily_duties_are_not(
    institution, director, technician, spring
):
    plan = make_plan()
    due = spring.first - timedelta(days=3)
    for title, cadence in (
        ("课桌椅调配到位", "AT=TERM_START;SIDE=BEFORE"),
        ("门卫每日巡逻", "FREQ=DAILY"),
    ):
        item = make_item(plan, cadence, title=title)
        Task.objects.create(
            item=item, plan=plan, cadence=cadence, first=due, last=due, due_on=due,
            assignee=technician.staff,
        )  # fmt: skip
    page = signed_in(director).get(at(institution, "readiness/")).text
    assert "课桌椅调配到位" in page
    assert "门卫每日巡逻" not in page


def test_the_months_heading_of_term_start_counts(institution, director, technician, spring):
    plan = make_plan()
    item = make_item(plan, "MONTH=12", title="采购扫帚拖把", headings=["二月", "开学准备工作"])
    Task.objects.create(
        item=item, plan=plan, cadence="MONTH=12", first=spring.first,
        last=spring.first + timedelta(days=20), due_on=spring.first + timedelta(days=20),
        assignee=technician.staff,
    )  # fmt: skip
    assert "采购扫帚拖把" in signed_in(director).get(at(institution, "readiness/")).text


def test_lines_must_be_due_before_the_first_day(institution, director, technician, spring):
    late = spring.first.isoformat()
    answer = checklist(
        institution, director, spring, codes={"books"}, owner=technician, due_books=late
    )
    assert answer.status_code == 422
    assert "开学前完成" in answer.text
    assert not Task.objects.exists()


def test_who_may_not_assign_or_sign(institution, technician, stranger, spring):
    assert signed_in(technician).get(at(institution, "readiness/")).status_code == 200
    for page in ("checklist", "sign"):
        url = at(institution, f"readiness/{spring.pk}/{page}/")
        assert signed_in(technician).get(url).status_code == 403
    assert signed_in(stranger).get(at(institution, "readiness/")).status_code == 404


def test_a_kindergarten_has_its_own_words():
    titles = " ".join(line.title for line in template("kindergarten"))
    assert "玩教具" in titles
    assert "教材" not in titles


def test_the_pages_queries_do_not_grow(institution, director, technician, spring):
    client = signed_in(director)

    def count():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at(institution, "readiness/")).status_code == 200
        return len(caught)

    checklist(institution, director, spring, codes={"goods"}, owner=technician)
    count()
    before = count()
    checklist(institution, director, spring, owner=technician)
    assert count() <= before


def test_without_any_term_the_page_says_what_to_do(institution, director):
    Term.objects.all().delete()
    page = signed_in(director).get(at(institution, "readiness/"))
    assert "校历里还没有学期" in page.text
