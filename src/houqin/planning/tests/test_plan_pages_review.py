"""The review page through HTTP: edits of one row or many, by two people, or too late."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import PlanItem, WorkPlan
from houqin.planning.testing_plans import make_draft, make_running, make_submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(institution, director) -> WorkPlan:
    return make_draft(director)


@pytest.fixture
def client(director):
    return signed_in(director)


def item_of(plan: WorkPlan, words: str) -> PlanItem:
    return PlanItem.objects.get(plan=plan, text__contains=words)


def edit(client, plan, item, **fields):
    return client.post(at(plan.institution, f"plans/{plan.pk}/items/{item.pk}/"), fields)


def toast(answer) -> str:
    return json.loads(answer["HX-Trigger"]).get("hq:toast", {}).get("text", "")


def test_both_panes_show_the_same_items(client, plan):
    page = client.get(at(plan.institution, f"plans/{plan.pk}/review/")).content.decode()
    for item in plan.items.all():
        assert f'id="item-{item.pk}"' in page
        assert f'class="it" data-item="{item.pk}"' in page
    assert '<mark class="hq-ask" data-of=' in page
    assert "围绕学校中心工作" in page


def test_a_vague_word_is_settled_by_one_of_its_proposals(client, plan):
    vague = item_of(plan, "定期检查电线")
    page = client.get(at(plan.institution, f"plans/{plan.pk}/review/")).content.decode()
    assert "“定期”，请选择" in page
    assert "还有 1 项要选频次" in page
    answer = edit(client, plan, vague, choose="FREQ=WEEKLY", instead="VAGUE=REGULAR")
    vague.refresh_from_db()
    assert vague.cadences == ["FREQ=WEEKLY"]
    body = answer.content.decode()
    assert 'hx-swap-oob="true"' in body
    assert "待选 0" in body
    assert "提交审批" in body


def test_typed_chinese_time_is_understood_and_nonsense_is_not(client, plan):
    item = item_of(plan, "后勤例会")
    edit(client, plan, item, when="每周二、周四")
    item.refresh_from_db()
    assert item.cadences == ["FREQ=WEEKLY;BYDAY=TU,TH"]
    refused = edit(client, plan, item, when="香蕉")
    assert refused.status_code == 409
    assert "没看懂“香蕉”" in refused.content.decode()
    beside = edit(client, plan, item, when="香蕉", dialog="1")
    assert beside.status_code == 422
    assert beside["HX-Retarget"] == "#hq-refusal"
    item.refresh_from_db()
    assert item.cadences == ["FREQ=WEEKLY;BYDAY=TU,TH"]


def test_typing_time_shows_its_meaning_and_the_next_days(client, plan):
    item = item_of(plan, "后勤例会")
    url = at(plan.institution, f"plans/{plan.pk}/review/when/?item={item.pk}&when=")
    assert "每周二" in client.get(f"{url}每周二").content.decode()
    assert "接下来" in client.get(f"{url}每周二").content.decode()
    assert "还是含糊" in client.get(f"{url}经常").content.decode()


def test_every_small_window_opens(client, plan):
    item = item_of(plan, "后勤例会")
    for what in ("when", "owner", "more", "why", "split"):
        page = client.get(at(plan.institution, f"plans/{plan.pk}/items/{item.pk}/edit/{what}/"))
        assert page.status_code == 200, what
    assert client.get(
        at(plan.institution, f"plans/{plan.pk}/items/{item.pk}/edit/other/")
    ).status_code == 404  # fmt: skip


def test_what_was_not_sent_stays_as_it_was(client, plan, technician):
    item = item_of(plan, "后勤例会")
    edit(client, plan, item, owner_role="clerk", owner=technician.staff.pk)
    edit(client, plan, item, title="  每月   例会 ")
    item.refresh_from_db()
    assert (item.title, item.owner_role, item.owner_id) == (
        "每月 例会", "clerk", technician.staff.pk,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "   "}, "请写一句事项名称"),
        ({"title": "长" * 81}, "最多 80 个字"),
        ({"domain": "moon"}, "moon"),
        ({"owner": "999999"}, "这个人已离岗"),
        ({"goal": "999999"}, "没有这个目标"),
    ],
)
def test_wrong_input_is_one_sentence_and_changes_nothing(client, plan, fields, sentence):
    item = item_of(plan, "后勤例会")
    before = PlanItem.objects.filter(pk=item.pk).values().get()
    answer = edit(client, plan, item, **fields)
    assert answer.status_code == 409
    assert sentence in answer.content.decode()
    assert PlanItem.objects.filter(pk=item.pk).values().get() == before


def test_a_second_author_does_not_overwrite_what_the_first_just_wrote(client, plan, institution):
    item = item_of(plan, "后勤例会")
    clerk = signed_in(make_member(institution, "clerk"))
    seen = item.title
    edit(clerk, plan, item, title="干事改的", was_title=seen)
    answer = edit(client, plan, item, title="主任改的", was_title=seen)
    item.refresh_from_db()
    assert item.title == "干事改的"
    assert "干事改的" in answer.content.decode()
    assert "别人刚把" in toast(answer)


def test_after_submitting_an_edit_is_refused_with_the_reason(client, director, institution):
    plan = make_submitted(director)
    item = plan.items.first()
    answer = edit(client, plan, item, title="还想改")
    assert answer.status_code == 409
    assert "正在等批准" in answer.content.decode()
    review = client.get(at(institution, f"plans/{plan.pk}/review/"))
    assert review.url == at(institution, f"plans/{plan.pk}/approval/")


def test_ticked_items_change_together(client, plan):
    ids = list(plan.items.values_list("pk", flat=True))[:3]
    url = at(plan.institution, f"plans/{plan.pk}/items/bulk/")
    answer = client.post(url, {"ids": ids, "owner_role": "clerk", "when": "每周五", "domain": ""})
    assert "已一起改了 3 项" in toast(answer)
    rows = PlanItem.objects.filter(pk__in=ids).values_list("owner_role", "cadences")
    assert all(row == ("clerk", ["FREQ=WEEKLY;BYDAY=FR"]) for row in rows)
    client.post(url, {"ids": ids, "action": "off"})
    assert PlanItem.objects.filter(plan=plan, is_included=False).count() == 3
    assert client.post(url, {"ids": ids}).status_code == 409
    assert client.post(url, {"owner_role": "clerk"}).status_code == 409


def test_items_of_another_plan_are_never_touched(client, plan, director):
    other = make_draft(director, title="另一份")
    foreign = other.items.first()
    url = at(plan.institution, f"plans/{plan.pk}/items/bulk/")
    assert client.post(url, {"ids": [foreign.pk], "owner_role": "clerk"}).status_code == 409
    assert edit(client, plan, foreign, title="不该成").status_code == 404
    client.post(url, {"ids": [foreign.pk], "action": "remove"})
    foreign.refresh_from_db()
    assert foreign.title != "不该成"


def test_words_marked_in_the_source_become_an_item_read_from_them(client, plan):
    words = "安全员每周二检查一遍灭火器"
    start = plan.source.index(words)
    url = at(plan.institution, f"plans/{plan.pk}/items/")
    client.post(url, {"start": start, "end": start + len(words)})
    made = plan.items.order_by("-pk").first()
    assert (made.text, made.span_start, made.span_end) == (words, start, start + len(words))
    assert made.cadences == ["FREQ=WEEKLY;BYDAY=TU"]
    assert client.post(url, {"text": ""}).status_code == 409


def test_splitting_and_merging_keep_every_word_and_its_place(client, plan):
    item = item_of(plan, "后勤例会")
    at_comma = item.text.index("，") + 1
    url = at(plan.institution, f"plans/{plan.pk}/items/{item.pk}/split/")
    client.post(url, {"at": at_comma})
    first, second = plan.items.filter(span_start__gte=item.span_start, span_end__lte=item.span_end)
    assert plan.source[first.span_start : first.span_end] == first.text
    assert plan.source[second.span_start : second.span_end] == second.text
    bulk = at(plan.institution, f"plans/{plan.pk}/items/bulk/")
    client.post(bulk, {"ids": [first.pk, second.pk], "action": "merge"})
    merged = PlanItem.objects.get(pk=first.pk)
    assert "后勤例会" in merged.text
    assert "会议记录" in merged.text
    assert not PlanItem.objects.filter(pk=second.pk).exists()


def test_lookalikes_are_flagged_with_a_way_to_the_other(client, director, institution):
    text = "工作计划\n一、安全\n1. 安全员每周检查一遍灭火器。\n2. 每周由安全员检查一遍灭火器。\n"
    plan = make_draft(director, text)
    page = client.get(at(institution, f"plans/{plan.pk}/review/")).content.decode()
    first = plan.items.order_by("position").first()
    assert "疑似重复" in page
    assert f'data-rv-go="{first.pk}"' in page


def test_in_a_running_plan_an_edit_only_proposes(client, director, principal, institution):
    plan = make_running(director, principal)
    item = item_of(plan, "后勤例会")
    before, tasks = list(item.cadences), item.tasks.count()
    answer = edit(client, plan, item, when="每周一")
    item.refresh_from_db()
    assert item.cadences == before
    assert item.tasks.count() == tasks
    assert "每周一" in answer.content.decode()
    assert "看改动" in answer.content.decode()
    bulk = at(institution, f"plans/{plan.pk}/items/bulk/")
    client.post(bulk, {"ids": [item.pk], "action": "restore"})
    item.refresh_from_db()
    assert item.draft is None


@pytest.mark.parametrize("role", ["principal", "technician", "inspector"])
def test_who_does_not_write_plans_cannot_review_or_edit(plan, institution, role):
    other = signed_in(make_member(institution, role))
    item = plan.items.first()
    assert other.get(at(institution, f"plans/{plan.pk}/review/")).status_code == 403
    assert edit(other, plan, item, title="不行").status_code == 403
    item.refresh_from_db()
    assert item.title != "不行"


def test_the_page_asks_the_same_few_questions_for_five_items_and_for_three_hundred(
    client, director, institution
):
    def queries(count: int) -> int:
        lines = [
            f"{n}. 安全员每周二检查第{n}号楼的灭火器{'甲乙丙丁'[n % 4] * n}。"
            for n in range(1, count)
        ]
        plan = make_draft(director, "工作计划\n一、安全工作\n" + "\n".join(lines))
        assert plan.items.count() >= count - 2
        url = at(institution, f"plans/{plan.pk}/review/")
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    few, many = queries(6), queries(300)
    assert few == many
    assert many <= 12
