"""The pages of doing, chasing and looking ahead, through HTTP, as those who may and may not."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from PIL import Image

from houqin.core import clock
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import Deferral, Evidence, Task
from houqin.planning.testing import make_item, make_plan, run_plan
from houqin.planning.views import supervision

pytestmark = pytest.mark.usefixtures("on_that_day")


@pytest.fixture
def task(institution, director, principal, technician):
    """One week's task that can be done now, whatever day the test runs on."""
    plan = make_plan()
    make_item(plan, "FREQ=WEEKLY", title="检查各班照明")
    make_item(plan, "MONTH=12", title="消防演练", domain="safety")
    make_item(plan, "FREQ=WEEKLY", title="检查门窗")
    run_plan(plan, director, principal)
    row = Task.objects.filter(item__title="检查各班照明").order_by("first").first()
    today = clock.today()
    row.first, row.last, row.due_on = today, today, today
    row.save()
    return row


def picture(name="a.jpg"):
    body = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(body, "JPEG")
    return SimpleUploadedFile(name, body.getvalue(), "image/jpeg")


def test_two_taps_and_a_photo_finish_a_task(task, technician, institution, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client = signed_in(technician)
    page = client.get(at(institution, f"tasks/{task.pk}/"))
    assert "检查各班照明" in page.text
    token = page.context["form"].initial["token"]
    given = {"token": token, "note": "", "photos": [picture()]}
    answer = client.post(at(institution, f"tasks/{task.pk}/"), given)
    assert answer.status_code == 302
    again = client.post(at(institution, f"tasks/{task.pk}/"), {**given, "photos": [picture()]})
    assert again.status_code == 302
    task.refresh_from_db()
    assert (task.state, Evidence.objects.count()) == ("done", 1)
    shown = client.get(at(institution, f"tasks/{task.pk}/"))
    thumb = re.search(r'<img src="([^"]+)"', shown.text)
    assert client.get(thumb[1]).status_code == 200


def test_a_photo_is_not_shown_to_who_may_not_see_the_task(
    task, technician, institution, settings, tmp_path, stranger
):
    settings.MEDIA_ROOT = tmp_path
    given = {"token": uuid4(), "photos": [picture()]}
    signed_in(technician).post(at(institution, f"tasks/{task.pk}/"), given)
    page = signed_in(technician).get(at(institution, f"tasks/{task.pk}/"))
    url = re.search(r'<img src="([^"]+)"', page.text)[1]
    driver = make_member(institution, "driver")
    assert signed_in(driver).get(url).status_code == 404
    assert signed_in(stranger).get(url).status_code == 404


def test_an_empty_proof_comes_back_with_a_sentence_and_what_was_typed(
    task, technician, institution
):
    client = signed_in(technician)
    answer = client.post(at(institution, f"tasks/{task.pk}/"), {"token": uuid4(), "note": " "})
    assert answer.status_code == 422
    assert "只打勾不算完成" in answer.text


def test_undo_and_defer_through_the_page(task, technician, institution):
    client = signed_in(technician)
    client.post(at(institution, f"tasks/{task.pk}/"), {"token": uuid4(), "note": "好"})
    client.post(at(institution, f"evidence/{Evidence.objects.get().pk}/undo/"))
    task.refresh_from_db()
    assert task.state == "todo"
    wrong = client.post(at(institution, f"tasks/{task.pk}/defer/"), {"how": "postpone"})
    assert wrong.status_code == 422
    later = task.due_on + timedelta(days=2)
    client.post(
        at(institution, f"tasks/{task.pk}/defer/"),
        {"how": "postpone", "new_due": later.isoformat(), "reason": "等配件"},
    )
    task.refresh_from_db()
    assert task.due_on == later


def test_the_superior_decides_on_the_supervision_page(task, technician, director, institution):
    signed_in(technician).post(
        at(institution, f"tasks/{task.pk}/defer/"), {"how": "waive", "reason": "停课"}
    )
    client = signed_in(director)
    assert "停课" in client.get(at(institution, "supervision/")).text
    client.post(at(institution, f"deferrals/{Deferral.objects.get().pk}/decide/"), {"agree": "0"})
    task.refresh_from_db()
    assert task.state == "todo"


def test_the_supervision_page_counts_what_it_does_not_list(
    task, director, institution, monkeypatch
):
    monkeypatch.setattr(supervision, "_SHOWN", 2)
    Task.objects.update(
        assignee=None, **{day: F(day) - timedelta(days=3000) for day in ("first", "last", "due_on")}
    )
    several = Task.objects.count()
    assert several > 2
    page = signed_in(director).get(at(institution, "supervision/"))
    assert page.context["whole"].overdue == page.context["without_owner"] == several
    assert len(page.context["orphans"]) == 2
    assert "state=unassigned" in page.text


def test_urging_handing_over_and_adding(task, director, technician, institution, principal):
    client = signed_in(director)
    client.post(at(institution, f"tasks/{task.pk}/urge/"))
    asked = client.post(at(institution, "tasks/assign/"), {"ids": [task.pk]})
    assert "改派 1 项任务" in asked.text
    client.post(at(institution, "tasks/assign/"), {"ids": [task.pk], "to": principal.staff.pk})
    task.refresh_from_db()
    assert task.assignee_id == principal.staff.pk
    made = client.post(
        at(institution, "tasks/add/"),
        {"title": "借音箱", "assignee": technician.staff.pk, "proof": "text",
         "due_on": clock.today().isoformat()},
    )  # fmt: skip
    assert made.status_code == 302, made.context["form"].errors
    assert Task.objects.filter(item__title="借音箱").exists()


def test_the_list_is_found_by_chinese_and_by_initials(task, director, institution):
    client = signed_in(director)
    for query, there in (("照明", True), ("jcgb", True), ("演练", False), ("没有的", False)):
        page = client.get(at(institution, "tasks/"), {"q": query, "when": "week"})
        assert ("检查各班照明" in page.text) is there, query
    book = client.get(at(institution, "tasks/"), {"export": "xlsx"})
    assert book["Content-Type"].startswith("application/vnd.openxmlformats")


@pytest.mark.parametrize(
    "path",
    ["calendar/", "calendar/month/2026/12/", "calendar/people/", "calendar/departments/",
     "calendar/week/13/", "tasks/", "subscribe/"],
)  # fmt: skip
def test_looking_ahead_costs_no_more_with_more_tasks(
    task, director, principal, institution, path, django_assert_max_num_queries
):
    from django.db import connection

    client = signed_in(director)
    client.get(at(institution, path))
    with CaptureQueriesContext(connection) as few:
        assert client.get(at(institution, path)).status_code == 200
    plan = make_plan(title="第二份计划")
    for n in range(12):
        make_item(plan, "FREQ=DAILY", f"MONTH={12 if n % 2 else 1}", title=f"事项{n}")
    run_plan(plan, director, principal)
    with CaptureQueriesContext(connection) as many:
        assert client.get(at(institution, path)).status_code == 200
    assert len(many) <= len(few)


def test_everybody_sees_the_month_but_opens_only_their_own(task, institution):
    driver = make_member(institution, "driver")
    page = signed_in(driver).get(at(institution, "calendar/month/2026/12/"))
    assert "消防演练" in page.text
    drill = Task.objects.get(item__title="消防演练")
    assert f"tasks/{drill.pk}/" not in page.text


def test_a_feed_needs_no_sign_in_and_can_be_revoked(task, technician, institution, client):
    mine = signed_in(technician)
    made = mine.post(at(institution, "subscribe/"), {"name": "手机"})
    path = made.context["address"].split("testserver")[1]
    feed = client.get(path)
    assert "检查各班照明" in feed.content.decode()
    assert feed["Content-Type"].startswith("text/calendar")
    mine.post(at(institution, f"subscribe/{made.context['tokens'][0].pk}/revoke/"))
    assert client.get(path).status_code == 404
    assert client.get(at(institution, "feeds/nonsense.ics")).status_code == 404


def test_a_form_kept_without_a_network_counts_when_it_was_filled_in(task, technician, institution):
    done = clock.now() - timedelta(hours=3)
    Task.objects.filter(pk=task.pk).update(first=clock.today() - timedelta(days=1))
    given = {"token": uuid4(), "note": "好", "done_at": done.isoformat()}
    answer = signed_in(technician).post(at(institution, f"tasks/{task.pk}/"), given)
    assert answer.status_code == 302
    assert abs(Evidence.objects.get().made_at - done) < timedelta(seconds=1)
