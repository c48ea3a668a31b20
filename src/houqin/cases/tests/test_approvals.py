"""Requests: asked by role and amount, signed, decided by a meeting; nobody decides their own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from houqin.cases.approvals.chain import file_request, follow_people
from houqin.cases.approvals.meeting import record_decision
from houqin.cases.approvals.on_paper import facts
from houqin.cases.approvals.types import request_types, type_of
from houqin.cases.models import Case, Turn
from houqin.cases.policy import mine
from houqin.cases.public import assign, merge, set_cooperators, take, visible
from houqin.cases.worktime import HERE
from houqin.core import clock
from houqin.files.testing import make_photo
from houqin.notify.models import Notice
from houqin.org.models import Absence, RoleHolding
from houqin.org.services.people import leave
from houqin.org.testing import make_member

NOW = datetime(2026, 11, 11, 9, 0, tzinfo=HERE)


def asked(actor, amount=None, sort="general", **more) -> Case:
    amount = Decimal(amount) if amount is not None else None
    return file_request(actor=actor, type=sort, title="买拖把", amount=amount, now=NOW, **more)


def agree(actor, case, **more) -> Case:
    return take(actor=actor, case_id=case.pk, transition="agree", now=NOW, **more)


def owner(case) -> str:
    return Case.objects.select_related("owner").get(pk=case.pk).owner.name


@pytest.fixture
def teacher(institution, director, principal):
    return make_member(institution, name="李老师", superior=director.staff)


def test_a_small_request_needs_one_word_and_a_dear_one_more_with_a_signature(
    teacher, director, principal
):
    token = uuid4()
    small = asked(teacher, token=token)
    assert asked(teacher, token=token).pk == small.pk, "tapped twice"
    assert owner(small) == director.name
    with pytest.raises(PermissionDenied):
        agree(principal, small)
    assert agree(director, small, given={"opinion": "可以"}).state == "granted"
    dear = asked(teacher, "3000")
    with pytest.raises(ValidationError) as refused:
        agree(director, dear)
    assert set(refused.value.message_dict) == {"given.signature"}
    signed = {"photos": {"signature": [make_photo(director)]}}
    agree(director, dear, **signed)
    # the superior has agreed already, and is not asked again as director
    assert owner(dear) == principal.name
    with pytest.raises(PermissionDenied):
        agree(director, dear, **signed)
    last = agree(principal, dear, photos={"signature": [make_photo(principal)]})
    assert (last.state, last.is_open) == ("granted", False)
    young = make_member(teacher.institution, name="小陈", superior=teacher.staff)
    passed_on = asked(young, "900")
    agree(teacher, passed_on)
    assert owner(passed_on) == director.name
    assert visible(teacher).filter(pk=passed_on.pk).exists(), "who has agreed reads on"


def test_above_the_threshold_nobody_agrees_before_a_meeting_has_passed_it(
    teacher, director, principal
):
    """三重一大: the record holds each opinion and vote; what fell through blocks as well."""
    case = asked(teacher, "25000")
    signed = {"photos": {"signature": [make_photo(director)]}}
    with pytest.raises(PermissionDenied, match="集体决策"):
        agree(director, case, **signed)
    votes = [
        {"name": "王校长", "vote": "for", "opinion": "确有需要"},
        {"name": "张主任", "vote": "against", "opinion": "先修旧的"},
    ]
    meeting = {
        "actor": director, "case_id": case.pk, "meeting": "校务会", "chair": "王校长",
        "held_on": date(2026, 11, 10), "result": "同意购置", "now": NOW,
    }  # fmt: skip
    with pytest.raises(PermissionDenied):
        record_decision(**meeting | {"actor": teacher}, opinions=votes)
    assert not record_decision(**meeting, opinions=votes).is_passed
    with pytest.raises(PermissionDenied, match="集体决策"):
        agree(director, case, **signed)
    more = [*votes, {"name": "赵会计", "vote": "for", "opinion": ""}]
    gone = {"name": "钱主任", "vote": "absent", "opinion": "出差"}
    for wrong in ([*more, more[0]], [more[0], gone], [*more, gone, gone | {"name": "孙主任"}]):
        with pytest.raises(ValidationError):
            record_decision(**meeting, opinions=wrong)
    with pytest.raises(ValidationError, match="不能主持"):
        record_decision(**meeting | {"chair": "钱主任"}, opinions=[*more, gone])
    assert not record_decision(**meeting, opinions=[*more, gone]).is_passed, (
        "half of all is no more"
    )
    assert record_decision(**meeting, opinions=more).is_passed
    assert "张主任 反对（先修旧的）" in dict(facts(case))["集体决策"], "on paper"
    agree(director, case, **signed)
    assert owner(case) == principal.name
    take(actor=principal, case_id=case.pk, transition="return", given={"why": "比价"}, now=NOW)
    dearer = {"added": "涨价了", "amount": Decimal(26000)}
    take(actor=teacher, case_id=case.pk, transition="resubmit", given=dearer, now=NOW)
    with pytest.raises(PermissionDenied, match="集体决策"):
        agree(director, case, **signed)  # the meeting did not hear of so much
    own = asked(director, "25000")
    with pytest.raises(PermissionDenied, match="请别人登记"):
        record_decision(**meeting | {"case_id": own.pk}, opinions=more)


def test_nobody_gets_round_the_chain_by_merging_a_request_or_helping_with_it(
    teacher, director, principal
):
    own, other = asked(director, "600", sort="purchase"), asked(teacher)
    for act, more in (
        (merge, {"case_id": own.pk, "into_id": other.pk, "reason": "一样"}),
        (set_cooperators, {"case_id": own.pk, "staff_ids": [director.staff.pk]}),
        (assign, {"case_ids": [own.pk], "owner_id": teacher.staff.pk}),
    ):
        with pytest.raises(ValidationError, match="审批链"):
            act(actor=director, now=NOW, **more)
    assert Case.objects.get(pk=own.pk).state == "asked"


def test_nobody_decides_their_own_request_and_who_stands_in_decides_for_the_absent(
    institution, director, principal
):
    own = asked(director, "600", sort="purchase")
    assert owner(own) == principal.name, "the director's own goes to the principal"
    with pytest.raises(PermissionDenied):
        agree(director, own)
    deputy = make_member(institution, name="陈老师")
    today = clock.today()
    Absence.objects.create(
        staff=principal.staff, first=today, last=today + timedelta(3), substitute=deputy.staff
    )
    follow_people(today)
    assert owner(own) == "陈老师"
    assert Turn.objects.get(decision="open").note == "代班"
    follow_people(today + timedelta(4))
    assert owner(own) == principal.name, "back from leave"
    RoleHolding.objects.filter(role="principal").delete()
    successor = make_member(institution, "principal", name="新校长")
    follow_people(today + timedelta(4))
    assert owner(own) == successor.name


def test_returned_it_goes_on_where_it_was_and_with_another_amount_from_the_start(
    teacher, director, principal
):
    case = asked(teacher, "900")
    take(actor=director, case_id=case.pk, transition="return", given={"why": "写明型号"}, now=NOW)
    back = Case.objects.get()
    assert (back.state, back.waiter_id) == ("returned", teacher.staff.pk)
    more = {"added": "型号 A3", "amount": Decimal(2600)}
    take(actor=teacher, case_id=case.pk, transition="resubmit", given=more, now=NOW)
    assert Turn.objects.filter(decision="open").get().person_id == director.staff.pk
    assert [name for _code, name, _roles in Case.objects.get().approval.chain][-1] == "校长审批"
    take(actor=teacher, case_id=case.pk, transition="withdraw", now=NOW)
    assert Turn.objects.filter(decision="open").count() == 0


def test_returned_to_somebody_who_has_left_it_waits_for_who_manages_requests(
    teacher, director, administrator
):
    case = asked(teacher, "900")
    take(actor=director, case_id=case.pk, transition="return", given={"why": "写明型号"}, now=NOW)
    with pytest.raises(PermissionDenied):
        take(actor=director, case_id=case.pk, transition="withdraw", now=NOW)
    left = {"left_on": NOW.date(), "today": NOW.date()}
    leave(actor=administrator, row=teacher.staff, **left)
    back = Case.objects.get()
    assert (back.waiter_id, back.waits_for, back.owner) == (None, "manager", director.staff)
    assert Notice.objects.filter(recipient=director.staff, title__contains=back.title).exists()
    assert visible(director).filter(mine(director)).get() == case
    assert take(actor=director, case_id=case.pk, transition="withdraw", now=NOW).is_open is False


def test_a_stage_is_called_as_its_holder_is_called_in_such_an_institution():
    sort = type_of("purchase")
    assert [one.called("kindergarten") for one in sort.stages][-1] == "园长审批"
    assert [one.called("school") for one in sort.stages][-1] == "校长审批"


def test_every_sort_that_is_offered_comes_to_its_end_by_other_people(teacher, director, principal):
    signed = {director: make_photo(director), principal: make_photo(principal)}
    for sort in (one for one in request_types() if one.is_offered):
        case = asked(teacher, "600", sort=sort.code)
        for _stage in range(4):
            case.refresh_from_db()
            whose = next((one for one in signed if one.staff.pk == case.owner_id), None)
            if not case.is_open or whose is None:
                break
            agree(whose, case, photos={"signature": [signed[whose]]})
        case.refresh_from_db()
        assert case.state == "granted", sort.name
