"""Notices by the user's door: sent, read, confirmed, counted, reminded, taken back, kept apart."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from houqin.core import clock
from houqin.core.tenancy import institution_scope
from houqin.journal.models import JournalEntry
from houqin.notify.models import Notice
from houqin.org.models import Department, Staff
from houqin.org.testing import at, make_member, signed_in
from houqin.publicity import jobs, services
from houqin.publicity.models import Announcement, Receipt
from houqin.publicity.testing import make_notice

PAGES = "announcements/"


def page(member, path=""):
    answer = signed_in(member).get(at(member.institution, PAGES + path))
    return answer.status_code, answer.content.decode()


def post(member, path, **given):
    address = at(member.institution, PAGES + path)
    return signed_in(member).post(address, given, follow=True).content.decode()


def unread_bells(member):
    return Notice.objects.filter(recipient=member.staff, read_at=None).count()


def asked(member, path):
    """How many rows' worth of questions a page asks PostgreSQL."""
    client, address = signed_in(member), at(member.institution, path)
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return sum("SELECT" in one["sql"] and "set_config" not in one["sql"] for one in seen)


def test_a_notice_is_sent_once_to_whom_it_concerns_and_opening_it_is_the_receipt(
    director, technician, institution
):
    below = Department.objects.create(
        name="水电班", parent=Department.objects.create(name="后勤处")
    )
    plumber = make_member(institution, "electrician", name="李水电", department=below)
    cook, inspector = make_member(institution, "cleaner"), make_member(institution, "inspector")
    given = {
        "title": "周五停水检修", "text": "九点到十一点停水。", "for_everybody": "0",
        "roles": ["technician"], "departments": [below.parent_id], "token": str(uuid4()),
        "attached": SimpleUploadedFile("安排.txt", "九点关总阀".encode()),
    }  # fmt: skip
    for _twice in range(2):
        shown = post(director, "new/", **given)
        given["attached"].seek(0)
    assert "周五停水检修" in shown
    row = Announcement.objects.get()
    assert row.whom == "维修工、后勤处、水电班"
    assert set(row.receipts.values_list("staff__name", flat=True)) == {"李水电", technician.name}
    assert (unread_bells(plumber), unread_bells(cook)) == (1, 0)
    assert page(cook, f"{row.pk}/")[0] == 404
    assert "有通知公告要您看" in signed_in(plumber).get(at(institution, "today/")).content.decode()
    assert "去看" in page(plumber, "today/")[1]
    status, shown = page(plumber, f"{row.pk}/")
    assert (status, "九点到十一点停水" in shown, "安排.txt" in shown) == (200, True, True)
    assert "谁看了" not in shown
    file = re.search(r'href="(/i/[^"]*/files/[^"]*)"', shown)[1]
    assert signed_in(plumber).get(file).status_code == 200
    assert signed_in(cook).get(file).status_code in {403, 404}
    receipt = row.receipts.get(staff=plumber.staff)
    assert (receipt.opened_at is not None, receipt.is_open, unread_bells(plumber)) == (
        True,
        False,
        0,
    )
    first = receipt.opened_at
    page(plumber, f"{row.pk}/")
    receipt.refresh_from_db()
    assert receipt.opened_at == first
    assert "有通知公告" not in signed_in(plumber).get(at(institution, "today/")).content.decode()
    status, shown = page(inspector, f"{row.pk}/")
    assert (status, "1/1" in shown or "水电班" in shown) == (200, True)
    assert row.receipts.count() == 2
    assert signed_in(inspector).post(at(institution, f"{PAGES}{row.pk}/remind/")).status_code == 403
    search = signed_in(plumber).get(at(institution, "search/?q=停水检修")).content.decode()
    assert f"/{PAGES}{row.pk}/" in search


def test_what_must_be_confirmed_waits_on_today_until_the_button_is_pressed_once_or_twice(
    director, technician
):
    row = make_notice(director, must_confirm=True, confirm_by=clock.today())
    assert "去确认" in page(technician, "today/")[1]
    assert "我已知悉" in page(technician, f"{row.pk}/")[1]
    mine = Receipt.objects.get(staff=technician.staff)
    assert (mine.opened_at is not None, mine.is_open) == (True, True)
    for _twice in range(2):
        assert "已确认，谢谢" in post(technician, f"{row.pk}/confirm/")
    mine.refresh_from_db()
    assert (mine.confirmed_at is not None, mine.is_open) == (True, False)
    assert JournalEntry.objects.filter(action="publicity.confirmed").count() == 1
    assert "我已知悉" not in page(technician, f"{row.pk}/")[1]
    with pytest.raises(IntegrityError), transaction.atomic():
        make_notice(director).receipts.update(confirmed_at=clock.now())
    plain = make_notice(director)
    assert "不用您确认" in post(technician, f"{plain.pk}/confirm/")


