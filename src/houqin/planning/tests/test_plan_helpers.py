"""Who helps and in which unit is read: chosen in the review, changed by a new version."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from houqin.core import clock
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import PlanItem, Task
from houqin.planning.testing import TODAY, hand_in, make_item, make_plan, run_plan
from houqin.planning.testing_plans import make_draft, make_running

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


def item_of(plan, words: str = "灭火器") -> PlanItem:
    return PlanItem.objects.get(plan=plan, text__contains=words)


def edit(client, item, **fields):
    return client.post(at(item.institution, f"plans/{item.plan_id}/items/{item.pk}/"), fields)


def window(client, item, what: str) -> str:
    url = at(item.institution, f"plans/{item.plan_id}/items/{item.pk}/edit/{what}/")
    return client.get(url).content.decode()


def test_helpers_are_ticked_beside_the_owner_and_unticked_again(institution, director):
    client, item = signed_in(director), item_of(make_draft(director))
    sent = {"owner_role": "technician", "helper_roles": ["", "homeroom", "gatekeeper"]}
    assert edit(client, item, **sent).status_code == 200
    item.refresh_from_db()
    assert set(item.helper_roles) == {"homeroom", "gatekeeper"}
    shown = window(client, item, "owner")
    assert 'value="homeroom" checked' in shown
    assert 'value="technician" checked' not in shown
    edit(client, item, owner_role="technician", helper_roles="")
    item.refresh_from_db()
    assert item.helper_roles == []


def test_an_edit_of_something_else_leaves_the_helpers(institution, director):
    client, item = signed_in(director), item_of(make_draft(director))
    edit(client, item, helper_roles=["homeroom"])
    edit(client, item, ledger="消防检查表")
    item.refresh_from_db()
    assert item.helper_roles == ["homeroom"]


def test_who_answers_for_the_work_is_not_also_a_helper(institution, director):
    client, item = signed_in(director), item_of(make_draft(director))
    edit(client, item, owner_role="technician", helper_roles=["technician", "homeroom"])
    item.refresh_from_db()
    assert item.helper_roles == ["homeroom"]


def test_an_unknown_helper_and_an_endless_unit_are_refused(institution, director):
    client, item = signed_in(director), item_of(make_draft(director))
    refused = edit(client, item, dialog="1", helper_roles=["king"])
    assert (refused.status_code, "没有这个角色" in refused.content.decode()) == (422, True)
    refused = edit(client, item, dialog="1", unit="立方米" * 4)
    assert "读数单位最多 10 个字" in refused.content.decode()
    item.refresh_from_db()
    assert (item.helper_roles, item.unit) == ([], "")


def test_in_a_running_plan_both_wait_for_the_next_version(institution, director, principal):
    plan = make_running(director, principal)
    client, item = signed_in(director), item_of(plan)
    edit(client, item, helper_roles=["", "homeroom"])
    edit(client, item, proof="reading", unit="MPa")
    item.refresh_from_db()
    assert (item.helper_roles, item.unit) == ([], "")
    changes = client.get(at(institution, f"plans/{plan.pk}/changes/")).content.decode()
    assert "协办：</span><del>（无）</del> → <ins>班主任</ins>" in changes
    assert "读数单位：</span><del>（无）</del> → <ins>MPa</ins>" in changes
    client.post(at(institution, f"plans/{plan.pk}/submit/"))
    signed_in(principal).post(at(institution, f"plans/{plan.pk}/approval/approve/"))
    item.refresh_from_db()
    assert (item.helper_roles, item.unit) == (["homeroom"], "MPa")
    kept = {row["id"]: row for row in plan.versions.get(number=2).items}[item.pk]
    assert (kept["helper_roles"], kept["unit"]) == (["homeroom"], "MPa")
    version = client.get(at(institution, f"plans/{plan.pk}/versions/2/")).content.decode()
    assert "协办 <del>（无）</del> → <ins>班主任</ins>" in version


def test_saving_the_window_unchanged_proposes_nothing(institution, director, principal):
    plan = make_running(director, principal)
    item = item_of(plan)
    PlanItem.objects.filter(pk=item.pk).update(helper_roles=["warden", "canteen_manager"])
    answer = edit(
        signed_in(director), item, helper_roles=["", "canteen_manager", "warden"],
        owner_role=item.owner_role,
    )  # fmt: skip
    item.refresh_from_db()
    assert (answer.status_code, item.draft) == (200, None)
    assert "hq:toast" not in json.loads(answer["HX-Trigger"])


def test_a_helper_reads_the_task_and_hands_it_in_and_others_do_not_find_it(
    institution, director, principal
):
    plan = make_running(director, principal)
    item = item_of(plan)
    PlanItem.objects.filter(pk=item.pk).update(
        helper_roles=["homeroom"], proof="reading", unit="MPa", helpers_close=True
    )
    task = Task.objects.filter(item=item).first()
    Task.objects.filter(pk=task.pk).update(first=clock.today(), last=clock.today())
    url = at(institution, f"tasks/{task.pk}/")
    helper = signed_in(make_member(institution, "homeroom"))
    page = helper.get(url).content.decode()
    assert "协办" in page
    assert "MPa" in page
    token = page.split('name="token" value="')[1].split('"')[0]
    helper.post(url, {"token": token, "reading": "1.2", "note": "压力正常"})
    kept = task.evidence.get()
    assert (str(kept.reading.normalize()), kept.unit) == ("1.2", "MPa")
    assert signed_in(make_member(institution, "gatekeeper")).get(url).status_code == 404


def helped_task(institution, director, principal, **fields):
    """A task of the cook's in which class teachers help."""
    make_member(institution, "canteen_manager", name="食堂刘师傅")
    plan = make_plan(first=TODAY)
    make_item(
        plan, "FREQ=DAILY", title="分餐", owner_role="canteen_manager", on_rest="keep",
        helper_roles=["homeroom"], **fields,
    )  # fmt: skip
    run_plan(plan, director, principal)
    return Task.objects.get(due_on=TODAY)


def test_helpers_see_what_they_help_with_in_today_and_in_the_list(
    institution, director, principal, monkeypatch
):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    helped_task(institution, director, principal)
    teacher, other = make_member(institution, "homeroom"), make_member(institution, "technician")
    today = signed_in(teacher).get(at(institution, "today/")).content.decode()
    assert "协办" in today
    assert "分餐" in today
    assert "分餐" in signed_in(teacher).get(at(institution, "tasks/")).content.decode()
    assert "分餐" not in signed_in(other).get(at(institution, "today/")).content.decode()
    assert "分餐" not in signed_in(other).get(at(institution, "tasks/")).content.decode()


def test_helpers_close_a_task_only_where_the_item_lets_them(
    institution, director, principal, monkeypatch
):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    task = helped_task(institution, director, principal)
    teacher = make_member(institution, "homeroom")
    with pytest.raises(PermissionDenied, match="您是这项任务的协办，由食堂刘师傅办结"):
        hand_in(task, teacher)
    PlanItem.objects.filter(pk=task.item_id).update(helpers_close=True)
    assert hand_in(Task.objects.get(pk=task.pk), teacher).state == "done"
