"""Meetings through the browser: called, signed in, minuted; decisions, absentees, the plan."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.testing import at, make_member, signed_in
from houqin.planning import meeting_numbers
from houqin.planning.models import Attendance, Decision, Evidence, Meeting, Task
from houqin.planning.testing import make_item, make_plan, run_plan
from houqin.planning.tests.test_task_pages import picture


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    """Meetings are of a day: what began twenty minutes ago must not have begun yesterday."""
    noon = timezone.make_aware(datetime.combine(clock.today(), time(12)))
    later = noon - clock.now()
    monkeypatch.setattr(clock, "now", lambda: timezone.now() + later)  # it goes on


def wall(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def form(host, attendees, **changes):
    given = {
        "sort": "regular", "title": "总务例会", "duration": 60, "place": "小会议室",
        "agenda": "1. 通报安全检查\n2. 议饮水机更换", "host": host.staff.pk, "guests": "",
        "starts_at": wall(clock.now() - timedelta(minutes=2)),
        "attendees": [one.staff.pk for one in attendees],
    }  # fmt: skip
    return given | changes


def call(institution, host, attendees, **changes):
    url = at(institution, "meetings/new/")
    answer = signed_in(host).post(url, form(host, attendees, **changes))
    assert answer.status_code == 302, answer.context["form"].errors
    return Meeting.objects.order_by("-pk").first()


def decisions(*rows):
    given = {}
    for number, (text, owner, due) in enumerate(rows):
        given[f"d{number}-text"] = text
        given[f"d{number}-owner"] = owner.staff.pk if owner else ""
        given[f"d{number}-due_on"] = due.isoformat() if due else ""
    return given


@pytest.fixture
def cook(institution):
    return make_member(institution, "canteen_manager", name="周师傅")


def weekly_task(director, principal, first, due):
    plan = make_plan()
    make_item(plan, "FREQ=WEEKLY", title="每周安全工作例会", domain="safety", owner_role="director")
    run_plan(plan, director, principal)
    row = Task.objects.filter(item__title="每周安全工作例会").order_by("first").first()
    row.first, row.last, row.due_on, row.state = first, due, due, "todo"
    row.save()
    return row


@pytest.mark.usefixtures("on_that_day")
def test_two_decisions_and_one_absentee(institution, director, technician, cook):
    meeting = call(institution, director, [technician, cook])
    told = Notice.objects.filter(kind="meeting.called")
    assert {n.recipient_id for n in told} == {technician.staff.pk, cook.staff.pk}
    signed_in(technician).post(at(institution, f"meetings/{meeting.pk}/sign-in/"))
    signed_in(director).post(at(institution, f"meetings/{meeting.pk}/sign-in/"))
    due = clock.today() + timedelta(days=3)
    given = {
        "minutes": "议定两件事。",
        **decisions(("更换二楼饮水机", technician, due), ("盘点餐具", cook, due)),
    }
    minutes = at(institution, f"meetings/{meeting.pk}/minutes/")
    page = signed_in(director).get(minutes)
    assert "周师傅" in page.text
    assert signed_in(director).post(minutes, given).status_code == 302

    tasks = Task.objects.filter(item__title__in=["更换二楼饮水机", "盘点餐具"])
    assert {(t.assignee_id, t.due_on) for t in tasks} == {
        (technician.staff.pk, due), (cook.staff.pk, due),
    }  # fmt: skip
    missed = Notice.objects.get(kind="meeting.missed")
    assert missed.recipient_id == cook.staff.pk
    assert missed.url.endswith(f"/meetings/{meeting.pk}/")
    rows = meeting_numbers.people(clock.today(), clock.today())
    counted = {row.name: (row.expected, row.came, row.absent, row.minutes) for row in rows}
    assert counted["周师傅"] == (1, 0, 1, 0)
    assert counted["维修工"] == (1, 1, 0, 60)
    page = signed_in(cook).get(at(institution, f"meetings/{meeting.pk}/"))
    assert "您没有到会" in page.text
    signed_in(cook).post(at(institution, f"meetings/{meeting.pk}/read/"))
    assert Attendance.objects.get(staff=cook.staff).confirmed_at is not None
    statistics = signed_in(director).get(at(institution, "meetings/attendance/"))
    assert "周师傅" in statistics.text


def test_sending_the_minutes_twice_makes_the_tasks_once(institution, director, technician):
    meeting = call(institution, director, [technician])
    url = at(institution, f"meetings/{meeting.pk}/minutes/")
    due = clock.today() + timedelta(days=3)
    given = {"minutes": "一件事。", **decisions(("修大门", technician, due))}
    client = signed_in(director)
    for _click in range(2):
        assert client.post(url, given).status_code == 302
    assert Decision.objects.count() == 1
    assert Task.objects.filter(item__title="修大门").count() == 1
    changed = client.post(url, {"minutes": "别的"})
    assert changed.status_code == 422
    assert "已经发布" in changed.text


def test_a_decision_needs_both_its_owner_and_its_day(institution, director, technician):
    meeting = call(institution, director, [technician])
    url = at(institution, f"meetings/{meeting.pk}/minutes/")
    answer = signed_in(director).post(
        url, {"minutes": "议了", **decisions(("修大门", technician, None))}
    )
    assert answer.status_code == 422
    assert "一起填" in answer.text
    assert not Decision.objects.exists()
    assert Meeting.objects.get().state == "called"


def test_minutes_in_the_window_fulfil_the_planned_meeting(
    institution, director, principal, technician
):
    today = clock.today()
    task = weekly_task(director, principal, today, today)
    page = signed_in(director).get(at(institution, f"meetings/new/?task={task.pk}"))
    assert page.context["form"].initial["sort"] == "safety"
    meeting = call(institution, director, [technician], sort="safety", task=task.pk)
    signed_in(director).post(at(institution, f"meetings/{meeting.pk}/sign-in/"))
    task.refresh_from_db()
    assert task.state == "todo"
    url = at(institution, f"meetings/{meeting.pk}/minutes/")
    signed_in(director).post(url, {"minutes": "查了消防通道。"})
    task.refresh_from_db()
    assert (task.state, task.is_late) == ("done", False)
    assert "到会 1 人" in Evidence.objects.get(task=task).note


def test_minutes_after_the_week_leave_the_meeting_not_held(
    institution, director, principal, technician
):
    today = clock.today()
    past = today - timedelta(days=3)
    task = weekly_task(director, principal, past, past)
    meeting = call(
        institution, director, [technician], task=task.pk, sort="safety",
        starts_at=wall(clock.now() - timedelta(days=3)),
    )  # fmt: skip
    signed_in(director).post(
        at(institution, f"meetings/{meeting.pk}/minutes/"), {"minutes": "补写。"}
    )
    task.refresh_from_db()
    assert (meeting_state(meeting), task.state) == ("held", "todo")
    found = meeting_numbers.recurring(past, today, today)
    row = next(one for one in found if one.item_id == task.item_id)
    assert past in row.missed
    assert row.held == 0
    page = signed_in(director).get(at(institution, "meetings/attendance/"))
    assert "每周安全工作例会" in page.text


def meeting_state(meeting):
    meeting.refresh_from_db()
    return meeting.state


def test_a_meeting_outside_the_window_cannot_stand_for_the_task(
    institution, director, principal, technician
):
    today = clock.today()
    task = weekly_task(director, principal, today - timedelta(days=5), today - timedelta(days=4))
    url = at(institution, f"meetings/new/?task={task.pk}")
    answer = signed_in(director).post(url, form(director, [technician], task=task.pk))
    assert answer.status_code == 422
    assert "要在这几天里开才算数" in answer.text


def test_photo_proof_is_asked_for_when_the_plan_wants_it(
    institution, director, principal, technician, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    today = clock.today()
    task = weekly_task(director, principal, today, today)
    task.item.proof = "photo"
    task.item.save()
    meeting = call(institution, director, [technician], task=task.pk)
    url = at(institution, f"meetings/{meeting.pk}/minutes/")
    refused = signed_in(director).post(url, {"minutes": "开了。"})
    assert "要拍照留据" in refused.text
    assert meeting_state(meeting) == "called"
    done = signed_in(director).post(url, {"minutes": "", "photos": [picture()]})
    assert done.status_code == 302
    task.refresh_from_db()
    assert task.state == "done"
    page = signed_in(technician).get(at(institution, f"meetings/{meeting.pk}/"))
    assert "手写纪要" in page.text
    assert "<img" in page.text


def test_signing_in_opens_half_an_hour_before_and_marks_who_is_late(
    institution, director, technician
):
    meeting = call(
        institution, director, [technician], starts_at=wall(clock.now() + timedelta(hours=2))
    )
    url = at(institution, f"meetings/{meeting.pk}/sign-in/")
    early = signed_in(technician).post(url)
    assert early.status_code == 422
    assert "起可以签到" in early.text
    Meeting.objects.update(starts_at=clock.now() - timedelta(minutes=20))
    signed_in(technician).post(url)
    assert Attendance.objects.get(staff=technician.staff).state == "late"


def test_only_the_code_lets_in_who_was_not_invited(institution, director, technician, cook):
    meeting = call(institution, director, [technician])
    url = at(institution, f"meetings/{meeting.pk}/sign-in/")
    assert "请扫会议的二维码" in signed_in(cook).post(url, {"code": "wrongcod"}).text
    assert not Attendance.objects.filter(staff=cook.staff).exists()
    page = signed_in(director).get(at(institution, f"meetings/{meeting.pk}/qr/"))
    assert "<svg" in page.text
    assert (
        signed_in(technician).get(at(institution, f"meetings/{meeting.pk}/qr/")).status_code == 403
    )
    signed_in(cook).post(url, {"code": meeting.code})
    assert Attendance.objects.get(staff=cook.staff).how == "scan"


def test_leave_carries_its_reason_to_the_host(institution, director, technician):
    meeting = call(institution, director, [technician])
    url = at(institution, f"meetings/{meeting.pk}/leave/")
    assert signed_in(technician).post(url, {"excuse": ""}).status_code == 422
    signed_in(technician).post(url, {"excuse": "水管爆了在抢修"})
    assert "水管爆了" in Notice.objects.get(kind="meeting.leave").body
    page = signed_in(director).get(at(institution, f"meetings/{meeting.pk}/"))
    assert "水管爆了在抢修" in page.text


def test_the_host_calls_the_roll_and_nobody_else(institution, director, technician, cook):
    meeting = call(institution, director, [technician, cook])
    row = Attendance.objects.get(staff=cook.staff)
    url = at(institution, f"meetings/{meeting.pk}/roll-call/")
    assert signed_in(technician).post(url, {f"state-{row.pk}": "present"}).status_code == 403
    signed_in(director).post(url, {f"state-{row.pk}": "present"})
    row.refresh_from_db()
    assert (row.state, row.how) == ("present", "host")


def test_a_grade_head_hands_out_the_decisions_of_the_own_meeting(institution, technician):
    head = make_member(institution, "grade_head")
    meeting = call(institution, head, [technician], sort="exchange")
    due = clock.today() + timedelta(days=2)
    given = {"minutes": "班主任碰头。", **decisions(("修三楼门锁", technician, due))}
    url = at(institution, f"meetings/{meeting.pk}/minutes/")
    assert signed_in(head).post(url, given).status_code == 302
    assert Task.objects.get(item__title="修三楼门锁").assignee_id == technician.staff.pk


def test_a_cancelled_meeting_frees_its_task(institution, director, principal, technician):
    today = clock.today()
    task = weekly_task(director, principal, today, today)
    meeting = call(institution, director, [technician], task=task.pk)
    again = signed_in(director).post(
        at(institution, "meetings/new/"), form(director, [technician], task=task.pk)
    )
    assert again.status_code == 422
    url = at(institution, f"meetings/{meeting.pk}/cancel/")
    assert signed_in(director).post(url, {"reason": ""}).status_code == 422
    signed_in(director).post(url, {"reason": "台风停课"})
    assert "台风停课" in Notice.objects.filter(title__startswith="会议取消").get().body
    call(institution, director, [technician], task=task.pk)


def test_published_minutes_are_only_added_to(institution, director, technician):
    meeting = call(institution, director, [technician])
    client = signed_in(director)
    client.post(at(institution, f"meetings/{meeting.pk}/minutes/"), {"minutes": "原文。"})
    edit = client.post(
        at(institution, f"meetings/{meeting.pk}/edit/"), form(director, [technician])
    )
    assert edit.status_code == 422
    client.post(at(institution, f"meetings/{meeting.pk}/notes/"), {"text": "第二条应为三楼。"})
    page = client.get(at(institution, f"meetings/{meeting.pk}/")).text
    assert "原文。" in page
    assert "第二条应为三楼。" in page


def test_the_next_agenda_starts_with_what_is_still_open(institution, director, technician):
    meeting = call(institution, director, [technician])
    due = clock.today() + timedelta(days=3)
    url = at(institution, f"meetings/{meeting.pk}/minutes/")
    signed_in(director).post(url, {"minutes": "议", **decisions(("换灯管", technician, due))})
    page = signed_in(director).get(at(institution, f"meetings/new/?like={meeting.pk}"))
    start = page.context["form"].initial
    assert "落实上次决定：换灯管" in start["agenda"]
    assert set(start["attendees"]) == {director.staff.pk, technician.staff.pk}


def test_strangers_and_the_uninvited_do_not_see_a_meeting(
    institution, director, technician, cook, stranger
):
    meeting = call(institution, director, [technician])
    url = at(institution, f"meetings/{meeting.pk}/")
    assert signed_in(cook).get(url).status_code == 404
    assert signed_in(stranger).get(url).status_code == 404
    assert "总务例会" not in signed_in(cook).get(at(institution, "meetings/")).text
    assert "总务例会" in signed_in(technician).get(at(institution, "search/?q=zwlh")).text
    assert "总务例会" not in signed_in(cook).get(at(institution, "search/?q=zwlh")).text


def test_who_may_not_call_meetings_is_told_why(institution, technician):
    answer = signed_in(technician).get(at(institution, "meetings/new/"))
    assert answer.status_code == 403
    assert "召集会议" in answer.text


def test_the_database_refuses_a_held_meeting_without_minutes(institution, director, technician):
    call(institution, director, [technician])
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(state="held", minutes="")


def test_the_list_exports_and_its_queries_do_not_grow(institution, director, technician):
    client = signed_in(director)

    def count():
        from django.db import connection

        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(at(institution, "meetings/")).status_code == 200
            assert client.get(at(institution, "meetings/attendance/")).status_code == 200
        return len(caught)

    call(institution, director, [technician])
    count()
    before = count()
    for number in range(6):
        helper = make_member(institution, "cleaner")
        call(institution, director, [technician, helper], title=f"例会{number}")
    assert count() <= before
    book = client.get(at(institution, "meetings/?export=xlsx"))
    assert book["Content-Type"].startswith("application/vnd.openxml")
    assert b"".join(book.streaming_content if book.streaming else [book.content])[:2] == b"PK"
