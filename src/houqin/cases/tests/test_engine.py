"""The way of a case: opened, given to somebody, done, verified by another, opened again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from houqin.cases.models import Case, CaseAlarm, CaseStep, DueAlarm
from houqin.cases.public import (
    answer_extension,
    ask_extension,
    assign,
    comment,
    conclude,
    merge,
    mine,
    open_case,
    steps_for,
    take,
    visible,
)
from houqin.cases.services.sweeping import sweep
from houqin.cases.worktime import HERE
from houqin.files.testing import make_photo
from houqin.notify.models import Notice
from houqin.org.services.people import leave
from houqin.org.testing import make_member, make_place

# A Wednesday of an ordinary week.
NOW = datetime(2026, 11, 11, 9, 0, tzinfo=HERE)
FIXED = {"measure": "换了灯管"}


def opened(actor, **more) -> Case:
    return open_case(
        actor=actor, flow="matter", title=more.pop("title", "三楼走廊灯不亮"), now=NOW, **more
    )


def act(actor, case, transition, now=NOW, **more) -> Case:
    return take(actor=actor, case_id=case.pk, transition=transition, now=now, **more)


@pytest.fixture
def teacher(institution):
    return make_member(institution, name="李老师")


def test_a_case_goes_its_way_and_whoever_did_the_work_may_not_confirm_it(
    teacher, director, technician
):
    """Reported, given, done with a photo, confirmed by another; each is told when it is theirs."""
    place = make_place("教学楼")
    case = opened(teacher, place=place, photos=[make_photo(teacher)])
    assert (case.number, case.state, case.waits_for) == ("SX-2026-0001", "new", "manager")
    assert case.due_at == datetime(2026, 11, 18, 17, 30, tzinfo=HERE), "five working days"
    assert Case.objects.filter(mine(director)).exists()
    assert not visible(technician).exists(), "nobody has asked the technician yet"
    act(director, case, "assign", given={"owner": technician.staff.pk})
    assert Notice.objects.filter(recipient=technician.staff, kind="case.waiting").count() == 1
    with pytest.raises(ValidationError) as refused:
        act(technician, case, "finish")
    assert set(refused.value.message_dict) == {"given.measure"}
    after = make_photo(technician, seed=2)
    done = act(technician, case, "finish", given=FIXED, photos={"after": [after]})
    assert (done.state, done.done_at, done.is_late, done.waits_for) == (
        "done",
        NOW,
        False,
        "manager",
    )
    # The director has got the reporter's post only as a manager; the technician none at all.
    make_member(technician.institution)
    answers = {one.transition.code: bool(one.answer) for one in steps_for(technician, done)}
    assert answers == {}
    with pytest.raises(PermissionDenied, match="提出人、复查人、管理人员"):
        act(technician, case, "confirm")
    closed = act(teacher, case, "confirm")
    assert (closed.state, closed.is_open, closed.closed_at) == ("closed", False, NOW)
    names = list(CaseStep.objects.filter(case=case).values_list("name", flat=True))
    assert names == ["提出", "派人", "办好了", "确认办好"]
    again = act(teacher, case, "reopen", given={"why": "又不亮了"}, now=NOW + timedelta(days=3))
    assert (again.state, again.reopened, again.closed_at, again.is_late) == ("new", 1, None, False)
    with pytest.raises(ValidationError, match="不能再“确认办好”"):
        act(teacher, case, "confirm")


def test_who_manages_and_did_the_work_is_kept_from_confirming_it(director, principal):
    case = opened(principal, owner=director.staff)
    photo = make_photo(director)
    act(director, case, "fixed_now", given=FIXED, photos={"after": [photo]})
    (denied,) = [one for one in steps_for(director, Case.objects.get()) if not one.may][:1]
    assert denied.transition.code == "confirm"
    assert "请另一位同事" in denied.why_not
    with pytest.raises(PermissionDenied, match="请另一位同事"):
        act(director, case, "confirm")
    assert act(principal, case, "confirm").state == "closed"


def test_what_is_tapped_twice_counts_once(teacher, director):
    token, step = uuid4(), uuid4()
    case = opened(teacher, token=token)
    assert opened(teacher, token=token).pk == case.pk
    for _twice in range(2):
        act(director, case, "assign", given={"owner": director.staff}, token=step)
    assert Case.objects.count() == 1
    assert CaseStep.objects.count() == 2
    assert opened(teacher).number == "SX-2026-0002"


def test_merged_extended_concluded_and_spoken_about(teacher, director, principal, technician):
    first, second = opened(teacher), opened(teacher, title="走廊的灯又坏了")
    merge(actor=director, case_id=second.pk, into_id=first.pk, reason="同一盏灯", now=NOW)
    second.refresh_from_db()
    assert (second.is_open, second.merged_into_id) == (False, first.pk)
    assert assign(actor=director, case_ids=[first.pk], owner_id=technician.staff.pk, now=NOW) == 1
    with pytest.raises(ValidationError, match="已经办结"):
        assign(actor=director, case_ids=[second.pk], owner_id=technician.staff.pk, now=NOW)
    apart = act(teacher, second, "reopen", given={"why": "是另一盏灯"})
    assert (apart.is_open, apart.merged_into) == (True, None), "joined by mistake, told apart again"
    until = date(2026, 11, 30)
    ask = {"case_id": first.pk, "until": until, "reason": "等配件", "now": NOW}
    with pytest.raises(PermissionDenied, match="由责任人申请"):
        ask_extension(actor=teacher, **ask)
    ask_extension(actor=technician, **ask)
    answer_extension(actor=principal, case_id=first.pk, agree=True, now=NOW)
    first.refresh_from_db()
    assert first.due_at.astimezone(HERE).date() == until
    conclude(actor=principal, case_id=first.pk, conclusion="巡查不到位", is_veto=True, now=NOW)
    comment(actor=technician, case_id=first.pk, text=f"@{teacher.name}请看一下", now=NOW)
    assert Notice.objects.filter(recipient=teacher.staff, kind="case.comment").count() == 1


def test_alarms_come_once_each_in_working_time(teacher, director, technician):
    """Reminded a working day before, told when it is late, the superior two working days after."""
    case = opened(teacher, owner=technician.staff)
    due = case.due_at

    def told() -> list[str]:
        return list(CaseAlarm.objects.order_by("pk").values_list("code", flat=True))

    sweep(NOW)
    assert told() == []
    sweep(due - timedelta(hours=8))
    sweep(due - timedelta(hours=7))
    assert told() == ["soon"]
    sweep(due + timedelta(minutes=5))
    sweep(due + timedelta(hours=15))
    assert told() == ["soon", "late"]
    case.refresh_from_db()
    assert case.due_alarm.at.astimezone(HERE) == datetime(2026, 11, 20, 17, 30, tzinfo=HERE)
    sweep(datetime(2026, 11, 20, 17, 31, tzinfo=HERE))
    sweep(datetime(2026, 11, 29, 17, 31, tzinfo=HERE))
    assert told() == ["soon", "late", "late2"]
    # the owner when it comes near and when it is late; the director when late, and as superior
    assert Notice.objects.filter(recipient=technician.staff, key__startswith="alarm").count() == 2
    assert Notice.objects.filter(recipient=director.staff, key__startswith="alarm").count() == 2


def test_a_sweep_killed_in_the_middle_tells_nothing_twice_and_leaves_nothing_out(
    teacher, director, technician, monkeypatch
):
    """A batch's alarms, notices and place in the sweep stand or fall together."""
    from houqin.cases.services import sweeping

    cases = [opened(teacher, title=f"灯{n}", owner=technician.staff) for n in range(7)]
    late = cases[0].due_at + timedelta(minutes=1)
    monkeypatch.setattr(sweeping, "BATCH", 2)
    calls, real = [], sweeping.send

    def dies(**given):
        calls.append(given)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return real(**given)

    monkeypatch.setattr(sweeping, "send", dies)
    before = Notice.objects.filter(key__startswith="alarm").count()
    with pytest.raises(KeyboardInterrupt):
        sweep(late)
    assert 0 < CaseAlarm.objects.count() < 7, "some batches stand, the interrupted one does not"
    sweep(late)
    sweep(late)
    assert CaseAlarm.objects.filter(code="late").count() == 7
    told = Notice.objects.filter(key__startswith="alarm", recipient=technician.staff)
    assert before == 0
    assert told.count() == 4, "two a batch, the last one alone"
    assert DueAlarm.objects.exists()


