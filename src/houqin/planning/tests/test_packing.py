"""An inspection's folder by topics: the entries, and the tasks with what proves them."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from houqin.core import clock
from houqin.files.testing import make_photo
from houqin.ledgers.bundles import making
from houqin.ledgers.models import PaperOrder
from houqin.ledgers.services import orders
from houqin.ledgers.testing import make_book, make_entry
from houqin.org.testing import at, make_member, signed_in
from houqin.planning import numbers, packing
from houqin.planning.models import Task
from houqin.planning.services import doing
from houqin.planning.testing import NOW, TODAY, make_item, make_plan, run_plan

pytestmark = pytest.mark.usefixtures("on_that_day")
PACK = "ledgers/papers/pack/"


@pytest.fixture
def work(institution, director, principal, cook):
    """A fortnight: samples proven by a book, lamps by photos, gas in another line of work."""
    book = make_book(code="samples", title="食品留样记录", backdate_days=None)
    make_book(code="round", title="巡查记录", domain="safety", backdate_days=None)
    plan = make_plan(first=date(2026, 11, 9))
    make_item(plan, "FREQ=DAILY", title="食品留样", domain="canteen", on_rest="keep",
              owner_role="canteen_manager", book="samples", ledger="食品留样记录")  # fmt: skip
    make_item(plan, "FREQ=WEEKLY", title="检查路灯", domain="maintenance")
    make_item(plan, "FREQ=WEEKLY", title="燃气管道检查", domain="safety")
    run_plan(plan, director, principal, today=date(2026, 11, 9))
    make_entry(book, cook, now=NOW)
    lamp = Task.objects.filter(item__title="检查路灯").earliest("first")
    photo = make_photo(director, seed=4)
    doing.hand_in(actor=director, task_id=lamp.pk, note="换了两盏", photos=[photo], now=NOW,
                  token=uuid4())  # fmt: skip
    return plan


def ordered(member, **given):
    given = {"title": "材料", "first": "2026-11-09", "last": "2026-11-22", **given}
    answer = signed_in(member).post(at(member.institution, PACK), given)
    assert answer.status_code == 302, answer.content.decode()
    return orders.make(PaperOrder.objects.latest("pk").pk, making.write, read_clock=clock.now)


def opened(row) -> zipfile.ZipFile:
    assert row.state == "done", row.problem
    return zipfile.ZipFile(BytesIO(orders.file_of(row).read_bytes()))


def table(held: zipfile.ZipFile) -> list[list[object]]:
    (name,) = [name for name in held.namelist() if name.endswith("计划和任务.xlsx")]
    return (
        CalamineWorkbook.from_filelike(BytesIO(held.read(name))).get_sheet_by_index(0).to_python()
    )


def titles(held: zipfile.ZipFile) -> set[object]:
    return {row[0] for row in table(held)[1:]}


def test_a_line_of_work_brings_its_books_and_its_tasks_with_their_entries(work, director):
    with opened(ordered(director, domains=["canteen"], rooms="on")) as held:
        index = held.read("索引.html").decode()
        assert titles(held) == {"食品留样"}
        rows = table(held)
        numbered = rows[0].index("台账编号")
        assert any(row[numbered] for row in rows[1:])
        assert any(re.fullmatch(r"\d\d 计划和任务/计划和任务\.pdf", n) for n in held.namelist())
    due = Task.objects.filter(item__title="食品留样", due_on__lte=TODAY)
    tally = numbers.tally(due, TODAY)
    assert len(rows) - 1 == tally.planned
    assert f"任务 {tally.planned} 项，已办 {tally.finished}，逾期 {tally.overdue}" in index


def test_a_word_brings_the_entries_that_mention_it_and_the_items_of_that_name(work, director, cook):
    round_book = make_book(code="duty", title="值班日志", domain="gate", backdate_days=None)
    make_entry(round_book, director, now=NOW, raw={"dish": "燃气报警器响了一次"})
    make_entry(round_book, director, now=NOW, raw={"dish": "一切正常"})
    with opened(ordered(director, words="燃气", rooms="on")) as held:
        assert titles(held) == {"燃气管道检查"}
        index = held.read("索引.html").decode()
        (name,) = [name for name in held.namelist() if name.endswith("值班日志.xlsx")]
        sheet = CalamineWorkbook.from_filelike(BytesIO(held.read(name))).get_sheet_by_index(0)
    assert "只有提到“燃气”的 1 条" in index
    assert len(sheet.to_python()) == 2


def test_photos_that_prove_a_task_lie_beside_the_table(work, director):
    with opened(ordered(director, domains=["maintenance"], rooms="on", photos="on")) as held:
        shots = [name for name in held.namelist() if "/照片/" in name]
    assert len(shots) == 1
    assert "检查路灯" in shots[0]


def test_a_checklists_line_is_answered_by_books_and_items_as_somebody_chose(work, director):
    asked = {"title": "检查", "checklist": "1. 食品留样是否规范\n2. 路灯检查\n3. 校服采购",
             "first": "2026-11-09", "last": "2026-11-22", "rooms": "on"}  # fmt: skip
    client = signed_in(director)
    page = client.post(at(director.institution, PACK), asked)
    assert "计划里的事项" in page.content.decode()
    lines = page.context["lines"]
    sent = {"matched": "1"}
    for at_line, line in enumerate(lines):
        for name in ("books", "rows"):
            sent[f"line{at_line}-{name}"] = line["form"].initial[name]
    row = ordered(director, **asked, **sent)
    with opened(row) as held:
        index = held.read("索引.html").decode()
        assert titles(held) == {"食品留样", "检查路灯"}
    lamp = index.split("路灯检查")[1].split("</tr>")[0]
    assert "任务 2 项，已办 1" in lamp
    assert "暂无对应材料" in index.split("校服采购")[1].split("</tr>")[0]


def test_without_the_tick_no_tasks_go_in_and_nothing_at_all_is_said(work, director):
    with opened(ordered(director, domains=["canteen"])) as held:
        assert not any("计划和任务" in name for name in held.namelist())
    row = ordered(director, words="潜水艇", rooms="on")
    assert row.state == "failed"
    assert "没有台账记录，也没有任务" in row.problem


def test_who_orders_takes_only_what_that_person_may_see(work, institution):
    clerk = make_member(institution, "technician")
    wanted = packing.Wanted(date(2026, 11, 9), TODAY, domains=frozenset({"canteen", "safety"}))
    seen = set(packing._of_topics(clerk, wanted).values_list("item__title", flat=True))
    assert seen <= set(packing.in_period(clerk, None, None).values_list("item__title", flat=True))
    assert "食品留样" not in seen


def test_many_tasks_are_asked_for_by_the_chunk(work, director, tmp_path):
    wanted = packing.Wanted(date(2026, 11, 9), TODAY, domains=frozenset({"canteen"}))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            list(packing._told(packing._of_topics(director, wanted)))
        return len(queries)

    few = asked()
    wanted = packing.Wanted(None, None, domains=frozenset({"canteen", "safety", "maintenance"}))
    assert asked() <= few + 1
