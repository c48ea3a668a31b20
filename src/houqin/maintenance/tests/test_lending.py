"""Balls that are lent, and those that do not come back."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from houqin.maintenance.models import GoodsLoan, Round
from houqin.maintenance.services import lending, rounds
from houqin.maintenance.services.rounds import Line
from houqin.maintenance.testing import NOW, make_kind, make_piece, make_rule
from houqin.notify.models import Notice
from houqin.org.member import Member
from houqin.org.models import Institution, SchoolClass
from houqin.org.testing import at, make_member, make_place, signed_in


def test_ten_balls_lent_nine_back_the_class_is_named_until_the_tenth_is_accounted_for(
    institution: Institution, technician: Member
) -> None:
    teacher = make_member(institution, name="王老师")
    group = SchoolClass.objects.create(name="三1班")
    client = signed_in(technician)
    given = {
        "goods": "篮球", "quantity": "10", "school_class": group.pk, "staff": teacher.staff.pk,
        "token": str(uuid4()),
    }  # fmt: skip
    for _tap in range(2):
        answer = client.post(at(institution, "maintenance/loans/add/"), given)
        assert answer.status_code == 302
    loan = GoodsLoan.objects.get()
    back = at(institution, f"maintenance/loans/{loan.pk}/")
    assert client.post(back, {"returned": "11", "note": ""}).status_code == 422
    assert client.post(back, {"returned": "9", "note": ""}).status_code == 302
    assert lending.tell_unreturned(now=NOW) == 1
    assert lending.tell_unreturned(now=NOW) == 1
    told = Notice.objects.get(kind="maintenance.unreturned", recipient=technician.staff)
    assert "三1班 王老师：篮球差 1" in told.body
    page = client.get(at(institution, "maintenance/loans/?out=1")).content.decode()
    assert "还差 1" in page
    # the store's sheet of the day waits for it
    kind = make_kind("体育用品房", code="sports")
    store = make_piece(kind, make_place("体育用品房"))
    rule, day = make_rule(kind, "FREQ=DAILY"), NOW.date()
    sheet = Round.objects.create(rule=rule, first=day, due_on=day)
    seen = {"actor": technician, "round_id": sheet.pk, "lines": [Line(store.pk, "passed")]}
    with pytest.raises(ValidationError, match="三1班 王老师：篮球差 1"):
        rounds.enter(**seen, token=uuid4(), now=NOW)
    client.post(back, {"returned": "9", "note": "一个滚进河里，照价赔"})
    loan.refresh_from_db()
    assert loan.settled_at is not None
    assert lending.tell_unreturned(now=NOW) == 0
    assert rounds.enter(**seen, token=uuid4(), now=NOW) == 1
    assert client.post(back, {"returned": "10", "note": ""}).status_code == 422
