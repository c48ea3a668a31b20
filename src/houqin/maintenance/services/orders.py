"""What a repair's case does to its order, and the ways in: staff, strangers, failed checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from houqin.cases.models import Case
from houqin.cases.public import open_case
from houqin.files.models import StoredFile
from houqin.journal.public import record
from houqin.maintenance.models import Equipment, PartUsed, WorkOrder
from houqin.maintenance.rules.faults import FAULTS
from houqin.maintenance.services import small_works
from houqin.maintenance.services.dispatching import owner_of, ranking_of
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Place

__all__ = [
    "add_part", "of_repairer", "opened", "owner_of", "remove_part", "report", "stepped", "title_of",
]  # fmt: skip
WARRANTY = timedelta(days=90)
_NOTHING = Decimal(0)


def title_of(fault: str, text: str) -> str:
    """How a report is called in lists: what is broken, and how it began to be told."""
    name = FAULTS[fault].name if fault in FAULTS else FAULTS["other"].name
    first = text.strip().splitlines()[0][:40] if text.strip() else ""
    return f"{name}：{first}" if first else name


@transaction.atomic
def report(
    *,
    actor: Member,
    place: Place,
    fault: str,
    text: str,
    token: UUID,
    now: datetime,
    grade: str = "",
    equipment: Equipment | None = None,
    photos: Sequence[StoredFile] = (),
) -> Case:
    """Somebody inside reports; who repairs it is chosen and told at once."""
    demand(actor, "maintenance.report")
    case = open_case(
        actor=actor, flow="work_order", title=title_of(fault, text), text=text, kind=fault,
        grade=grade or _grade(fault), place=place, photos=photos, token=token, now=now,
    )  # fmt: skip
    if equipment is not None:
        about(case, equipment)
    return case


def _grade(fault: str) -> str:
    return "urgent" if FAULTS[fault].is_dangerous else "normal"


def about(case: Case, equipment: Equipment) -> WorkOrder:
    """Say which piece the order repairs; a covering warranty of the piece is looked for again."""
    order: WorkOrder = WorkOrder.objects.get(case=case)
    if order.equipment_id != equipment.pk:
        order.equipment = equipment
        order.warranty_of = _covering(order, case.opened_at)
        order.save(update_fields=["equipment", "warranty_of"])
    return order


def opened(*, case: Case, now: datetime, **_known: Any) -> None:
    """The flow's hook: every repair has its order, with the reason why who got it."""
    chosen = getattr(case, "dispatched", None)
    order = WorkOrder(
        case=case,
        fault=case.kind if case.kind in FAULTS else "other",
        place=case.place,
        repairer=case.owner,
        dispatch_reason=chosen.reason[:300] if chosen else "",
        ranking=ranking_of(chosen) if chosen else [],
    )
    order.warranty_of = _covering(order, now)
    order.save()


def _covering(order: WorkOrder, now: datetime) -> WorkOrder | None:
    """An earlier repair of the same thing here whose warranty has not run out."""
    rows = WorkOrder.objects.filter(
        warranty_until__gte=timezone.localdate(now), finished_at__isnull=False
    )
    if order.pk:
        rows = rows.exclude(pk=order.pk)
    if order.equipment_id:
        return rows.filter(equipment=order.equipment).order_by("-pk").first()
    if order.place_id is None:
        return None
    return rows.filter(place=order.place, fault=order.fault).order_by("-pk").first()


def stepped(
    *, case: Case, step: Any, actor: Member | None, given: Mapping[str, Any], now: datetime
) -> None:
    """The flow's hook: bring the order to where its case has got."""
    order = WorkOrder.objects.select_for_update(of=("self",)).get(case=case)
    act = _STEPS.get(step.transition)
    if act is not None:
        act(order, case, actor, given, now)
        order.full_clean(exclude=["institution", "case", "place"])
        order.save()
    if step.transition == "finish":
        small_works.mended(order, step, actor, now)
    elif step.transition == "confirm":
        small_works.accepted(order, actor, now)


def _dispatched(order: WorkOrder, case: Case, actor: Member | None, _given: Any, _now: Any) -> None:
    order.repairer, order.is_outside, order.contractor = case.owner, False, None
    order.dispatch_reason = f"{actor.name if actor else '系统'}手工指派"


