"""Typed factories for tests of maintenance and of what stands above it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from houqin.cases.models import Case
from houqin.core import clock
from houqin.ledgers.testing import make_book
from houqin.maintenance.models import (
    Contractor,
    ContractorLink,
    Equipment,
    EquipmentKind,
    GoodsLoan,
    PartUsed,
    RepairBatch,
    Repairer,
    RepairPromise,
    Round,
    UpkeepRule,
    UsageTrigger,
    WorkOrder,
)
from houqin.maintenance.services import orders
from houqin.org.member import Member
from houqin.org.models import Place
from houqin.org.testing import make_place

_numbers = count(1)
# A Monday in working hours, whatever the clock on the wall says.
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def make_kind(name: str = "", **fields: Any) -> EquipmentKind:
    return EquipmentKind.objects.create(name=name or f"类别{next(_numbers)}", **fields)


def make_piece(kind: EquipmentKind, place: Place, *, name: str = "", **fields: Any) -> Equipment:
    piece = Equipment(
        kind=kind, place=place, name=name or kind.name,
        code=fields.pop("code", f"E{next(_numbers)}"), **fields,
    )  # fmt: skip
    piece.fill_search()
    piece.save()
    return piece


def make_rule(kind: EquipmentKind, cadence: str = "FREQ=WEEKLY", **fields: Any) -> UpkeepRule:
    fields.setdefault("points", ["外观完好", "运转正常"])
    fields.setdefault("name", f"{kind.name}检查{next(_numbers)}")
    return UpkeepRule.objects.create(kind=kind, cadence=cadence, **fields)


def make_order(actor: Member, place: Place, *, now: datetime = NOW, **given: Any) -> Case:
    given.setdefault("fault", "water")
    given.setdefault("text", "水龙头关不紧，一直滴水")
    given.setdefault("token", uuid4())
    return orders.report(actor=actor, place=place, now=now, **given)


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, of rows the member may see, for the test that walks them."""
    now = clock.now()
    place = make_place("走查维修间")
    kind = make_kind()
    piece = make_piece(kind, place)
    rule = make_rule(kind)
    row = Round.objects.create(rule=rule, first=clock.today(), due_on=clock.today())
    firm = Contractor.objects.create(name=f"走查维保{next(_numbers)}")
    case = make_order(member, place, now=now)
    order = WorkOrder.objects.get(case=case)
    made: dict[str, Any] = {"made_by": member.staff, "made_at": now}
    part = PartUsed.objects.create(order=order, name="垫圈", price=Decimal(1), **made)
    ContractorLink.objects.create(contractor=firm, expires_at=now + timedelta(days=1), **made)
    batch = RepairBatch.objects.create(title="走查", token=uuid4(), **made)
    promise = RepairPromise.objects.create(
        grade="normal", fault="network", respond_hours=1, finish_days=1
    )
    repairer = Repairer.objects.create(staff=member.staff)
    book = make_book(now=now)
    trigger = UsageTrigger.objects.create(
        name="走查", book=book, field="grams", value=1, work="走查"
    )
    loan = GoodsLoan.objects.create(
        goods="篮球", quantity=1, staff=member.staff, lent_by=member.staff, lent_at=now,
        token=uuid4(),
    )  # fmt: skip
    of_piece = ("piece", "equipment-edit", "equipment-remove", "state", "inspect", "recheck")
    return {
        **{f"maintenance:{name}": (piece.pk,) for name in of_piece},
        "maintenance:loan-back": (loan.pk,),
        "maintenance:kind": (kind.pk,),
        "maintenance:rule": (rule.pk,),
        "maintenance:round": (row.pk,),
        "maintenance:contractor": (firm.pk,),
        "maintenance:firm-links": (firm.pk,),
        "maintenance:firm-links-revoke": (firm.pk,),
        "maintenance:part-add": (case.pk,),
        "maintenance:firm-link": (case.pk,),
        "maintenance:pieces": (case.pk,),
        "maintenance:part-remove": (part.pk,),
        "maintenance:batch": (batch.pk,),
        "maintenance:repairer": (repairer.pk,),
        "maintenance:promise": (promise.pk,),
        "maintenance:promise-drop": (promise.pk,),
        "maintenance:trigger": (trigger.pk,),
    }
