"""小修缮: a repair that costs more waits for its money, and the danger it ends is a hazard.

The request is an approval of the cases; what came of it takes the repair on by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from houqin.cases.approvals.chain import file_request
from houqin.cases.flow import Party, flows
from houqin.cases.models import Case, CaseStep
from houqin.cases.public import Source, open_case, take
from houqin.core.saving import save_with
from houqin.files.models import StoredFile
from houqin.files.public import attachments_of
from houqin.journal.public import record
from houqin.maintenance.models import RepairLimit, WorkOrder
from houqin.maintenance.models.promises import APPROVED_FROM
from houqin.maintenance.requests import SMALL_WORK
from houqin.org.access import demand
from houqin.org.member import Member

HAZARD = "hazard"  # the safety room's flow; rooms side by side know each other by code alone


def limit() -> Decimal:
    row = RepairLimit.objects.first()
    return row.approved_from if row else APPROVED_FROM


@transaction.atomic
def keep_limit(*, actor: Member, approved_from: Decimal) -> RepairLimit:
    demand(actor, "maintenance.settle")
    row = RepairLimit.objects.select_for_update().first() or RepairLimit()
    save_with(row, {"approved_from": approved_from}, unchecked=("institution",))
    record(actor=actor, action="maintenance.limit_kept", target=row)
    return row


def estimated(
    order: WorkOrder, case: Case, actor: Member | None, given: Mapping[str, Any], now: datetime
) -> None:
    """The step of the flow: file the request; what is dangerous is a hazard until accepted."""
    if actor is None:
        raise ValidationError("报批由本单位的人办理。")
    order.plan, order.estimate = str(given["plan"])[:300], given["estimate"]
    order.granted = None
    order.request = file_request(
        actor=actor, type=SMALL_WORK.code, title=f"小修缮：{case.title}"[:120],
        text=f"{case.number}：{order.plan}", amount=order.estimate, now=now, pointer=case,
    )  # fmt: skip
    if given.get("danger") == "high" and not order.is_dangerous:
        order.is_dangerous = True
        _as_hazard(actor, case, order, now)


def _as_hazard(actor: Member, repair: Case, order: WorkOrder, now: datetime) -> None:
    if not any(flow.code == HAZARD for flow in flows()):
        return
    open_case(
        actor=actor, flow=HAZARD, title=repair.title, kind="building", place=repair.place,
        text=f"{repair.text}现场已围挡、停用，等小修缮（{repair.number}）修好验收。",
        owner=order.repairer or actor.staff, source=Source.TASK, pointer=repair,
        token=uuid5(NAMESPACE_OID, f"small-work-{repair.pk}"), now=now,
    )  # fmt: skip


def _hazards(order: WorkOrder) -> list[Case]:
    rows = Case.objects.filter(
        flow=HAZARD, pointer_type=Case._meta.label_lower, pointer_id=order.case_id, is_open=True
    )
    return list(rows) if order.is_dangerous else []


def mended(order: WorkOrder, step: CaseStep, actor: Member | None, now: datetime) -> None:
    """The repair is done: the hazard waits to be verified, with the same photo."""
    for hazard in _hazards(order):
        shown = [one.file_id for one in attachments_of([step])[step.pk]]
        files = list(StoredFile.objects.filter(pk__in=shown))
        move = "fixed_now" if hazard.state == "found" else "fix"
        _try(hazard, move, actor, now, {"measure": f"维修 {order.case.number} 已修好"}, files)


def accepted(order: WorkOrder, actor: Member | None, now: datetime) -> None:
    """The repair is accepted: so is the end of the hazard, by who may verify it."""
    for hazard in _hazards(order):
        _try(hazard, "verify", actor, now, {"said": f"随维修 {order.case.number} 验收"}, [])


def _try(
    hazard: Case, move: str, actor: Member | None, now: datetime, given: dict[str, Any],
    files: list[Any],
) -> None:  # fmt: skip
    """What this person may not do to the hazard waits for who answers for safety."""
    if actor is None:
        return
    try:
        with transaction.atomic():
            take(
                actor=actor, case_id=hazard.pk, transition=move, now=now, given=given,
                photos={"after": files} if files else {},
            )  # fmt: skip
    except (PermissionDenied, ValidationError):
        return


def granted(*, case: Case, now: datetime) -> None:
    """The request was granted: the repair goes on."""
    order = WorkOrder.objects.select_for_update(of=("self",)).get(request=case)
    order.granted = case.subject.amount
    order.save(update_fields=["granted"])
    _go_on(order, "granted", f"{order.granted:,.2f} 元（{case.number}）", now)


def denied(*, case: Case, now: datetime) -> None:
    order = WorkOrder.objects.get(request=case)
    _go_on(order, "denied", f"{case.standing.name}（{case.number}）", now)


def _go_on(order: WorkOrder, transition: str, said: str, now: datetime) -> None:
    take(
        actor=None, case_id=order.case_id, transition=transition, given={"said": said}, now=now,
        as_party=Party.CONTRACTOR, who="审批",
    )  # fmt: skip


def demand_granted(order: WorkOrder, spent: Decimal) -> None:
    """ValidationError where more was spent than may be without approval, or than was granted."""
    allowed = limit()
    if spent < allowed:
        return
    if order.granted is None:
        raise ValidationError(
            f"这件花了 {spent:,.2f} 元，{allowed:,.0f} 元起要报批。请先“小修缮报批”，批了再交工。"
        )
    if spent > order.granted:
        raise ValidationError(
            f"这件花了 {spent:,.2f} 元，超过批准的 {order.granted:,.2f} 元，请再报批一次。"
        )
