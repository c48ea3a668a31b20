"""Small works: estimated, approved with the amount, done, accepted; the danger ends with them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from houqin.cases.models import Case
from houqin.cases.public import take
from houqin.maintenance.models import WorkOrder
from houqin.maintenance.testing import NOW, make_order
from houqin.maintenance.tests.test_orders import finish
from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.org.testing import at, make_member, make_place, signed_in

HOUR = timedelta(hours=1)


def test_a_dangerous_wall_is_a_hazard_until_its_approved_repair_is_accepted(
    institution: Institution, director: Member, principal: Member, technician: Member
) -> None:
    make_member(institution, "finance", name="会计")
    case = make_order(make_member(institution), make_place("西围墙"), fault="building",
                      text="围墙开裂倾斜")  # fmt: skip
    take(actor=technician, case_id=case.pk, transition="accept", now=NOW)
    with pytest.raises(ValidationError, match="先“小修缮报批”"):
        finish(case, technician, cost=Decimal(1800))
    take(actor=technician, case_id=case.pk, transition="estimate", now=NOW,
         given={"plan": "拆除重砌 6 米", "estimate": Decimal(1800), "danger": "high"})  # fmt: skip
    order = WorkOrder.objects.get(case=case)
    hazard = Case.objects.get(flow="hazard")
    assert (hazard.owner, hazard.is_open) == (technician.staff, True)
    with pytest.raises(ValidationError):  # nothing is built before the money is there
        finish(case, technician)
    request = order.request
    assert request is not None
    take(actor=director, case_id=request.pk, transition="agree", now=NOW)
    case.refresh_from_db()
    assert case.state == "approving"  # from a thousand the finance office signs too
    take(actor=member_of(institution, "会计"), case_id=request.pk, transition="agree", now=NOW)
    case.refresh_from_db()
    order.refresh_from_db()
    assert (case.state, order.granted) == ("accepted", Decimal(1800))
    with pytest.raises(ValidationError, match="超过批准"):
        finish(case, technician, NOW + HOUR, cost=Decimal(2500))
    finish(case, technician, NOW + HOUR, cost=Decimal(1750))
    hazard.refresh_from_db()
    assert hazard.state == "fixed"  # mended; somebody else accepts
    take(actor=director, case_id=case.pk, transition="confirm", now=NOW + 2 * HOUR,
         given={"stars": 5})  # fmt: skip
    hazard.refresh_from_db()
    assert not hazard.is_open
    shown = signed_in(director).get(at(institution, f"cases/{case.pk}/")).content.decode()
    assert "批准 1800.00 元" in shown


def test_what_is_refused_goes_back_to_the_repairer_and_the_limit_is_a_setting(
    institution: Institution, director: Member, technician: Member
) -> None:
    page = at(institution, "maintenance/promises/limit/")
    assert signed_in(director).post(page, {"approved_from": "0"}).status_code == 422
    signed_in(director).post(page, {"approved_from": "200"})
    case = make_order(make_member(institution), make_place())
    take(actor=technician, case_id=case.pk, transition="accept", now=NOW)
    with pytest.raises(ValidationError, match="200 元起"):
        finish(case, technician, cost=Decimal(300))
    take(actor=technician, case_id=case.pk, transition="estimate", now=NOW,
         given={"plan": "换泵", "estimate": Decimal(300), "danger": "none"})  # fmt: skip
    request = WorkOrder.objects.get(case=case).request
    assert request is not None
    take(actor=director, case_id=request.pk, transition="refuse", now=NOW, given={"why": "能修"})
    case.refresh_from_db()
    assert (case.state, case.waiter) == ("accepted", technician.staff)
    assert not Case.objects.filter(flow="hazard").exists()
    finish(case, technician, cost=Decimal(150))


def member_of(institution: Institution, name: str) -> Member:
    from houqin.org.member import member_of as member
    from houqin.org.models import Staff

    return member(Staff.objects.get(name=name), institution, NOW.date())
