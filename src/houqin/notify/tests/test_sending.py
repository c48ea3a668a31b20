"""Telling people: once, those who are here, in the way they chose."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from houqin.core.tenancy import institution_scope
from houqin.notify import services
from houqin.notify.models import Delivery, Notice
from houqin.notify.public import mark_done, page, send, unread_count
from houqin.notify.services import Wish
from houqin.notify.testing import KIND, NOON, SHOWN, give_mailbox, make_notice
from houqin.org.models import Staff
from houqin.org.testing import make_member, make_place


def tell(*members, **given) -> int:
    given = {"kind": KIND.code, "title": "请看", "url": "/org/", "key": "k", "now": NOON} | given
    return send(recipients=[m.staff for m in members], **given)


def wish(member, kind=KIND, *, in_app=True, by_mail=True) -> None:
    services.choose(
        actor=member,
        wishes={kind.code: Wish(in_app=in_app, by_mail=by_mail)},
        mail_digest=True,
        email=member.user.email,
    )


def test_everybody_is_told_once_however_often_the_job_runs(director, technician):
    assert tell(director, technician, director) == 2
    assert tell(director, technician) == 0
    assert tell(director, key="another") == 1
    assert (unread_count(director.staff), unread_count(technician.staff)) == (2, 1)


def test_who_has_left_or_has_no_account_is_passed_over(institution, director):
    gone = make_member(institution, "clerk")
    Staff.objects.filter(pk=gone.staff.pk).update(left_on=date(2026, 11, 1))
    without_account = Staff.objects.create(name="临时工")
    assert (
        send(
            recipients=[gone.staff, without_account, director.staff],
            kind=KIND.code,
            title="请看",
            url="/org/",
            key="k",
            now=NOON,
        )
        == 1
    )


def test_staff_of_another_institution_are_not_told(director, stranger):
    assert tell(stranger) == 0
    with institution_scope(stranger.institution.pk):
        assert unread_count(stranger.staff) == 0


def test_a_kind_that_no_room_registers_is_an_error(director):
    with pytest.raises(KeyError):
        tell(director, kind="nobody.knows")


def test_a_kind_switched_off_is_not_sent(director, technician):
    wish(technician, in_app=False, by_mail=False)
    assert tell(director, technician) == 1
    assert unread_count(technician.staff) == 0


def test_a_kind_wanted_by_mail_only_does_not_ring_the_bell(director):
    wish(director, in_app=False)
    assert tell(director) == 1
    assert unread_count(director.staff) == 0


def test_a_kind_that_must_be_seen_is_shown_whatever_was_chosen(director):
    wish(director, SHOWN, in_app=False, by_mail=False)
    assert tell(director, kind=SHOWN.code) == 1
    assert unread_count(director.staff) == 1


def test_what_is_settled_needs_no_reading(director, technician):
    place, other = make_place(), make_place("食堂")
    tell(director, technician, target=place)
    tell(director, target=other, key="other")
    assert mark_done(target=place, now=NOON) == 2
    assert (unread_count(director.staff), unread_count(technician.staff)) == (1, 0)


def test_the_link_gets_the_institution_in_front(director):
    notice = make_notice(director, url=page("notify:notices"))
    assert notice.url == f"/i/{director.institution.code}/notices/"


def test_telling_a_hundred_costs_as_many_queries_as_telling_two(institution, smtp):
    members = [make_member(institution, "clerk") for _ in range(12)]
    for member in members:
        give_mailbox(member)
    costs = []
    for some in (members[:2], members):
        with CaptureQueriesContext(connection) as queries:
            assert tell(*some, key=f"k{len(some)}", urgent=True) == len(some)
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert Delivery.objects.count() == 14


def test_nothing_is_queued_while_no_mail_server_is_set(director, settings):
    settings.EMAIL_HOST = ""
    give_mailbox(director)
    tell(director, urgent=True)
    assert not Delivery.objects.exists()


def test_the_database_refuses_a_link_off_the_site(director):
    notice = make_notice(director)
    with pytest.raises(IntegrityError, match="stays_on_site"):
        Notice.objects.filter(pk=notice.pk).update(url="//evil.example/")


def test_the_database_refuses_the_same_key_twice(director):
    notice = make_notice(director)
    notice.pk = None
    with pytest.raises(IntegrityError, match="notify_notice_once"):
        Notice.objects.bulk_create([notice])
