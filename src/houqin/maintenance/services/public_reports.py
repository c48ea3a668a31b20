"""Reports from strangers: a place's label, a photo and three fields; within limits, once each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models import F

from houqin.cases.flow import Party
from houqin.cases.models import Case, Source
from houqin.cases.public import Outside, likely_same, open_case, take
from houqin.core.once import alone
from houqin.files.public import take_strangers_photo
from houqin.journal.public import record
from houqin.maintenance.models import Equipment, SameReport, WorkOrder
from houqin.maintenance.rules.faults import FAULTS
from houqin.maintenance.services.orders import about, title_of
from houqin.org.models import Place

# One phone tells little; a whole school may stand behind one address, so places are counted.
DEVICE_HOUR, DEVICE_DAY, PLACE_HOUR = 5, 12, 30
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@transaction.atomic
def report_from_outside(
    *,
    place: Place,
    fault: str,
    text: str,
    name: str,
    phone: str,
    device: str,
    token: UUID,
    now: datetime,
    photos: Sequence[File[Any]] = (),
    equipment: Equipment | None = None,
) -> Case:
    """Open a repair for somebody without an account; the follow code comes with the case."""
    alone(token)
    known = Case.objects.filter(token=token, flow="work_order").first()
    if known is not None:
        return known
    _within_limits(device, place, now)
    taken = [take_strangers_photo(upload=upload, now=now) for upload in photos]
    case = open_case(
        actor=None,
        flow="work_order",
        title=title_of(fault, text),
        text=text,
        kind=fault,
        grade="urgent" if FAULTS[fault].is_dangerous else "normal",
        place=place,
        source=Source.PUBLIC,
        outside=Outside(name=name or "扫码报修", phone=phone),
        photos=taken,
        token=token,
        now=now,
    )
    WorkOrder.objects.filter(case=case).update(device=device)
    if equipment is not None and equipment.place_id == place.pk:
        about(case, equipment)
    return case


def _within_limits(device: str, place: Place, now: datetime) -> None:
    """ValidationError with what to do instead, where too much comes from a phone or to a place."""
    mine = WorkOrder.objects.filter(device=device)
    today = mine.filter(case__opened_at__gt=now - _DAY).count()
    if today >= DEVICE_DAY:
        raise ValidationError("这部手机今天报得太多了。有急事请直接打总务处电话。")
    if mine.filter(case__opened_at__gt=now - _HOUR).count() >= DEVICE_HOUR:
        raise ValidationError("报得太快了，请过一会儿再报。同一处的几样毛病可以写在一起。")
    here = WorkOrder.objects.filter(place=place, case__source=Source.PUBLIC)
    if here.filter(case__opened_at__gt=now - _HOUR).count() >= PLACE_HOUR:
        raise ValidationError("这里刚才报得太多了，已有人在处理。有急事请直接打总务处电话。")


def reported_here(place: Place, now: datetime) -> list[Case]:
    """What is open at the place already, to be joined instead of reported again."""
    return likely_same("work_order", place, now)


@transaction.atomic
def join(*, case: Case, device: str, now: datetime) -> int:
    """One more who waits for it: once for each phone. How many there are."""
    order = WorkOrder.objects.select_for_update(of=("self",)).get(case=case)
    if order.device == device:
        return order.votes
    _row, is_new = SameReport.objects.get_or_create(
        order=order, device=device, defaults={"made_at": now}
    )
    if is_new:
        WorkOrder.objects.filter(pk=order.pk).update(votes=F("votes") + 1)
        order.refresh_from_db(fields=["votes"])
        record(actor=None, action="maintenance.same_reported", target=case, votes=order.votes)
    return order.votes


def answer_as_reporter(
    *, case: Case, transition: str, given: Mapping[str, Any], token: UUID, now: datetime
) -> Case:
    """What the holder of the follow code does: confirm with stars, or have it repaired again."""
    if transition not in {"confirm", "again"}:
        raise ValidationError("这一步不能从这里办。")
    return take(
        actor=None, case_id=case.pk, transition=transition, given=given, token=token, now=now,
        as_party=Party.PUBLIC,
    )  # fmt: skip
