"""The pages of notices, through the browser's door."""

from __future__ import annotations

from django.core import mail as outbox
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.journal.models import JournalEntry
from houqin.notify.delivery import deliver
from houqin.notify.models import Delivery
from houqin.notify.public import unread_count
from houqin.notify.services import wishes_of
from houqin.notify.testing import KIND, NOON, SHOWN, give_mailbox, make_notice
from houqin.org.testing import at, make_member, signed_in


def path(member, tail: str = "") -> str:
    return at(member.institution, f"notices/{tail}")


def test_unread_notices_stand_above_those_that_were_read(director):
    older, newer = make_notice(director, title="先来的"), make_notice(director, title="后来的")
    client = signed_in(director)
    client.post(path(director, f"{newer.pk}/read/"))
    text = client.get(path(director)).content.decode()
    assert text.index(older.title) < text.index(newer.title)


def test_nobody_sees_or_opens_anothers_notices(director, technician, stranger, client):
    notice = make_notice(director, title="只给主任")
    assert "只给主任" not in signed_in(technician).get(path(technician)).content.decode()
    assert signed_in(technician).get(path(technician, f"{notice.pk}/open/")).status_code == 404
    assert signed_in(technician).post(path(technician, f"{notice.pk}/read/")).status_code == 404
    for tail in ("", f"{notice.pk}/open/", "preferences/", "mail/"):
        assert signed_in(stranger).get(path(director, tail)).status_code == 404
        assert client.get(path(director, tail)).status_code == 302
    assert unread_count(director.staff) == 1


def test_opening_a_notice_reads_it_and_leads_to_its_page(director):
    notice = make_notice(director, url="/org/places/")
    response = signed_in(director).get(path(director, f"{notice.pk}/open/"))
    assert response.status_code == 302
    assert response["Location"] == at(director.institution, "org/places/")
    assert unread_count(director.staff) == 0


def test_all_are_marked_read_with_one_button(director, technician):
    for _ in range(3):
        make_notice(director)
    make_notice(technician)
    client = signed_in(director)
    page = client.post(path(director, "read/"), follow=True).content.decode()
    assert "3 条通知已标为看过" in page
    assert (unread_count(director.staff), unread_count(technician.staff)) == (0, 1)
    assert client.get(path(director, "read/")).status_code == 405


def test_an_inspector_looks_and_changes_nothing(institution):
    inspector = make_member(institution, "inspector")
    notice = make_notice(inspector)
    client = signed_in(inspector)
    assert notice.title in client.get(path(inspector)).content.decode()
    assert client.get(path(inspector, f"{notice.pk}/open/")).status_code == 302
    assert client.post(path(inspector, "read/")).status_code == 403
    assert unread_count(inspector.staff) == 1


def test_older_notices_are_a_page_away(director):
    client = signed_in(director)
    for number in range(35):
        make_notice(director, title=f"第{number:02}号")
    client.post(path(director, "read/"))
    first = client.get(path(director)).content.decode()
    assert "第34号" in first
    assert "第03号" not in first
    older = first.split("?before=")[1].split('"')[0]
    second = client.get(path(director), {"before": older}).content.decode()
    assert "第03号" in second
    assert "第34号" not in second
    assert client.get(path(director), {"before": "x"}).status_code == 200


def test_the_page_costs_the_same_with_many_notices(director):
    client, costs = signed_in(director), []
    make_notice(director)
    client.get(path(director))
    for more in (1, 25):
        for _ in range(more):
            make_notice(director)
        with CaptureQueriesContext(connection) as queries:
            client.get(path(director))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_choices_are_saved_and_said_in_the_journal(director):
    client = signed_in(director)
    answers = {"email": "me@example.com", f"app:{KIND.code}": "on"}
    response = client.post(path(director, "preferences/"), answers, follow=True)
    assert "通知方式已保存" in response.content.decode()
    director.user.refresh_from_db()
    assert (director.user.email, director.user.mail_digest) == ("me@example.com", False)
    wishes = wishes_of(director.staff)
    assert (wishes[KIND.code].in_app, wishes[KIND.code].by_mail) == (True, False)
    assert wishes[SHOWN.code].in_app  # posted off, yet it must be seen
    assert JournalEntry.objects.filter(action="notify.preferences_chosen").count() == 1
    assert 'value="me@example.com"' in client.get(path(director, "preferences/")).content.decode()


def test_a_wrong_address_is_said_and_nothing_is_saved(director):
    answers = {"email": "not-an-address"}
    response = signed_in(director).post(path(director, "preferences/"), answers)
    assert response.status_code == 422
    assert "邮箱写法不对" in response.content.decode()
    assert not JournalEntry.objects.filter(action="notify.preferences_chosen").exists()


def test_only_who_watches_the_mail_sees_how_it_fares(technician, administrator):
    assert signed_in(technician).get(path(technician, "mail/")).status_code == 403
    assert signed_in(technician).post(path(technician, "mail/retry/")).status_code == 403
    page = signed_in(administrator).get(path(administrator, "mail/"))
    assert "还没有设置邮件服务器" in page.content.decode()


def test_a_failed_mail_is_shown_with_its_reason_and_sent_again(
    institution, administrator, technician, smtp
):
    address = give_mailbox(technician)
    smtp.answers[address] = "550 mailbox full"
    make_notice(technician, urgent=True)
    deliver(read_clock=lambda: NOON)
    client = signed_in(administrator)
    page = client.get(path(administrator, "mail/")).content.decode()
    assert "mailbox full" in page
    assert "没有发出" in page
    smtp.answers.clear()
    assert (
        "1 封邮件已重新排队"
        in client.post(path(administrator, "mail/retry/"), follow=True).content.decode()
    )
    row = Delivery.objects.get()
    institution.quiet_from = institution.quiet_until  # the button was pressed at some real hour
    institution.save()
    assert deliver(read_clock=lambda: row.due_at) == 1
    assert smtp.to(address)


def test_a_test_mail_says_at_once_whether_the_settings_are_right(administrator, smtp, settings):
    client = signed_in(administrator)
    test = path(administrator, "mail/test/")
    assert "您还没有填邮箱" in client.post(test, follow=True).content.decode()
    address = give_mailbox(administrator)
    assert f"测试邮件已发到 {address}" in client.post(test, follow=True).content.decode()
    assert smtp.to(address)
    settings.EMAIL_PORT = 1
    assert "连不上邮件服务器" in client.post(test, follow=True).content.decode()
    assert not outbox.outbox
