"""A plan from draft to tasks and its changes: what is done stays, what is to come follows."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from houqin.notify.models import Notice
from houqin.org.models import Absence, RoleHolding, Term
from houqin.planning.models import PlanVersion, Task, WorkPlan
from houqin.planning.services import approval, drafting
from houqin.planning.services.scheduling import reschedule
from houqin.planning.testing import NOW, TODAY, hand_in, make_item, make_plan, propose, run_plan

START = date(2026, 9, 6)


@pytest.fixture
def plan(institution, technician):
    return make_plan()


def test_an_approved_plan_becomes_a_task_for_every_week(plan, director, principal, technician):
    make_item(plan, "FREQ=WEEKLY;BYDAY=MO")
    run_plan(plan, director, principal)
    tasks = list(Task.objects.order_by("first"))
    assert [t.first.weekday() for t in tasks] == [0] * len(tasks)
    assert tasks[0].first == date(2026, 11, 23)
    assert tasks[-1].first == date(2027, 1, 18)
    assert {t.assignee_id for t in tasks} == {technician.staff.pk}


def test_past_windows_are_made_up_only_when_asked(plan, director, principal):
    make_item(plan, "FREQ=WEEKLY;BYDAY=MO")
    plan.past = WorkPlan.Past.RECORD
    plan.save()
    run_plan(plan, director, principal)
    assert Task.objects.order_by("first").first().first == date(2026, 8, 31)


def test_scheduling_twice_changes_nothing(plan, director, principal):
    make_item(plan, "FREQ=DAILY")
    make_item(plan, "FREQ=MONTHLY;TIMES=2", "AT=FINAL")
    run_plan(plan, director, principal)
    before = list(Task.objects.order_by("pk").values())
    assert reschedule(plan, today=TODAY).is_empty
    assert list(Task.objects.order_by("pk").values()) == before


def test_a_vague_frequency_blocks_until_somebody_chooses(plan, director, principal):
    item = make_item(plan, "VAGUE=REGULAR")
    with pytest.raises(ValidationError, match="要选频次"):
        approval.submit(actor=director, plan_id=plan.pk, now=NOW)
    propose(plan, director, item, cadences=["FREQ=MONTHLY"])
    run_plan(plan, director, principal)
    assert 2 <= Task.objects.count() <= 3


def test_a_goal_without_work_and_work_without_an_owner_only_warn(plan, director):
    goal = plan.goals.create(number="5", text="加强伙房管理")
    item = make_item(plan, "FREQ=WEEKLY", owner_role="")
    said = [c.sentence for c in approval.concerns(plan)]
    assert any("目标 5" in s for s in said)
    assert any("没有责任人" in s for s in said)
    assert not any(c.is_blocking for c in approval.concerns(plan))
    propose(plan, director, item, goal_id=goal.pk)
    assert not any("目标" in c.sentence for c in approval.concerns(plan))


def test_only_the_principal_approves_and_returns_with_a_reason(
    plan, director, principal, technician
):
    make_item(plan, "FREQ=WEEKLY")
    with pytest.raises(PermissionDenied):
        approval.submit(actor=technician, plan_id=plan.pk, now=NOW)
    approval.submit(actor=director, plan_id=plan.pk, now=NOW)
    with pytest.raises(PermissionDenied):
        approval.approve(actor=director, plan_id=plan.pk, now=NOW, today=TODAY)
    with pytest.raises(ValidationError, match="理由"):
        approval.send_back(actor=principal, plan_id=plan.pk, reason=" ", now=NOW)
    approval.send_back(actor=principal, plan_id=plan.pk, reason="缺食堂部分", now=NOW)
    plan.refresh_from_db()
    assert (plan.state, plan.return_reason) == ("returned", "缺食堂部分")
    assert Notice.objects.filter(recipient=director.staff, kind="plan.returned").exists()
    run_plan(plan, director, principal)
    assert plan.state == "running"


def test_approving_twice_at_once_is_approved_once(plan, director, principal):
    make_item(plan, "FREQ=WEEKLY")
    run_plan(plan, director, principal)
    with pytest.raises(ValidationError, match="刷新"):
        approval.approve(actor=principal, plan_id=plan.pk, now=NOW, today=TODAY)
    assert PlanVersion.objects.count() == 1


def test_nothing_is_scheduled_before_approval(plan, director):
    make_item(plan, "FREQ=WEEKLY")
    approval.submit(actor=director, plan_id=plan.pk, now=NOW)
    assert not Task.objects.exists()


def test_a_change_waits_for_approval_and_keeps_what_is_done(plan, director, principal, technician):
    item = make_item(plan, "FREQ=WEEKLY")
    run_plan(plan, director, principal)
    done = hand_in(Task.objects.order_by("first").first(), technician, now=NOW + timedelta(days=2))
    propose(plan, director, item, cadences=["FREQ=MONTHLY"])
    item.refresh_from_db()
    assert item.cadences == ["FREQ=WEEKLY"]
    changes = approval.preview(plan, today=TODAY)
    weekly = Task.objects.count()
    assert len(changes.withdrawn) == weekly - 1
    assert len(changes.added) >= 2
    run_plan(plan, director, principal)
    assert Task.objects.filter(cadence="FREQ=WEEKLY").get().pk == done.pk
    assert Task.objects.filter(cadence="FREQ=MONTHLY").count() == len(changes.added)
    first = PlanVersion.objects.get(number=1)
    assert first.items[0]["cadences"] == ["FREQ=WEEKLY"]
    assert PlanVersion.objects.get(number=2).changes["tasks_withdrawn"] == weekly - 1


def test_a_submitted_plan_cannot_be_edited(plan, director):
    item = make_item(plan, "FREQ=WEEKLY")
    approval.submit(actor=director, plan_id=plan.pk, now=NOW)
    with pytest.raises(ValidationError, match="等批准"):
        propose(plan, director, item, title="别的")
    approval.take_back(actor=director, plan_id=plan.pk)
    propose(plan, director, item, title="别的")


def test_moving_the_term_moves_what_is_to_come_and_nothing_done(
    plan, director, principal, technician
):
    make_item(plan, "AT=TERM_START;WEEK=2", title="第二周会议")
    make_item(plan, "AT=TERM_START;WEEK=14", title="第十四周会议")
    plan.past = WorkPlan.Past.RECORD
    plan.save()
    run_plan(plan, director, principal, today=date(2026, 9, 1))
    early, late = Task.objects.order_by("first")
    hand_in(early, technician, now=NOW)
    before = (early.first, late.first)
    term = Term.objects.get()
    term.first += timedelta(days=7)
    term.midterm_first = term.midterm_last = None
    term.save()
    changes = reschedule(plan, today=TODAY)
    early.refresh_from_db()
    late.refresh_from_db()
    assert early.first == before[0]
    assert late.first == before[1] + timedelta(days=7)
    assert len(changes.moved) == 1


def test_leave_without_a_substitute_leaves_tasks_to_be_reassigned(
    plan, director, principal, technician, institution
):
    make_item(plan, "FREQ=DAILY")
    run_plan(plan, director, principal)
    week = (date(2026, 11, 23), date(2026, 11, 29))
    leave = Absence.objects.create(staff=technician.staff, first=week[0], last=week[1])
    reschedule(plan, today=TODAY)
    inside = Task.objects.filter(first__range=week)
    assert inside.count() == 5
    assert set(inside.values_list("assignee", flat=True)) == {None}
    leave.substitute = director.staff
    leave.save()
    reschedule(plan, today=TODAY)
    assert set(inside.values_list("assignee", flat=True)) == {director.staff.pk}


def test_a_role_handed_on_takes_its_open_tasks_along(plan, director, principal, technician):
    make_item(plan, "FREQ=WEEKLY")
    run_plan(plan, director, principal)
    RoleHolding.objects.filter(staff=technician.staff).update(staff=principal.staff)
    reschedule(plan, today=TODAY)
    assert set(Task.objects.values_list("assignee", flat=True)) == {principal.staff.pk}


def test_the_database_refuses_a_running_plan_nobody_approved(plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkPlan.objects.filter(pk=plan.pk).update(state="running")


def test_a_new_item_in_a_running_plan_waits_for_approval(plan, director, principal):
    make_item(plan, "FREQ=WEEKLY")
    run_plan(plan, director, principal)
    before = Task.objects.count()
    drafting.add_item(
        actor=director, plan_id=plan.pk, title="检查门窗", cadences=["FREQ=MONTHLY"],
        owner_role="technician",
    )  # fmt: skip
    reschedule(plan, today=TODAY)
    assert Task.objects.count() == before
    run_plan(plan, director, principal)
    assert Task.objects.count() > before


def test_a_task_belongs_to_the_department_of_who_does_it(plan, director, principal, technician):
    from houqin.org.models import Department

    repairs, kitchen = (Department.objects.create(name=n) for n in ("维修班", "食堂"))
    technician.staff.department = repairs
    technician.staff.save()
    make_item(plan, "FREQ=WEEKLY")
    named = make_item(plan, "FREQ=WEEKLY", title="检查灶具", department=kitchen)
    run_plan(plan, director, principal)
    found = dict(Task.objects.values_list("item_id", "department_id").distinct())
    assert found.pop(named.pk) == kitchen.pk
    assert set(found.values()) == {repairs.pk}
