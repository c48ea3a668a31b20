"""Doing a task: proof, twice-tapped, offline, late for ever, deferred, checked, chased."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.utils import ProgrammingError

from houqin.cases.models import Case
from houqin.journal.models import JournalEntry
from houqin.notify.models import Notice
from houqin.org.calendar import school_calendar
from houqin.org.testing import at, make_member, signed_in
from houqin.planning import calendar_changes, rules
from houqin.planning.models import Deferral, Evidence, Task
from houqin.planning.numbers import Tally, tally, tally_by
from houqin.planning.services import chasing, deferring, doing, handling
from houqin.planning.services.assigning import hand_over
from houqin.planning.services.builtin import add_task
from houqin.planning.testing import NOW, TODAY, hand_in, make_item, make_plan, run_plan

MONDAY = date(2026, 11, 23)
AT_WORK = NOW + timedelta(days=1)


@pytest.fixture
def plan(institution, director, principal, technician):
    return make_plan()


@pytest.fixture
def task(plan, director, principal):
    make_item(plan, "FREQ=WEEKLY")
    run_plan(plan, director, principal)
    return Task.objects.order_by("first").first()


def test_a_bare_tick_is_refused(task, technician):
    with pytest.raises(ValidationError, match="只打勾不算完成"):
        hand_in(task, technician, now=AT_WORK, note=" ")
    done = hand_in(task, technician, now=AT_WORK)
    assert (done.state, done.is_late) == ("done", False)


@pytest.mark.parametrize(
    ("proof", "given", "says"),
    [("photo", {"note": "好"}, "拍"), ("reading", {"note": "好"}, "读数")],
)
def test_each_kind_of_proof_is_asked_for(task, technician, proof, given, says):
    task.item.proof = proof
    task.item.save()
    with pytest.raises(ValidationError, match=says):
        hand_in(task, technician, now=AT_WORK, **given)


def test_a_reading_is_kept_with_its_unit(task, technician):
    task.item.proof, task.item.unit = "reading", "吨"
    task.item.save()
    hand_in(task, technician, now=AT_WORK, note="", reading=Decimal("1280.5"))
    kept = Evidence.objects.get()
    assert (kept.reading, kept.unit) == (Decimal("1280.5"), "吨")


def test_a_reading_out_of_its_limits_wants_a_measure_and_is_flagged(task, technician, director):
    item, client = task.item, signed_in(director)
    item.proof, item.unit = "reading", "℃"
    item.save()
    url = at(director.institution, f"plans/{item.plan_id}/items/{item.pk}/")
    bad = client.post(url, {"dialog": "1", "reading_low": "8", "reading_high": "2"})
    assert bad.status_code == 422
    assert "不能小于最低值" in bad.content.decode()
    client.post(url, {"reading_low": "-18.5", "reading_high": "8"})
    item.refresh_from_db()
    assert (item.draft["reading_low"], item.draft["reading_high"]) == ("-18.5", "8")
    item.reading_low, item.reading_high = "-18.5", "8"
    item.save()
    task.refresh_from_db()
    with pytest.raises(ValidationError, match="高于最高值 8℃"):
        hand_in(task, technician, now=AT_WORK, reading=Decimal("8.1"))
    hand_in(task, technician, now=AT_WORK, reading=Decimal("8.1"), measure="已转移食品并报修")
    kept = Evidence.objects.get()
    assert (kept.is_abnormal, kept.measure) == (True, "已转移食品并报修")
    (case,) = Case.objects.filter(pointer_type="planning.task", pointer_id=task.pk)
    assert case.title == f"{item.title}：读数 8.1℃，高于最高值 8℃", "not put right: a case"
    page = client.get(at(director.institution, f"tasks/{task.pk}/")).content.decode()
    assert "异常" in page
    assert "已转移食品并报修" in page
    said = JournalEntry.objects.get(action="planning.reading_abnormal").sentence
    assert said == f"“{task}”读数 8.1℃，高于最高值 8℃；处理措施：已转移食品并报修"
    second = Task.objects.filter(item=item).exclude(pk=task.pk).order_by("first")[0]
    url = at(director.institution, f"tasks/{second.pk}/")
    late = timedelta(days=(second.first - NOW.date()).days + 1)
    given = {"reading": Decimal(9), "measure": "调低后复测 4℃", "is_fixed": True}
    hand_in(second, technician, now=NOW + late, **given)
    assert Case.objects.count() == 1, "put right on the spot: none"
    form = client.get(url).content.decode()
    assert "调低后复测" in form


@pytest.mark.parametrize(
    ("reading", "low", "high", "wrong"),
    [("2", "2", "8", ""), ("8", "2", "8", ""), ("1.9", "2", "", "低于最低值 2"), ("9", "", "", "")],
)
def test_a_limit_itself_is_within(reading, low, high, wrong):
    assert rules.out_of_limits(Decimal(reading), low, high, "") == wrong


def test_a_form_sent_twice_is_one_entry(task, technician):
    token = uuid4()
    for _tap in range(3):
        hand_in(task, technician, now=AT_WORK, token=token)
    assert Evidence.objects.count() == 1
    assert JournalEntry.objects.filter(action="planning.task_done").count() == 1


def test_a_second_person_learns_who_was_first(task, technician, director):
    hand_in(task, technician, now=AT_WORK)
    with pytest.raises(ValidationError, match="维修工"):
        hand_in(task, director, now=AT_WORK)


def test_work_of_many_times_ends_with_the_last(plan, director, principal, technician):
    make_item(plan, "FREQ=DAILY;TIMES=2")
    run_plan(plan, director, principal)
    task = Task.objects.order_by("first").first()
    assert task.times == 2
    assert hand_in(task, technician, now=AT_WORK).state == "doing"
    assert hand_in(task, technician, now=AT_WORK).state == "done"


def test_work_done_without_a_network_counts_at_its_own_time(task, technician):
    after = task.due_on + timedelta(days=2)
    now = AT_WORK + (after - AT_WORK.date())
    done_at = now - timedelta(hours=50)
    assert done_at.date() <= task.due_on
    assert not hand_in(task, technician, now=now, done_at=done_at).is_late
    kept = Evidence.objects.get()
    assert kept.made_at == done_at
    assert kept.entered_at > done_at


def test_late_stays_late(task, technician, institution):
    day = task.due_on + timedelta(days=3)
    now = AT_WORK + (day - AT_WORK.date())
    chasing.chase(institution_id=institution.pk, today=day, now=now)
    task.refresh_from_db()
    assert task.is_late
    done = hand_in(task, technician, now=now)
    assert (done.state, done.is_late) == ("done", True)


def test_overdue_reminds_the_owner_then_tells_the_superior_once(
    task, technician, director, institution
):
    def run(days):
        day = task.due_on + timedelta(days=days)
        now = AT_WORK + (day - AT_WORK.date())
        return chasing.chase(institution_id=institution.pk, today=day, now=now)

    assert run(0) == (0, 0, 0)
    assert run(1) == (1, 1, 0)
    assert run(1) == (0, 0, 0)
    assert run(2)[2] == 1
    assert run(3)[2] == 0
    told = Notice.objects.filter(kind="task.escalated")
    assert [n.recipient_id for n in told] == [director.staff.pk]


def test_an_entry_can_be_taken_back_at_once_and_stays_readable(task, technician, director):
    now = AT_WORK
    hand_in(task, technician, now=now)
    kept = Evidence.objects.get()
    with pytest.raises(PermissionDenied):
        doing.take_back(actor=director, evidence_id=kept.pk, now=kept.entered_at)
    row = doing.take_back(actor=technician, evidence_id=kept.pk, now=kept.entered_at)
    assert (row.state, row.done_at) == ("todo", None)
    assert Evidence.objects.filter(revokes=kept).exists()
    doing.take_back(actor=technician, evidence_id=kept.pk, now=kept.entered_at)
    assert Evidence.objects.count() == 2


def test_an_old_entry_cannot_be_taken_back(task, technician):
    hand_in(task, technician, now=AT_WORK)
    kept = Evidence.objects.get()
    with pytest.raises(ValidationError, match="10 分钟"):
        doing.take_back(
            actor=technician, evidence_id=kept.pk, now=kept.entered_at + timedelta(minutes=11)
        )


def test_the_database_refuses_to_alter_evidence(task, technician):
    hand_in(task, technician, now=AT_WORK)
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("UPDATE planning_evidence SET note = 'x'")


def test_postponing_tells_the_superior_who_may_refuse(task, technician, director):
    later = task.due_on + timedelta(days=5)
    put_off = deferring.defer(
        actor=technician, task_id=task.pk, reason="等配件", new_due=later, now=AT_WORK, today=MONDAY
    )
    task.refresh_from_db()
    assert task.due_on == later
    assert Notice.objects.get(kind="task.deferred").recipient_id == director.staff.pk
    deferring.decide(actor=director, deferral_id=put_off.pk, agree=False, now=AT_WORK)
    task.refresh_from_db()
    assert task.due_on == put_off.old_due
    assert Notice.objects.get(kind="task.returned").recipient_id == technician.staff.pk


def test_what_no_plan_foresaw_is_put_off_to_the_end_of_the_term_at_most(plan, technician, director):
    made = add_task(
        actor=director, title="补井盖", assignee=technician.staff, due_on=MONDAY, now=AT_WORK,
        today=MONDAY,
    )  # fmt: skip
    known = {"actor": technician, "task_id": made.pk, "reason": "等料", "now": AT_WORK}
    latest, what = deferring.latest_day(made, MONDAY)
    assert what.endswith("结束那天")
    with pytest.raises(ValidationError, match="最晚只能延到第一学期结束那天"):
        deferring.defer(new_due=latest + timedelta(days=1), today=MONDAY, **known)
    page = signed_in(technician).get(at(technician.institution, f"tasks/{made.pk}/defer/"))
    assert f'max="{latest.isoformat()}"' in page.content.decode()
    deferring.defer(new_due=latest, today=MONDAY, **known)
    assert Notice.objects.get(kind="task.deferred").recipient_id == director.staff.pk


def test_putting_off_what_is_overdue_does_not_wash_it_clean(task, technician):
    day = task.due_on + timedelta(days=1)
    deferring.defer(
        actor=technician, task_id=task.pk, reason="忘了", new_due=day + timedelta(days=3),
        now=AT_WORK, today=day,
    )  # fmt: skip
    task.refresh_from_db()
    assert task.is_late


def test_not_applicable_needs_a_reason_and_counts_nowhere(task, technician):
    with pytest.raises(ValidationError, match="原因"):
        deferring.defer(
            actor=technician, task_id=task.pk, reason="", new_due=None, now=AT_WORK, today=MONDAY
        )
    deferring.defer(
        actor=technician, task_id=task.pk, reason="停课", new_due=None, now=AT_WORK, today=MONDAY
    )
    counted = tally(Task.objects.filter(pk=task.pk), MONDAY)
    assert counted == Tally(planned=1, waived=1)
    assert Deferral.objects.get().sort == "waived"


def test_who_did_it_does_not_check_it(task, director, technician):
    task.item.needs_check = True
    task.item.save()
    assert hand_in(task, director, now=AT_WORK).state == "review"
    with pytest.raises(PermissionDenied, match="自己"):
        doing.check(actor=director, task_id=task.pk, agree=True, now=AT_WORK)


def test_a_check_can_send_the_work_back(task, director, technician):
    task.item.needs_check = True
    task.item.save()
    hand_in(task, technician, now=AT_WORK)
    with pytest.raises(ValidationError, match="哪里不行"):
        doing.check(actor=director, task_id=task.pk, agree=False, now=AT_WORK)
    doing.check(actor=director, task_id=task.pk, agree=False, reason="灯还不亮", now=AT_WORK)
    assert hand_in(task, technician, now=AT_WORK).state == "review"
    assert doing.check(actor=director, task_id=task.pk, agree=True, now=AT_WORK).state == "done"


def test_a_colleague_without_the_role_may_not_do_it(task, institution):
    driver = make_member(institution, "driver")
    with pytest.raises(PermissionDenied, match="维修工"):
        hand_in(task, driver, now=AT_WORK)


def test_handing_over_lasts_through_the_nightly_job(task, director, institution):
    other = make_member(institution, "driver")
    hand_over(actor=director, task_ids=[task.pk], to=other.staff.pk, today=TODAY)
    chasing.chase_institution(institution.pk)
    task.refresh_from_db()
    assert task.assignee_id == other.staff.pk


def test_something_unforeseen_becomes_a_task_with_a_notice(plan, director, technician):
    made = add_task(
        actor=director, title="借两只音箱", assignee=technician.staff, due_on=MONDAY, now=NOW,
        today=TODAY,
    )  # fmt: skip
    assert Notice.objects.get(kind="task.assigned").recipient_id == technician.staff.pk
    calendar = school_calendar(director.institution.pk, TODAY, MONDAY)
    assert calendar_changes.preview(calendar, calendar, TODAY) == []
    calendar_changes.follow(director, TODAY)
    made.refresh_from_db()
    assert hand_in(made, technician).state == "done"


def test_an_activity_of_a_month_gets_its_day(plan, director, principal):
    make_item(plan, "MONTH=12", title="消防演练")
    run_plan(plan, director, principal)
    task = Task.objects.get()
    with pytest.raises(ValidationError, match="之间"):
        handling.set_day(actor=director, task_id=task.pk, day=date(2027, 1, 5))
    handling.set_day(actor=director, task_id=task.pk, day=date(2026, 12, 9))
    calendar_changes.follow(director, TODAY)
    task.refresh_from_db()
    assert (task.first, task.due_on) == (date(2026, 12, 9), date(2026, 12, 9))


def test_the_parts_of_a_tally_add_up(plan, director, principal, technician):
    make_item(plan, "FREQ=DAILY")
    make_item(plan, "FREQ=WEEKLY", domain="safety")
    run_plan(plan, director, principal)
    hand_in(Task.objects.order_by("first", "pk").first(), technician, now=AT_WORK)
    day = MONDAY + timedelta(days=9)
    whole = tally(Task.objects.all(), day)
    parts = tally_by(Task.objects.all(), day, "domain")
    assert sum(parts.values(), Tally()) == whole
    assert (
        whole.planned == whole.done + whole.review + whole.overdue + whole.waived + whole.upcoming
    )
    assert whole.due == whole.finished + whole.overdue
