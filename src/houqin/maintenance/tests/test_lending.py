"""Balls that are lent, and those that do not come back."""

from __future__ import annotations

from uuid import uuid4

from houqin.maintenance.models import GoodsLoan
from houqin.maintenance.services import lending
from houqin.maintenance.testing import NOW
from houqin.notify.models import Notice
from houqin.org.member import Member
from houqin.org.models import Institution, SchoolClass
from houqin.org.testing import at, make_member, signed_in


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
    client.post(back, {"returned": "9", "note": "一个滚进河里，照价赔"})
    loan.refresh_from_db()
    assert loan.settled_at is not None
    assert lending.tell_unreturned(now=NOW) == 0
    assert client.post(back, {"returned": "10", "note": ""}).status_code == 422