def test_only_those_who_have_not_read_are_reminded_and_not_too_often(director, technician):
    cook = make_member(director.institution, "cleaner", name="王保洁")
    gone = make_member(director.institution, "cleaner", name="走了的")
    Staff.objects.create(name="没有账号的")
    row = make_notice(director)
    assert "另有 1 人没有账号" in page(director, f"{row.pk}/")[1]
    page(technician, f"{row.pk}/")
    gone.staff.left_on = clock.today()
    gone.staff.save(update_fields=["left_on"])
    address = f"{row.pk}/remind/"
    status, shown = page(director, f"{row.pk}/receipts/")
    assert (status, "再次提醒未读" in shown, "已离岗" in shown) == (200, True, True)
    assert "已提醒 1 人" in post(director, address)
    assert "分钟后再提醒" in post(director, address)
    assert (unread_bells(cook), unread_bells(technician), unread_bells(gone)) == (1, 0, 1)
    row.refresh_from_db()
    counted = dict(row.receipts.values_list("staff__name", "reminders"))
    assert (row.reminders, counted["王保洁"], counted[technician.name]) == (1, 1, 0)
    later = clock.now() + services.REST
    page(cook, f"{row.pk}/")
    with pytest.raises(ValidationError, match="都看过了"):
        services.remind(actor=director, announcement_id=row.pk, now=later)
    answer = signed_in(director).get(
        at(director.institution, f"{PAGES}{row.pk}/receipts/?export=xlsx&state=read")
    )
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    assert {row[0] for row in sheet.get_sheet_by_index(0).to_python()} == {
        "姓名",
        "王保洁",
        technician.name,
    }
    actions = JournalEntry.objects.filter(action__startswith="publicity.")
    assert set(actions.values_list("action", flat=True)) >= {
        "publicity.published", "publicity.reminded", "publicity.receipts_exported",
    }  # fmt: skip


def test_the_morning_reminds_on_the_last_day_and_tells_the_publisher_the_day_after(
    director, technician
):
    make_notice(director, must_confirm=True, confirm_by=clock.today() + timedelta(days=3))
    assert jobs.chase(director.institution.pk) == 0
    Announcement.objects.update(confirm_by=clock.today())
    cook = make_member(director.institution, "cleaner")
    assert [jobs.chase(director.institution.pk) for _twice in range(2)] == [1, 0]
    Announcement.objects.update(confirm_by=clock.today() - timedelta(days=1))
    jobs.chase(director.institution.pk)
    told = Notice.objects.filter(recipient=director.staff, read_at=None).get()
    assert "还有 2 人没有确认" in told.title, "who came on the last day was sent it too"
    assert unread_bells(cook) == 1
    assert "逾期未确认" in page(technician)[1]


def test_a_withdrawn_notice_shows_why_and_nothing_else_and_only_its_publisher_takes_it_back(
    director, technician, institution
):
    clerk = make_member(institution, "clerk")
    row = make_notice(director, must_confirm=True)
    assert signed_in(clerk).get(at(institution, f"{PAGES}{row.pk}/withdraw/")).status_code == 403
    assert page(clerk, f"{row.pk}/receipts/")[0] == 403
    post(director, f"{row.pk}/withdraw/", reason="时间有变")
    status, shown = page(technician, f"{row.pk}/")
    assert (status, "时间有变" in shown, "提前接水" in shown) == (200, True, False)
    assert "提前接水" in page(director, f"{row.pk}/")[1]
    assert (unread_bells(technician), "去确认" in page(technician, "today/")[1]) == (0, False)
    assert "已经撤回" in post(technician, f"{row.pk}/confirm/")
    anew = page(director, f"new/?from={row.pk}")[1]
    assert "提前接水" in anew
    kept = make_notice(director, "已办完的")
    post(director, f"{kept.pk}/archive/")
    assert "已归档" in page(director, "?state=archived")[1]
    assert Receipt.objects.filter(is_open=True).count() == 0