def _accepted(order: WorkOrder, case: Case, _actor: Any, _given: Any, now: datetime) -> None:
    order.repairer = case.owner
    order.answered_at = order.answered_at or now


def _arrived(order: WorkOrder, case: Case, _actor: Any, _given: Any, now: datetime) -> None:
    _accepted(order, case, _actor, _given, now)
    order.arrived_at = now


def _outsourced(order: WorkOrder, _case: Case, _actor: Any, _given: Any, now: datetime) -> None:
    order.is_outside = True
    order.answered_at = order.answered_at or now


def _finished(
    order: WorkOrder, case: Case, actor: Member | None, given: Mapping[str, Any], now: datetime
) -> None:
    from houqin.maintenance.services.furniture import close_list  # which reports orders itself

    close_list(order, actor)
    late = case.due_at is not None and now > case.due_at
    if late and actor is not None and not given.get("late"):
        raise ValidationError({"given.late": "已经超过承诺时间，请选一个原因。"})
    order.answered_at = order.answered_at or now
    order.finished_at, order.cause = now, str(given.get("cause", ""))[:300]
    order.labour_minutes = int(given.get("labour") or 0)
    order.outside_cost = given.get("cost") or _NOTHING
    if actor is not None:
        small_works.demand_granted(order, order.cost)
    order.market_price = given.get("market") or _NOTHING
    order.is_outside = order.is_outside or actor is None
    order.late_reason = given.get("late") or "" if late else ""
    order.warranty_until = timezone.localdate(now) + WARRANTY
    case.money_spent = order.cost
    case.save(update_fields=["money_spent"])
    if order.equipment is not None and order.equipment.state == Equipment.State.REPAIR:
        order.equipment.state, order.equipment.state_reason = Equipment.State.GOOD, ""
        order.equipment.save(update_fields=["state", "state_reason"])


def _again(order: WorkOrder, _case: Case, _actor: Any, _given: Any, _now: datetime) -> None:
    order.finished_at = order.arrived_at = order.warranty_until = None


_STEPS = {
    "dispatch": _dispatched,
    "accept": _accepted,
    "arrive": _arrived,
    "outsource": _outsourced,
    "finish": _finished,
    "again": _again,
    "estimate": small_works.estimated,
}


@transaction.atomic
def add_part(
    *,
    actor: Member,
    case_id: int,
    name: str,
    quantity: Decimal,
    unit: str,
    price: Decimal,
    now: datetime,
) -> PartUsed:
    """Note material that went into a repair; what the repair costs follows."""
    order = of_repairer(actor, case_id)
    part = PartUsed(
        order=order, name=name.strip(), quantity=quantity, unit=unit.strip() or "个", price=price,
        made_by=actor.staff, made_at=now,
    )  # fmt: skip
    part.full_clean(exclude=["institution", "order", "made_by"])
    part.save()
    _reckon(order)
    record(
        actor=actor, action="maintenance.part_added", target=order, name=part.name,
        quantity=part.quantity.normalize(), unit=part.unit,
    )  # fmt: skip
    return part


@transaction.atomic
def remove_part(*, actor: Member, part: PartUsed) -> bool:
    order = of_repairer(actor, part.order.case_id)
    record(actor=actor, action="maintenance.part_removed", target=order, name=part.name)
    part.delete()
    _reckon(order)
    return True


def of_repairer(actor: Member, case_id: int) -> WorkOrder:
    """The open order, locked, for who may work on it."""
    rows = WorkOrder.objects.select_for_update(of=("self",)).select_related("case")
    order = rows.get(case_id=case_id)
    demand(actor, "maintenance.repair", order)
    if not order.case.is_open:
        raise ValidationError("这张维修单已办结，不能再改。")
    return order


def _reckon(order: WorkOrder) -> None:
    total = order.parts.aggregate(total=Sum(F("quantity") * F("price")))["total"] or _NOTHING
    order.parts_cost = Decimal(total).quantize(Decimal("0.01"))
    order.save(update_fields=["parts_cost"])
    Case.objects.filter(pk=order.case_id).update(money_spent=order.cost)
