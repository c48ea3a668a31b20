"""An inspection from outside: its file, the guest who reads it, findings as tasks."""

from datetime import date, timedelta

import pytest
from django.conf import settings as project
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.core import clock
from houqin.files.models import Attachment
from houqin.journal.models import JournalEntry
from houqin.org.testing import at, make_member, signed_in
from houqin.planning.models import OutsideInspection, Task
from houqin.planning.services import doing, inspections
from houqin.planning.testing import hand_in, make_item, make_plan, run_plan

GUESTS_ONLY = "houqin.planning.guests.guests_only"
FORM = {
    "title": "一校一标检查", "body": "公安分局", "visits_on": "2026-11-20", "first": "2026-08-31",
    "last": "2027-01-24", "domains": ["safety"],
}  # fmt: skip


@pytest.fixture
def work(institution, director, principal, technician):
    """A finished record of safety, an open task of safety, a finished record of maintenance."""
    plan = make_plan()
    make_item(plan, "FREQ=WEEKLY", title="检查灭火器", domain="safety", ledger="消防检查表")
    make_item(plan, "FREQ=WEEKLY", title="检查照明", domain="maintenance")
    run_plan(plan, director, principal, date(2026, 8, 31))
    Task.objects.update(assignee=technician.staff)
    rows = {}
    for title in ("检查灭火器", "检查照明"):
        first = Task.objects.filter(item__title=title).order_by("first").first()
        rows[title] = hand_in(first, technician, clock.now(), note=f"{title}都好。")
    return rows


@pytest.fixture
def guest(institution):
    return make_member(institution, "inspector", name="赵检查")


@pytest.fixture
def inspection(institution, director, guest, work):
    answer = signed_in(director).post(
        at(institution, "inspections/new/"), {**FORM, "guests": [guest.staff.pk]}
    )
    assert answer.status_code == 302
    return OutsideInspection.objects.get()


@pytest.fixture
def fenced(settings):
    """With the guests' fence in the middleware, as the program is to run."""
    if GUESTS_ONLY not in project.MIDDLEWARE:
        settings.MIDDLEWARE = [*project.MIDDLEWARE, GUESTS_ONLY]


def test_the_file_collects_the_finished_work_of_its_lines_and_days(
    inspection, director, institution
):
    page = signed_in(director).get(at(institution, f"inspections/{inspection.pk}/records/"))
    assert "检查灭火器" in page.text
    assert "检查照明" not in page.text
    assert "1 条" in page.text
    edit = at(institution, f"inspections/{inspection.pk}/edit/")
    signed_in(director).post(edit, {**FORM, "domains": [], "ledgers": []})
    page = signed_in(director).get(at(institution, f"inspections/{inspection.pk}/records/"))
    assert "检查照明" in page.text


def test_a_ledger_can_be_asked_for_besides_a_line_of_work(inspection, director, institution):
    edit = at(institution, f"inspections/{inspection.pk}/edit/")
    signed_in(director).post(edit, {**FORM, "domains": ["gate"], "ledgers": ["消防检查表"]})
    page = signed_in(director).get(at(institution, f"inspections/{inspection.pk}/records/"))
    assert "检查灭火器" in page.text


def test_the_guest_reads_the_file_and_nothing_else(inspection, guest, work, institution, fenced):
    client = signed_in(guest)
    assert client.get(at(institution, f"inspections/{inspection.pk}/")).status_code == 200
    folder = client.get(at(institution, f"inspections/{inspection.pk}/print/"))
    assert "检查灭火器都好" in folder.text
    inside = work["检查灭火器"].pk
    record = at(institution, f"inspections/{inspection.pk}/records/{inside}/")
    assert "检查灭火器都好" in client.get(record).text
    outside = work["检查照明"].pk
    other = at(institution, f"inspections/{inspection.pk}/records/{outside}/")
    assert client.get(other).status_code == 404
    for path in (f"tasks/{inside}/", "tasks/", "plans/", "org/", "calendar/", "campaigns/"):
        answer = client.get(at(institution, path), follow=True)
        assert answer.status_code == 403 or "一校一标检查" in answer.text, path
        assert "检查照明" not in answer.text


def test_the_guest_changes_nothing(inspection, guest, institution, fenced):
    client = signed_in(guest)
    for path in ("findings/", "edit/", "close/", "files/"):
        answer = client.post(at(institution, f"inspections/{inspection.pk}/{path}"), FORM)
        assert answer.status_code == 403, path
    assert inspection.findings.count() == 0


def test_an_inspector_who_is_no_guest_is_not_fenced_in(inspection, institution, fenced):
    bureau = make_member(institution, "inspector", name="李督学")
    assert signed_in(bureau).get(at(institution, "tasks/")).status_code == 200


def test_a_guest_sees_only_the_files_that_are_open_today(
    inspection, guest, director, institution, fenced
):
    inspection.open_until = clock.today() - timedelta(days=1)
    inspection.save()
    client = signed_in(guest)
    assert client.get(at(institution, f"inspections/{inspection.pk}/")).status_code == 404
    assert "一校一标检查" not in client.get(at(institution, "inspections/")).text