def test_what_a_leaver_answered_for_goes_back_to_who_manages_it_who_is_told(
    teacher, director, technician, administrator
):
    kept, done = (opened(teacher, owner=technician.staff, title=name) for name in ("灯", "门"))
    act(director, kept, "assign", given={"owner": technician.staff.pk})
    act(director, done, "assign", given={"owner": teacher.staff.pk})
    leave(actor=administrator, row=technician.staff, left_on=NOW.date(), today=NOW.date())
    kept.refresh_from_db()
    assert (kept.owner, kept.waits_for, kept.state) == (None, "manager", "doing")
    assert Case.objects.filter(mine(director), pk=kept.pk).exists()
    told = Notice.objects.filter(recipient=director.staff)
    assert told.filter(title__contains="办理中：灯").exists()
    assert technician.name in kept.steps.last().name
    done.refresh_from_db()
    assert done.owner_id == teacher.staff.pk, "another's is left alone"


def test_a_deadline_in_the_wrong_century_is_refused(teacher, director, technician):
    case = opened(teacher)
    given = {"owner": technician.staff.pk, "due": date(2062, 11, 20)}
    with pytest.raises(ValidationError, match="年份"):
        act(director, case, "assign", given=given)


def test_who_only_looks_on_is_given_nothing(institution, teacher, director):
    case, inspector = opened(teacher), make_member(institution, "inspector")
    with pytest.raises(ValidationError, match="在岗"):
        assign(actor=director, case_ids=[case.pk], owner_id=inspector.staff.pk, now=NOW)
    with pytest.raises(ValidationError):
        act(director, case, "assign", given={"owner": inspector.staff})


def test_what_comes_back_at_a_place_is_linked_by_what_is_said_of_it(teacher, director):
    place = make_place("三楼走廊")
    first = opened(teacher, place=place, title="三楼走廊灯不亮")
    act(director, first, "drop", given={"why": "换过了"})
    other = opened(teacher, place=place, title="三楼走廊窗户坏了")
    again = opened(teacher, place=place, title="走廊灯又不亮了")
    elsewhere = opened(teacher, place=make_place("二楼走廊"), title="走廊灯不亮")
    found = [one.recurrence_of for one in (other, again, elsewhere)]
    assert found == [None, first, None]
