"""Support requests: asked, accepted or refused, done, confirmed, rated, sent back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import SupportRequest, Task
from houqin.planning.request_listing import satisfaction
from houqin.planning.testing import hand_in


@pytest.fixture
def office(institution):
    """The moral-education office."""
    return make_member(institution, "homeroom", name="德育处钱老师")


def ask(institution, member, **changes):
    given = {
        "kind": "equipment", "title": "演练用扩音喇叭两只", "place": "操场",
        "needed_on": (clock.today() + timedelta(days=4)).isoformat(), "details": "上午九点前",
    }  # fmt: skip
    answer = signed_in(member).post(at(institution, "requests/new/"), given | changes)
    return answer, SupportRequest.objects.order_by("-pk").first()


def path(institution, row, step=""):
    return at(institution, f"requests/{row.pk}/{step}")


def accept(institution, director, row, worker, **changes):
    given = {"assignee": worker.staff.pk, "due_on": row.needed_on.isoformat()}
    return signed_in(director).post(path(institution, row, "accept/"), given | changes)


def done(institution, director, office, worker):
    """A request whose task has just been finished."""
    _answer, row = ask(institution, office)
    accept(institution, director, row, worker)
    row.refresh_from_db()
    hand_in(row.task, worker, now=clock.now(), note="喇叭已送到")
    row.refresh_from_db()
    return row


def test_the_loudspeakers_become_the_repairers_task_and_come_back_for_confirmation(
    institution, director, technician, office
):
    answer, row = ask(institution, office)
    assert answer.status_code == 302
    assert row.number == f"〔{clock.today().year}〕1号"
    assert Notice.objects.get(kind="request.filed").recipient_id == director.staff.pk
    assert "演练用扩音喇叭两只" in signed_in(director).get(at(institution, "requests/")).text
    assert accept(institution, director, row, technician).status_code == 302
    task = Task.objects.get(item__title="演练用扩音喇叭两只")
    assert (task.assignee_id, task.due_on) == (technician.staff.pk, row.needed_on)
    assert "维修工" in Notice.objects.get(title__startswith="已受理").body
    hand_in(task, technician, now=clock.now(), note="喇叭已送到")
    asked = Notice.objects.get(title__startswith="请确认")
    assert asked.recipient_id == office.staff.pk
    assert "确认" in signed_in(office).get(at(institution, "requests/")).text
    signed_in(office).post(path(institution, row, "confirm/"), {"rating": 4, "comment": "及时"})
    row.refresh_from_db()
    assert (row.state, row.rating) == ("closed", 4)
    assert satisfaction().average == 4.0
    page = signed_in(director).get(at(institution, "requests/"))
    assert "平均评分" in page.text


def test_refusing_needs_a_reason_that_the_requester_reads(institution, director, office):
    _answer, row = ask(institution, office)
    url = path(institution, row, "refuse/")
    assert signed_in(director).post(url, {"reason": " "}).status_code == 422
    signed_in(director).post(url, {"reason": "两只都在修"})
    assert "两只都在修" in Notice.objects.get(kind="request.answered").body
    assert "两只都在修" in signed_in(office).get(path(institution, row)).text
    assert not Task.objects.exists()


def test_a_bad_job_goes_back_to_the_same_person_with_the_reason(
    institution, director, technician, office
):
    row = done(institution, director, office, technician)
    url = path(institution, row, "reopen/")
    signed_in(office).post(url, {"reason": "有一只不响"})
    row.refresh_from_db()
    assert (row.state, row.reopened) == ("accepted", 1)
    assert row.task.item.title.startswith("返工")
    assert "有一只不响" in row.task.item.text
    assert row.task.assignee_id == technician.staff.pk
    hand_in(row.task, technician, now=clock.now(), note="换了电池")
    row.refresh_from_db()
    assert row.state == "done"


def test_taking_the_proof_back_takes_the_question_back(institution, director, technician, office):
    row = done(institution, director, office, technician)
    evidence = row.task.evidence.get()
    signed_in(technician).post(at(institution, f"evidence/{evidence.pk}/undo/"))
    row.refresh_from_db()
    assert row.state == "accepted"
    refused = signed_in(office).post(path(institution, row, "confirm/"), {"rating": 5})
    assert refused.status_code == 422


def test_a_task_declared_not_applicable_is_a_refusal(institution, director, technician, office):
    _answer, row = ask(institution, office)
    accept(institution, director, row, technician)
    row.refresh_from_db()
    signed_in(technician).post(
        at(institution, f"tasks/{row.task_id}/defer/"), {"how": "waive", "reason": "演练取消了"}
    )
    row.refresh_from_db()
    assert row.state == "refused"
    assert "演练取消了" in row.reason


def test_nobody_else_confirms_or_accepts(institution, director, technician, office, stranger):
    row = done(institution, director, office, technician)
    other = make_member(institution, "homeroom")
    url = path(institution, row, "confirm/")
    assert signed_in(director).post(url, {"rating": 5}).status_code == 404
    assert signed_in(other).get(path(institution, row)).status_code == 404
    assert signed_in(stranger).get(path(institution, row)).status_code == 404
    _answer, second = ask(institution, office, title="搬桌子")
    assert accept(institution, office, second, technician).status_code == 403
    assert "搬桌子" not in signed_in(other).get(at(institution, "requests/")).text


def test_the_day_must_be_possible(institution, director, technician, office):
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    answer, row = ask(institution, office, needed_on=yesterday)
    assert answer.status_code == 422
    assert row is None
    assert "已经过去" in answer.text
    _answer, row = ask(institution, office)
    late = (row.needed_on + timedelta(days=1)).isoformat()
    answer = accept(institution, director, row, technician, due_on=late)
    assert answer.status_code == 422
    assert "就要用" in answer.text


def test_numbers_run_on_and_an_own_request_can_be_withdrawn(institution, office, director):
    _answer, first = ask(institution, office)
    _answer, second = ask(institution, office, title="借投影")
    assert (first.serial, second.serial) == (1, 2)
    signed_in(office).post(path(institution, first, "withdraw/"))
    first.refresh_from_db()
    assert first.state == "withdrawn"
    assert accept(institution, director, first, director).status_code == 422


def test_problems_raised_at_a_meeting_are_requests_of_that_meeting(institution, director, office):
    from houqin.planning.tests.test_meetings import call

    meeting = call(institution, director, [office])
    given = {
        "kind": "repair", "title": "302 班门锁坏", "place": "302", "details": "",
        "needed_on": clock.today().isoformat(),
    }  # fmt: skip
    url = at(institution, f"requests/new/?meeting={meeting.pk}")
    signed_in(office).post(url, given)
    assert SupportRequest.objects.get().meeting_id == meeting.pk
    assert (
        "302 班门锁坏" in signed_in(director).get(at(institution, f"meetings/{meeting.pk}/")).text
    )


def test_the_database_refuses_a_sixth_star_and_a_silent_refusal(institution, office):
    ask(institution, office)
    for wrong in ({"rating": 6}, {"state": "refused"}, {"state": "closed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportRequest.objects.update(**wrong)


def test_search_export_and_queries(institution, director, technician, office):
    client = signed_in(director)
    done(institution, director, office, technician)

    def count():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at(institution, "requests/")).status_code == 200
        return len(caught)

    ask(institution, office)
    count()
    before = count()
    for number in range(6):
        ask(institution, office, title=f"申请{number}")
    assert count() <= before
    assert "演练用扩音喇叭" in client.get(at(institution, "search/?q=kylb")).text
    book = client.get(at(institution, "requests/?export=xlsx"))
    assert "spreadsheetml" in book["Content-Type"]