def test_photos_open_for_the_guest_only_from_the_file(
    inspection, guest, director, institution, fenced, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client, boss = signed_in(guest), signed_in(director)
    paper = SimpleUploadedFile("检查通知.txt", "请备好材料".encode(), "text/plain")
    boss.post(at(institution, f"inspections/{inspection.pk}/files/"), {"files": [paper]})
    other = inspections.open_inspection(
        actor=director, now=clock.now(), title="别的检查", body="教育局",
        visits_on=date(2026, 12, 1), first=date(2026, 9, 1), last=date(2026, 12, 1),
    )  # fmt: skip
    secret = SimpleUploadedFile("内部.txt", "不给看".encode(), "text/plain")
    boss.post(at(institution, f"inspections/{other.pk}/files/"), {"files": [secret]})
    own, others = Attachment.objects.order_by("pk").values_list("file_id", flat=True)
    assert client.get(at(institution, f"files/{own}/")).status_code == 200
    assert client.get(at(institution, f"files/{others}/")).status_code in {403, 404}


def test_who_works_here_cannot_be_made_a_guest(inspection, director, technician, institution):
    edit = at(institution, f"inspections/{inspection.pk}/edit/")
    answer = signed_in(director).post(edit, {**FORM, "guests": [technician.staff.pk]})
    assert answer.status_code == 422


def test_two_findings_become_tasks_that_another_one_checks(
    inspection, director, technician, institution
):
    client = signed_in(director)
    address = at(institution, f"inspections/{inspection.pk}/findings/")
    due = clock.today() + timedelta(days=7)
    for text in ("灭火器过期两具", "疏散通道堆放杂物"):
        given = {"text": text, "assignee": technician.staff.pk, "due_on": due, "domain": "safety"}
        assert client.post(address, given).status_code == 302
    tasks = [one.task for one in inspection.findings.all()]
    assert [task.item.title for task in tasks] == ["整改：灭火器过期两具", "整改：疏散通道堆放杂物"]
    assert {task.due_on for task in tasks} == {due}
    mine = signed_in(technician).get(at(institution, f"tasks/?assignee={technician.staff.pk}"))
    assert "整改：灭火器过期两具" in mine.text
    close = at(institution, f"inspections/{inspection.pk}/close/")
    assert "还有 2 条整改没有复查通过" in client.post(close, {"outcome": "合格"}).text
    for task in tasks:
        Task.objects.filter(pk=task.pk).update(state="review", done_at=clock.now(),
                                               done_by=technician.staff)  # fmt: skip
        doing.check(actor=director, task_id=task.pk, now=clock.now(), agree=True)
    assert client.post(close, {"outcome": "合格"}).status_code == 302
    inspection.refresh_from_db()
    assert inspection.state == "closed"


def test_a_finding_without_a_future_deadline_is_refused_whole(
    inspection, director, technician, institution
):
    given = {"text": "门锁坏", "assignee": technician.staff.pk, "due_on": "2020-01-01"}
    address = at(institution, f"inspections/{inspection.pk}/findings/")
    answer = signed_in(director).post(address, given)
    assert (answer.status_code, inspection.findings.count()) == (422, 0)
    assert not Task.objects.filter(item__title__startswith="整改").exists()


def test_a_technician_has_no_business_in_the_file(inspection, technician, institution):
    address = at(institution, f"inspections/{inspection.pk}/")
    assert signed_in(technician).get(address).status_code == 403


def test_the_export_is_journaled(inspection, director, institution):
    address = at(institution, f"inspections/{inspection.pk}/records/?export=xlsx")
    assert signed_in(director).get(address).status_code == 200
    assert JournalEntry.objects.filter(action="planning.inspection_exported").exists()


def test_the_folder_asks_no_more_questions_for_more_records(
    inspection, director, technician, institution
):
    client = signed_in(director)
    address = at(institution, f"inspections/{inspection.pk}/print/")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    asked()
    before = asked()
    more = Task.objects.filter(item__title="检查灭火器", state="todo").order_by("first")[:5]
    for task in list(more):
        if task.first <= clock.today():
            hand_in(task, technician, clock.now())
    assert asked() == before


def test_each_line_of_the_contents_leads_to_exactly_its_records(inspection, director, institution):
    client = signed_in(director)
    page = client.get(at(institution, f"inspections/{inspection.pk}/"))
    assert "?domain=safety&amp;ledger=%E6%B6%88%E9%98%B2" in page.text
    edit = at(institution, f"inspections/{inspection.pk}/edit/")
    client.post(edit, {**FORM, "domains": [], "ledgers": []})
    records = at(institution, f"inspections/{inspection.pk}/records/")
    kept = client.get(f"{records}?ledger=消防检查表").context["list"].rows
    bare = client.get(f"{records}?domain=maintenance&ledger=-").context["list"].rows
    assert [row["row"].item.title for row in kept] == ["检查灭火器"]
    assert [row["row"].item.title for row in bare] == ["检查照明"]
