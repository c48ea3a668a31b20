"""岗位职责: duties, books and this week's tasks on one page; a post without holder is marked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.core import clock
from houqin.ledgers.testing import make_book
from houqin.org.models import RoleHolding
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import PostDuties, Task
from houqin.planning.testing import TODAY, make_item, make_plan, run_plan

MONDAY = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_monday(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: MONDAY)


@pytest.fixture
def keeper(institution):
    return make_member(institution, "storekeeper", name="库管老李")


@pytest.fixture
def plan(director, principal, keeper):
    plan = make_plan()
    make_item(plan, "FREQ=WEEKLY", title="盘点库房", owner_role="storekeeper", domain="stores")
    run_plan(plan, director, principal)
    return plan


def test_duties_books_and_the_weeks_tasks_stand_on_one_page(institution, director, keeper, plan):
    make_book(code="ruku", title="入库登记", writer_roles=["storekeeper"])
    lead, page = signed_in(director), at(institution, "posts/storekeeper/")
    assert "还没有写职责" in signed_in(keeper).get(page).text
    written = {"duties": "验收入库，账物相符\n\n每月盘点", "hours": "工作日 8:00—17:00"}
    assert lead.post(f"{page}write/", {"duties": ""}).status_code == 422
    assert lead.post(f"{page}write/", written).status_code == 302
    assert PostDuties.objects.get().lines == ["验收入库，账物相符", "每月盘点"]
    shown = signed_in(keeper).get(page).text
    for said in ("账物相符", "每月盘点", "8:00—17:00", "入库登记", "盘点库房", "库管老李"):
        assert said in shown
    assert shown.count("data-open-row") == 1
    assert signed_in(keeper).post(f"{page}write/", written).status_code == 403
    assert lead.get(at(institution, "posts/nobody/")).status_code == 404
    assert lead.get(at(institution, "posts/staff/")).status_code == 404


def test_a_post_that_nobody_holds_any_more_is_marked(institution, director, keeper, plan):
    lead, posts = signed_in(director), at(institution, "posts/")
    assert "1 项职责在计划里" in lead.get(posts).text
    assert "空缺" not in lead.get(posts).text
    RoleHolding.objects.filter(staff=keeper.staff).update(until=MONDAY - timedelta(days=1))
    assert "空缺" in lead.get(posts).text
    assert "空缺" in lead.get(at(institution, "posts/storekeeper/")).text


def test_the_pages_ask_few_queries(institution, director, keeper, plan):
    lead = signed_in(director)
    assert Task.objects.count() > 5
    for path, most in (("posts/", 6), ("posts/storekeeper/", 10)):
        lead.get(at(institution, path))
        with CaptureQueriesContext(connection) as asked:
            lead.get(at(institution, path))
        assert len(asked) <= most, [one["sql"][:150] for one in asked]
