"""Letters to superiors: registered, answered, asked about after thirty days."""

import re
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.testing import at, signed_in
from houqin.planning.models import Letter
from houqin.planning.services.letters import remind


def register(institution, member, **changes):
    given = {
        "sort": "request", "about": "posts", "number": "青小〔2026〕7号", "addressee": "区教育局",
        "subject": "关于增加保安编制的请示", "content": "增加保安编制 2 名", "amount": "",
        "sent_on": clock.today().isoformat(), "remind_after": 30,
    }  # fmt: skip
    answer = signed_in(member).post(at(institution, "letters/new/"), given | changes)
    return answer, Letter.objects.order_by("-pk").first()


def on(day):
    return {"today": day, "now": timezone.make_aware(datetime.combine(day, time(7)))}


def test_a_request_for_two_posts_is_reminded_after_thirty_days_and_answered(
    institution, director, principal
):
    sent = clock.today() - timedelta(days=30)
    _answer, row = register(institution, principal, sent_on=sent.isoformat())
    yesterday = clock.today() - timedelta(days=1)
    assert remind(**on(yesterday)) == 0
    assert remind(**on(clock.today())) == 1
    told = Notice.objects.filter(kind="letter.unanswered")
    assert {n.recipient_id for n in told} == {principal.staff.pk, director.staff.pk}
    assert "30 天没有答复" in told[0].title
    assert "30 天没答复" in signed_in(director).get(at(institution, "letters/?state=late")).text
    remind(**on(clock.today()))
    assert told.all().count() == 2
    remind(**on(clock.today() + timedelta(days=7)))
    assert told.all().count() == 4
    given = {"reply_on": clock.today().isoformat(), "outcome": "granted", "granted": "增编 2 名"}
    signed_in(principal).post(at(institution, f"letters/{row.pk}/answer/"), given)
    row.refresh_from_db()
    assert (row.state, row.granted) == ("answered", "增编 2 名")
    assert remind(**on(clock.today() + timedelta(days=60))) == 0
    assert "增编 2 名" in signed_in(director).get(at(institution, f"letters/{row.pk}/")).text


def test_the_days_until_the_reminder_are_chosen_per_letter(institution, director):
    _answer, row = register(institution, director, remind_after=10)
    assert row.remind_on == row.sent_on + timedelta(days=10)
    later = clock.today() + timedelta(days=40)
    signed_in(director).post(
        at(institution, f"letters/{row.pk}/again/"), {"remind_on": later.isoformat()}
    )
    assert remind(**on(clock.today() + timedelta(days=39))) == 0
    assert remind(**on(later)) == 1
    signed_in(director).post(at(institution, f"letters/{row.pk}/no-reply/"))
    assert remind(**on(later)) == 0


def test_a_number_is_registered_once_and_money_is_exact(institution, director):
    _answer, row = register(institution, director, amount="120000.50", about="money")
    assert row.amount == Decimal("120000.50")
    again, _row = register(institution, director)
    assert again.status_code == 422
    assert "这个文号已经登记过" in again.text
    negative, _row = register(institution, director, number="8号", amount="-1")
    assert negative.status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(amount_granted=-1)


def test_a_reply_cannot_be_older_than_the_letter(institution, director):
    _answer, row = register(institution, director)
    given = {
        "reply_on": (clock.today() - timedelta(days=1)).isoformat(), "outcome": "refused",
    }  # fmt: skip
    answer = signed_in(director).post(at(institution, f"letters/{row.pk}/answer/"), given)
    assert answer.status_code == 422
    assert "不能早于发文日期" in answer.text


def test_attachments_are_for_those_who_may_see_letters(
    institution, director, technician, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    scan = SimpleUploadedFile("请示.txt", "请求增加编制。".encode(), "text/plain")
    _answer, row = register(institution, director, attached=[scan])
    page = signed_in(director).get(at(institution, f"letters/{row.pk}/"))
    assert "请示.txt" in page.text
    url = re.search(r'href="([^"]+/files/[^"]+)"', page.text)[1]
    assert signed_in(director).get(url).status_code == 200
    assert signed_in(technician).get(at(institution, f"letters/{row.pk}/")).status_code == 403
    assert signed_in(technician).get(url).status_code == 404


def test_only_leaders_register_and_see_letters(institution, technician, stranger, director):
    answer, row = register(institution, technician)
    assert (answer.status_code, row) == (403, None)
    register(institution, director)
    assert signed_in(technician).get(at(institution, "letters/")).status_code == 403
    assert "保安编制" not in signed_in(technician).get(at(institution, "search/?q=babz")).text
    assert "保安编制" in signed_in(director).get(at(institution, "search/?q=babz")).text
    assert signed_in(stranger).get(at(institution, "letters/")).status_code == 404


def test_the_list_exports_and_its_queries_do_not_grow(institution, director):
    client = signed_in(director)

    def count():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at(institution, "letters/")).status_code == 200
        return len(caught)

    old = (clock.today() - timedelta(days=50)).isoformat()
    register(institution, director, sent_on=old)
    count()
    before = count()
    for number in range(6):
        register(institution, director, number=f"{number}号", sent_on=old)
    assert count() <= before
    book = client.get(at(institution, "letters/?export=xlsx"))
    assert "spreadsheetml" in book["Content-Type"]
