"""Submit, approve, return, follow, revise: the life of a plan through its pages."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from houqin.core import clock
from houqin.org.testing import at, make_member, signed_in
from houqin.packs.loading import load_law
from houqin.planning.models import PlanItem, PlanVersion, Task, WorkPlan
from houqin.planning.services import builtin
from houqin.planning.testing_plans import make_draft, make_running, make_submitted, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_plan_with_an_open_choice_is_not_submitted(institution, director):
    client = signed_in(director)
    plan = make_draft(director)
    answer = client.post(at(institution, f"plans/{plan.pk}/submit/"), follow=True)
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert "选完才能提交" in text_of(answer)


def test_a_plan_without_work_says_what_it_lacks_instead_of_counting_to_nothing(
    institution, director
):
    plan = make_draft(director, "大家好，祝工作顺利。")
    page = text_of(signed_in(director).get(at(institution, f"plans/{plan.pk}/review/")))
    assert "请至少给一项定下时间" in page
    assert "还差 0 项" not in page


def test_submitting_twice_is_submitting_once_and_taking_back_reopens(institution, director):
    client = signed_in(director)
    plan = make_draft(director)
    settle(plan, director)
    for _ in range(2):
        client.post(at(institution, f"plans/{plan.pk}/submit/"))
    plan.refresh_from_db()
    assert plan.state == "submitted"
    waiting = text_of(client.get(at(institution, f"plans/{plan.pk}/approval/")))
    assert "等待审批" in waiting
    assert "approval/approve/" not in waiting
    assert "还没有校长的账号" in waiting  # a new institution: who submits is told what is missing
    client.post(at(institution, f"plans/{plan.pk}/take-back/"))
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_the_principal_sees_what_it_means_and_approves_once(institution, director, principal):
    plan = make_submitted(director)
    client = signed_in(principal)
    page = text_of(client.get(at(institution, f"plans/{plan.pk}/"), follow=True))
    assert "审批计划" in page
    assert "没有对应的事项" in page
    assert "任务排布" in page
    url = at(institution, f"plans/{plan.pk}/approval/approve/")
    first = client.post(url, follow=True)
    assert "已批准，新派" in text_of(first)
    made = Task.objects.filter(plan=plan).count()
    assert made > 0
    again = client.post(url, follow=True)
    assert "可能已经批准" in text_of(again)
    assert Task.objects.filter(plan=plan).count() == made
    assert PlanVersion.objects.filter(plan=plan).count() == 1


def test_the_director_cannot_approve_the_own_plan(institution, director):
    plan = make_submitted(director)
    client = signed_in(director)
    assert client.post(at(institution, f"plans/{plan.pk}/approval/approve/")).status_code == 403
    plan.refresh_from_db()
    assert plan.state == "submitted"


def test_a_return_needs_a_reason_and_the_author_reads_it(institution, director, principal):
    plan = make_submitted(director)
    client = signed_in(principal)
    url = at(institution, f"plans/{plan.pk}/approval/return/")
    refused = client.post(url, {"reason": "  "})
    assert refused.status_code == 422
    assert "退回时请写明理由" in text_of(refused)
    client.post(url, {"reason": "食堂那几项责任人不对"})
    page = signed_in(director).get(at(institution, f"plans/{plan.pk}/review/"))
    assert "食堂那几项责任人不对" in text_of(page)


def test_the_overview_shows_the_numbers_of_every_other_screen(institution, director, principal):
    plan = make_running(director, principal)
    item = plan.items.get(text__contains="灭火器")
    task = item.tasks.order_by("due_on").first()
    Task.objects.filter(pk=task.pk).update(
        first=clock.today() - timedelta(days=9),
        last=clock.today() - timedelta(days=8),
        due_on=clock.today() - timedelta(days=8),
    )
    page = text_of(signed_in(director).get(at(institution, f"plans/{plan.pk}/")))
    assert "逾期 1" in page
    assert "每月（原文“定期”）" in page
    assert f"item={item.pk}" in page
    assert "围绕学校中心工作" in page
    listing = text_of(signed_in(director).get(at(institution, "plans/")))
    assert "逾期 1" in listing


def test_revising_shows_the_difference_first_and_keeps_what_is_done(
    institution, director, principal
):
    plan = make_running(director, principal)
    item = plan.items.get(text__contains="灭火器")
    done = item.tasks.order_by("due_on").first()
    Task.objects.filter(pk=done.pk).update(
        state="done", done_at=clock.now(), done_by=director.staff
    )
    client = signed_in(director)
    client.post(at(institution, f"plans/{plan.pk}/items/{item.pk}/"), {"when": "每周四"})
    client.post(at(institution, f"plans/{plan.pk}/items/"), {"text": "每月检查一次应急灯"})
    gone = plan.items.get(text__contains="后勤例会")
    client.post(
        at(institution, f"plans/{plan.pk}/items/bulk/"), {"ids": [gone.pk], "action": "remove"}
    )
    difference = text_of(client.get(at(institution, f"plans/{plan.pk}/changes/")))
    assert "<del>每周二</del> → <ins>每周四</ins>" in difference
    assert "新增" in difference
    assert "撤销" in difference
    assert "照旧不动" in difference
    client.post(at(institution, f"plans/{plan.pk}/submit/"))
    assert gone.tasks.exists()
    signed_in(principal).post(at(institution, f"plans/{plan.pk}/approval/approve/"))
    plan.refresh_from_db()
    assert (plan.version, plan.revision) == (2, "")
    assert Task.objects.filter(pk=done.pk, state="done").exists()
    assert not gone.tasks.exists()
    old = text_of(client.get(at(institution, f"plans/{plan.pk}/versions/1/")))
    new = text_of(client.get(at(institution, f"plans/{plan.pk}/versions/2/")))
    assert "每周二" in old
    assert "已被第 2 版代替" in old
    assert "<del>每周二</del> → <ins>每周四</ins>" in new


def test_discarding_a_revision_leaves_the_plan_as_it_runs(institution, director, principal):
    plan = make_running(director, principal)
    client = signed_in(director)
    item = plan.items.first()
    client.post(at(institution, f"plans/{plan.pk}/items/{item.pk}/"), {"title": "改一改"})
    client.post(at(institution, f"plans/{plan.pk}/discard/"))
    plan.refresh_from_db()
    item.refresh_from_db()
    assert (plan.revision, item.draft) == ("", None)


def test_the_plan_goes_to_excel_with_its_figures(institution, director, principal):
    plan = make_running(director, principal)
    answer = signed_in(director).get(at(institution, f"plans/{plan.pk}/?export=xlsx"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][2] == "事项"
    assert len(rows) == 1 + plan.items.count()
    planned = sum(row[rows[0].index("计划次数")] for row in rows[1:])
    assert planned == Task.objects.filter(plan=plan).count()


def test_statutory_duties_show_their_basis_and_are_revised_like_a_plan(
    institution, director, principal
):
    duties = [d for d in load_law() if d.cadences][:6]
    today = clock.today()
    plan = builtin.install_statutory(
        duties=duties, first=today, last=today + timedelta(days=300), now=clock.now(), today=today
    )
    client = signed_in(director)
    page = text_of(client.get(at(institution, f"plans/{plan.pk}/")))
    item = plan.items.first()
    assert "这些事项来自法规要求" in page
    assert item.basis in page
    review = client.get(at(institution, f"plans/{plan.pk}/review/"))
    assert review.status_code == 200
    client.post(at(institution, f"plans/{plan.pk}/items/{item.pk}/"), {"owner_role": "clerk"})
    item.refresh_from_db()
    assert item.draft == {"owner_role": "clerk"}


def test_drafts_are_hidden_from_staff_and_running_plans_are_not(
    institution, director, principal, technician
):
    draft = make_draft(director, title="还没定的计划")
    running = make_running(director, principal)
    client = signed_in(technician)
    listing = text_of(client.get(at(institution, "plans/")))
    assert "还没定的计划" not in listing
    assert running.title in listing
    assert client.get(at(institution, f"plans/{draft.pk}/")).status_code == 404
    assert client.get(at(institution, f"plans/{running.pk}/")).status_code == 200


def test_an_inspector_reads_a_running_plan_and_changes_nothing(institution, director, principal):
    plan = make_running(director, principal)
    inspector = signed_in(make_member(institution, "inspector"))
    page = inspector.get(at(institution, f"plans/{plan.pk}/"))
    assert page.status_code == 200
    assert "修订</a>" not in text_of(page)
    assert inspector.get(at(institution, f"plans/{plan.pk}/versions/1/")).status_code == 200
    for path in ("submit/", "close/", "discard/", "approval/approve/"):
        assert inspector.post(at(institution, f"plans/{plan.pk}/{path}")).status_code == 403


def test_a_stranger_finds_nothing(institution, director, principal, stranger):
    plan = make_running(director, principal)
    client = signed_in(stranger)
    for path in ("", "review/", "changes/", "approval/", "versions/", "versions/1/", "print/"):
        assert client.get(at(institution, f"plans/{plan.pk}/{path}")).status_code == 404
    own = at(stranger.institution, f"plans/{plan.pk}/")
    assert client.get(own).status_code == 404


def test_a_draft_is_deleted_after_asking_and_an_approved_plan_never(
    institution, director, principal
):
    client = signed_in(director)
    draft = make_draft(director)
    url = at(institution, f"plans/{draft.pk}/delete/")
    assert "删除草稿" in text_of(client.get(url))
    client.post(url)
    assert not WorkPlan.objects.filter(pk=draft.pk).exists()
    running = make_running(director, principal)
    answer = client.post(at(institution, f"plans/{running.pk}/delete/"), follow=True)
    assert "不能删除" in text_of(answer)
    assert WorkPlan.objects.filter(pk=running.pk).exists()


def test_an_ended_plan_is_closed_for_edits_and_keeps_its_tasks(institution, director, principal):
    plan = make_running(director, principal)
    tasks = Task.objects.filter(plan=plan).count()
    signed_in(principal).post(at(institution, f"plans/{plan.pk}/close/"))
    client = signed_in(director)
    answer = client.get(at(institution, f"plans/{plan.pk}/review/"), follow=True)
    assert "计划已结束，只能查看" in text_of(answer)
    assert Task.objects.filter(plan=plan).count() == tasks


def test_an_empty_list_offers_the_first_step(institution, director, technician):
    page = text_of(signed_in(director).get(at(institution, "plans/")))
    assert "还没有计划。" in page
    assert "粘贴一份计划" in page
    assert "粘贴一份计划" not in text_of(signed_in(technician).get(at(institution, "plans/")))


def test_the_overview_asks_as_few_questions_for_many_items_as_for_few(
    institution, director, principal
):
    def queries(count: int) -> int:
        lines = [f"{n}. 安全员每月检查一次第{n}号楼的门窗。" for n in range(1, count)]
        plan = make_running(director, principal, "计划\n一、安全工作\n" + "\n".join(lines))
        assert PlanItem.objects.filter(plan=plan).count() >= count - 2
        client, url = signed_in(director), at(institution, f"plans/{plan.pk}/")
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    assert queries(6) == queries(80) <= 16
