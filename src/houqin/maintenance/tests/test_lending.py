"""Balls that are lent, and those that do not come back."""

from __future__ import annotations

from datetime import timedelta
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


def test_thirty_six_remotes_out_and_thirty_five_back_the_room_of_the_missing_one_is_not_cleared(
    institution: Institution, technician: Member
) -> None:
    client, kind = signed_in(technician), make_kind("空调", code="aircon")
    teacher = make_member(institution, name="李老师")
    keeper = make_member(institution, name="赵老师")
    SchoolClass.objects.create(name="三5班", homeroom=teacher.staff)
    for number in range(36):
        holder = keeper.staff if number == 1 else None
        make_piece(kind, make_place(f"三{number}班"), keeper=holder)
    sheet = at(institution, "maintenance/loans/rooms/")
    day = NOW.date() + timedelta(days=30)
    given = {"goods": "空调遥控器", "kind": kind.pk, "staff": technician.staff.pk,
             "due_on": str(day), "token": str(uuid4())}  # fmt: skip
    for _tap in range(2):
        assert client.post(f"{sheet}add/", given).status_code == 302
    loans = {loan.place.name: loan for loan in GoodsLoan.objects.select_related("place", "staff")}
    assert len(loans) == 36
    signed = [loans[f"三{n}班"].staff.name for n in (5, 1, 2)]
    assert signed == ["李老师", "赵老师", technician.staff.name]
    assert lending.tell_unreturned(now=NOW) == 0, "not before its day"
    assert "收回空调遥控器" in client.get(sheet).content.decode()
    back = {f"back{loan.pk}": int(name != "三5班") for name, loan in loans.items()}
    assert client.post(f"{sheet}back/?goods=空调遥控器", back).status_code == 302
    shown = signed_in(teacher).get(sheet).content.decode()
    assert "36 间，可以清退 35 间" in shown
    withheld = [room for room in lending.clearances(NOW) if room.out]
    assert [room.place.name for room in withheld] == ["三5班"]
    told = Notice.objects.get(kind="maintenance.unreturned", recipient=teacher.staff)
    assert "三5班" in told.title
    loss = {"returned": "0", "note": "摔坏了，照价赔", "charge": "25"}
    one = at(institution, f"maintenance/loans/{loans['三5班'].pk}/")
    assert client.post(one, loss | {"note": ""}).status_code == 422
    assert client.post(one, loss).status_code == 302
    assert "36 间，可以清退 36 间" in client.get(sheet).content.decode()
