"""A class's list of broken furniture: sent at once, one order a room, each piece's end known."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from houqin.cases.models import Case
from houqin.cases.public import take
from houqin.maintenance.models import BrokenPiece, RepairBatch, WorkOrder
from houqin.maintenance.testing import NOW
from houqin.maintenance.tests.test_orders import finish
from houqin.org.member import Member
from houqin.org.models import Institution, SchoolClass
from houqin.org.testing import at, make_member, make_place, signed_in


def are_found(page: str, teacher: Client, technician: Client) -> None:
    institution = BrokenPiece.objects.all()[0].institution
    for query in ("三（1）班", "桌面翘起", "宿舍 2-5"):
        found = at(institution, f"search/?q={query}")
        assert page in teacher.get(found).content.decode(), query
        assert page in technician.get(found).content.decode(), query
    stranger = signed_in(make_member(institution, "homeroom", name="李老师"))
    assert page not in stranger.get(found).content.decode()


def test_fourteen_broken_pieces_of_two_rooms_are_two_orders_and_each_has_its_end(
    institution: Institution, director: Member, technician: Member
) -> None:
    teacher = make_member(institution, "homeroom", name="王老师")
    own = SchoolClass.objects.create(name="三（1）班", homeroom=teacher.staff)
    room, dormitory = make_place("301"), make_place("宿舍 2-5")
    browser, page = signed_in(teacher), at(institution, "maintenance/together/class/")
    assert "三（1）班 坏桌椅清单" in browser.get(page).content.decode()
    lines = (
        (room.pk, "desk", "6", "桌面翘起"), ("", "chair", "3", "腿松"), ("", "chair", "1", "腿松"),
        (dormitory.pk, "bed", "4", ""), ("", "desk", "", ""),
    )  # fmt: skip
    given = {"title": "坏桌椅", "school_class": own.pk, "token": str(uuid4())}
    for number, row in enumerate(lines):
        names = ("place", "thing", "quantity", "said")
        given |= {f"line-{number}-{name}": value for name, value in zip(names, row, strict=True)}
    nowhere = given | {"line-0-place": ""}
    assert browser.post(page, nowhere).status_code == 422
    assert browser.post(page, given | {"line-1-quantity": "x"}).status_code == 422
    made = browser.post(page, given)
    assert browser.post(page, given)["Location"] == made["Location"]  # sent twice, kept once
    assert RepairBatch.objects.get().school_class == own
    texts = set(Case.objects.values_list("text", flat=True))
    assert texts == {"课桌 6 张（桌面翘起）；椅子 4 把（腿松）", "床 4 张"}
    are_found(made["Location"], browser, signed_in(technician))

    case = Case.objects.get(place=room)
    take(actor=technician, case_id=case.pk, transition="accept", now=NOW)
    with pytest.raises(ValidationError, match=r"课桌 6 张、椅子 4 把还没登记"):
        finish(case, technician)
    pieces = list(BrokenPiece.objects.filter(order__case=case))
    fates = ((5, 1, 0), (3, 0, 1))
    form = {
        f"{name}{piece.pk}": count
        for piece, fate in zip(pieces, fates, strict=True)
        for name, count in zip(("mended", "exchanged", "scrapped"), fate, strict=True)
    }
    settle = at(institution, f"maintenance/orders/{case.pk}/pieces/")
    too_many = form | {f"mended{pieces[0].pk}": 6}
    assert signed_in(technician).post(settle, too_many).status_code == 422
    assert browser.post(settle, form).status_code == 403  # not the teacher's to say
    signed_in(technician).post(settle, form)
    finish(case, technician)
    shown = browser.get(made["Location"]).content.decode()
    assert "还没结果 4" in shown
    assert "修好 5 换新 1" in shown
    assert WorkOrder.objects.filter(batch__school_class=own).count() == 2