def test_a_form_says_what_is_missing_and_nobody_else_publishes(director, technician, stranger):
    given = {"title": "x", "text": "y", "token": str(uuid4()), "for_everybody": "0"}
    assert "请选岗位、部门或人员" in post(director, "new/", **given)
    day = {"confirm_by": clock.today().isoformat(), "for_everybody": "1"}
    assert "同时勾上" in post(director, "new/", **(given | day))
    assert "去掉勾选" in post(director, "new/", **(given | day | {"roles": ["technician"]}))
    past = {**day, "confirm_by": "2020-01-01", "must_confirm": "on"}
    assert "不能早于今天" in post(director, "new/", **(given | past))
    assert page(technician, "new/")[0] == 403
    assert Announcement.objects.count() == 0
    row = make_notice(director)
    with institution_scope(stranger.institution.pk):
        assert page(stranger, f"{row.pk}/")[0] == 404
        assert not Receipt.objects.exists()


def test_pages_cost_the_same_for_few_and_many(director, technician, institution):
    make_member(institution, "cleaner")
    row = make_notice(director, must_confirm=True)
    paths = (PAGES, f"{PAGES}{row.pk}/", f"{PAGES}{row.pk}/receipts/", f"{PAGES}today/")
    few = [asked(director, path) for path in paths]
    for number in range(12):
        make_notice(director, f"通知{number}", must_confirm=True)
    many = [asked(director, path) for path in paths]
    assert few == many
    assert many[0] <= 6, many
    assert max(many) <= 10, many
    assert asked(technician, PAGES) <= 6


def test_who_comes_later_is_sent_what_still_holds_for_everybody_or_for_the_post(
    director, technician, institution
):
    now = clock.now()
    make_member(institution, "electrician")
    whole = make_notice(director, "周五停水", must_confirm=True)
    posts = make_notice(director, "水电班开会", for_everybody=False, roles=["electrician"])
    named = make_notice(director, "请来一趟", for_everybody=False, people=[technician.staff])
    long_ago = make_notice(director, "去年的事", now=now - timedelta(days=200))
    late, guest = make_member(institution, "electrician"), make_member(institution, "inspector")
    Staff.objects.create(name="没有账号")
    for _twice in range(2):
        jobs.chase(institution.pk)
    got = Receipt.objects.filter(staff=late.staff).values_list("announcement", flat=True)
    assert set(got) == {whole.pk, posts.pk}
    assert unread_bells(late) == 2
    assert not Receipt.objects.filter(staff__in=[guest.staff, director.staff]).exists()
    assert Receipt.objects.filter(announcement__in=[named, long_ago], staff=late.staff).count() == 0
    assert JournalEntry.objects.filter(action="publicity.caught_up").count() == 2
    post(late, f"{whole.pk}/confirm/")
    assert Receipt.objects.get(announcement=whole, staff=late.staff).confirmed_at is not None


def test_who_joins_a_department_later_is_sent_what_was_for_it_or_for_the_one_above(
    director, institution
):
    above = Department.objects.create(name="后勤处")
    below = Department.objects.create(name="水电班", parent=above)
    elsewhere = Department.objects.create(name="教务处")
    make_member(institution, "electrician", department=below)
    row = make_notice(director, "后勤处开会", for_everybody=False, departments=[above])
    newer = Department.objects.create(name="绿化班", parent=above)
    joined = [make_member(institution, "cleaner", department=one) for one in (below, newer)]
    moved = make_member(institution, "cleaner", department=elsewhere)
    for _twice in range(2):
        jobs.chase(institution.pk)
    assert [unread_bells(one) for one in (*joined, moved)] == [1, 1, 0]
    moved.staff.department = below
    moved.staff.save()
    below_gone = Department.objects.create(name="旧班")
    lone = make_notice(director, "旧班开会", for_everybody=False, departments=[above, below_gone])
    below_gone.delete()
    jobs.chase(institution.pk)
    assert Receipt.objects.filter(staff=moved.staff).count() == 2
    assert Announcement.objects.filter(pk=lone.pk).exists()
    services.withdraw(actor=director, announcement_id=row.pk, reason="改期", now=clock.now())
    last = make_member(institution, "cleaner", department=below)
    jobs.chase(institution.pk)
    assert [one.announcement_id for one in Receipt.objects.filter(staff=last.staff)] == [lone.pk]


def test_people_are_chosen_by_department_and_what_was_chosen_stays_open(director, institution):
    below = Department.objects.create(name="水电班")
    plumber = make_member(institution, "electrician", name="李水电", department=below)
    _status, shown = page(director, "new/")
    assert re.search(r"<details><summary[^>]*><span[^>]*>水电班</span><span[^>]*>1 人", shown)
    again = post(director, "new/", for_everybody="0", people=[plumber.staff.pk])
    assert re.search(r"<details open><summary[^>]*><span[^>]*>水电班", again)
