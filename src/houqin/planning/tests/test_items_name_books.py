"""Items from before they could name a book by code: the migration's own step."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps

from houqin.core.tenancy import every_institution
from houqin.ledgers.testing import make_book
from houqin.planning.models import WorkPlan
from houqin.planning.testing import make_item, make_plan

STEP = import_module("houqin.planning.migrations.0010_items_name_books").point_to_books


def test_names_of_the_pack_and_own_titles_become_codes_and_other_words_stay(institution):
    make_book(code="mine", title="直饮水滤芯更换台账")
    plan = make_plan()
    named = make_item(plan, "FREQ=DAILY", title="留样", ledger="食品留样记录")
    said = make_item(plan, "FREQ=WEEKLY", title="例会", ledger="例会记录")
    own = make_item(plan, "FREQ=MONTHLY", title="滤芯", ledger="直饮水滤芯更换台账")
    word = make_item(plan, "FREQ=MONTHLY", title="报告", ledger="检测报告")
    proposed = make_item(plan, "FREQ=MONTHLY", title="来访", draft={"ledger": "来访登记"})
    with every_institution():
        STEP(apps, None)
    for item, code in ((named, "food_sample_log"), (said, "meeting"), (own, "mine"), (word, "")):
        item.refresh_from_db()
        assert item.book == code
    assert word.ledger == "检测报告"
    proposed.refresh_from_db()
    assert proposed.draft == {"ledger": "来访登记", "book": "visitor_log"}


def test_duties_of_the_law_learn_which_entries_count(institution):
    plan = make_plan(title="法定职责")
    plan.sort = WorkPlan.Sort.STATUTORY
    plan.save()
    drill = make_item(plan, "FREQ=TERMLY", title="演练", number="safety-term-drill")
    check = make_item(plan, "FREQ=DAILY", title="晨午检", number="school-morning-noon-check")
    later = make_item(plan, "FREQ=YEARLY", title="盘点", number="asset-stocktake")
    with every_institution():
        STEP(apps, None)
    for item in (drill, check, later):
        item.refresh_from_db()
    assert (drill.book, drill.only) == ("drill", [["sort", "is", "地震避险|防汛防灾"]])
    assert (check.book, check.each) == ("morning_check", True)
    assert later.book == ""
