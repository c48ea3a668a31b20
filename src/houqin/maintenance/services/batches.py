"""Many faults at once: what a grade collected, forwarded together, each with its own number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.journal.public import record
from houqin.maintenance.models import RepairBatch, WorkOrder
from houqin.maintenance.services.orders import report
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Place

Problem = tuple[int, str, str]  # place, fault, words


@transaction.atomic
def forward(
    *, actor: Member, title: str, lines: Sequence[Problem], token: UUID, now: datetime
) -> RepairBatch:
    """Report each line; the same ``token`` again gives the batch that was made with it."""
    demand(actor, "maintenance.report")
    known = RepairBatch.objects.filter(token=token).first()
    if known is not None:
        return known
    places = Place.objects.in_bulk([place for place, _fault, _said in lines])
    if len(places) != len({place for place, _fault, _said in lines}):
        raise ValidationError("有地方已被删去，请刷新后再选。")
    batch = RepairBatch(title=title.strip(), made_by=actor.staff, made_at=now, token=token)
    batch.full_clean(exclude=["institution", "made_by"])
    batch.save()
    for number, (place, fault, said) in enumerate(lines):
        case = report(
            actor=actor, place=places[place], fault=fault, text=said,
            token=uuid5(token, str(number)), now=now,
        )  # fmt: skip
        WorkOrder.objects.filter(case=case).update(batch=batch)
    record(actor=actor, action="maintenance.batch_forwarded", target=batch, count=len(lines))
    return batch
