"""Many faults at once: what a grade collected, forwarded together, each with its own number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.once import alone
from houqin.journal.public import record
from houqin.maintenance.models import RepairBatch, WorkOrder
from houqin.maintenance.services.orders import report
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Place, SchoolClass

Problem = tuple[int, str, str]  # place, fault, words


def places_of(keys: Iterable[int]) -> dict[int, Place]:
    """The places by key; ValidationError where one is gone."""
    wanted = set(keys)
    found = Place.objects.in_bulk(wanted)
    if len(found) != len(wanted):
        raise ValidationError("有地方已被删去，请刷新后再选。")
    return found


def start_batch(
    actor: Member, title: str, token: UUID, now: datetime, school_class: SchoolClass | None = None
) -> RepairBatch:
    batch = RepairBatch(
        title=title.strip(), made_by=actor.staff, made_at=now, token=token,
        school_class=school_class,
    )  # fmt: skip
    batch.full_clean(exclude=["institution", "made_by", "school_class"])
    batch.save()
    return batch


@transaction.atomic
def forward(
    *, actor: Member, title: str, lines: Sequence[Problem], token: UUID, now: datetime
) -> RepairBatch:
    """Report each line; the same ``token`` again gives the batch that was made with it."""
    demand(actor, "maintenance.report")
    alone(token)
    known = RepairBatch.objects.filter(token=token).first()
    if known is not None:
        return known
    places = places_of(place for place, _fault, _said in lines)
    batch = start_batch(actor, title, token, now)
    for number, (place, fault, said) in enumerate(lines):
        case = report(
            actor=actor, place=places[place], fault=fault, text=said,
            token=uuid5(token, str(number)), now=now,
        )  # fmt: skip
        WorkOrder.objects.filter(case=case).update(batch=batch)
    record(actor=actor, action="maintenance.batch_forwarded", target=batch, count=len(lines))
    return batch
