"""What is said about the leaders goes round them: to the next above, never to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from houqin.cases.models import Case
from houqin.cases.public import assign, take, visible
from houqin.cases.services.sweeping import sweep
from houqin.core import clock
from houqin.notify.models import Notice
from houqin.org.testing import make_member
from houqin.voice.tests.test_opinions import answer, complain, said


def told(case):
    return set(
        Notice.objects.filter(body__contains=case.number).values_list("recipient", flat=True)
    )


def test_what_a_stranger_says_about_the_director_is_told_to_the_others_alone(
    institution, director, principal
):
    clerk = make_member(institution, "clerk", name="干事")
    complain(institution, "主任收了回扣", about=["director"])
    case = Case.objects.get()
    assert told(case) == {principal.staff.pk, clerk.staff.pk}
    assert not visible(director, "opinion").exists()
    # reminders of what nobody took up go the same way
    Notice.objects.all().delete()
    sweep(clock.now() + timedelta(days=40))
    assert told(case) == {principal.staff.pk, clerk.staff.pk}


def test_about_everybody_who_handles_opinions_it_goes_to_the_superior_who_has_it_looked_into(
    institution, director, principal, technician
):
    above = make_member(institution, name="书记")
    principal.staff.superior = above.staff
    principal.staff.save()
    complain(institution, "校长和主任合伙", about=["principal", "director"])
    case, now = Case.objects.get(), clock.now()
    assert told(case) == {above.staff.pk}
    assert not visible(principal, "opinion").exists()
    with pytest.raises(PermissionDenied):
        take(actor=principal, case_id=case.pk, transition="accept", now=now,
             given={"owner": technician.staff})  # fmt: skip
    take(actor=above, case_id=case.pk, transition="accept", now=now,
         given={"owner": technician.staff})  # fmt: skip
    answer(technician, case)
    given = {"conclusion": "报上级处理"}
    with pytest.raises(PermissionDenied):
        take(actor=technician, case_id=case.pk, transition="close", now=now, given=given)
    take(actor=above, case_id=case.pk, transition="close", now=now, given=given)
    case.refresh_from_db()
    assert not case.is_open


def test_without_anybody_above_the_bureau_is_told_and_where_nobody_is_left_the_sender(
    institution, director, principal
):
    _phone, refused = complain(institution, "都有问题", about=["principal", "director"])
    assert refused.status_code == 422
    assert "直接向上级主管部门反映" in said(refused)
    assert not Case.objects.exists()
    keeper = make_member(institution, "administrator", name="信息员")
    complain(institution, "伙食费去哪了", about=["principal", "director"])
    case = Case.objects.get()
    notice = Notice.objects.get(recipient=keeper.staff)
    assert "伙食费" not in notice.title + notice.body  # only that somebody is wanted
    inspector = make_member(institution, "inspector", name="督学")
    complain(institution, "采购不公开", about=["principal", "director"])
    later = Case.objects.exclude(pk=case.pk).get()
    assert told(later) == {inspector.staff.pk, keeper.staff.pk}
    assert visible(inspector, "opinion").filter(pk=later.pk).exists()
    # who comes into office and is not concerned finds it waiting
    clerk = make_member(institution, "clerk", name="新干事")
    assert assign(actor=clerk, case_ids=[later.pk], owner_id=keeper.staff.pk, now=clock.now()) == 1
