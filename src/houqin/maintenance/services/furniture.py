"""A class's list of broken furniture: one order for each room, and what became of each piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Sum

from houqin.core.once import alone
from houqin.journal.public import record
from houqin.maintenance.models import BrokenPiece, RepairBatch, WorkOrder
from houqin.maintenance.rules.furniture import Broken, by_room, named, told
from houqin.maintenance.services.batches import places_of, start_batch
from houqin.maintenance.services.orders import of_repairer, report
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import SchoolClass

Fate = tuple[int, int, int]  # mended, exchanged, scrapped


@dataclass(frozen=True, slots=True)
class Tally:
    """How a list stands."""

    pieces: int
    mended: int
    exchanged: int
    scrapped: int

    @property
    def left(self) -> int:
        return self.pieces - self.mended - self.exchanged - self.scrapped


@transaction.atomic
def report_list(
    *, actor: Member, title: str, school_class: SchoolClass | None, lines: Sequence[Broken],
    token: UUID, now: datetime,
) -> RepairBatch:  # fmt: skip
    """One order a room; the same ``token`` again gives the list that was made with it."""
    demand(actor, "maintenance.report")
    alone(token)
    known = RepairBatch.objects.filter(token=token).first()
    if known is not None:
        return known
    places = places_of(line.place for line in lines)
    batch = start_batch(actor, title, token, now, school_class)
    for place, found in by_room(lines).items():
        case = report(
            actor=actor, place=places[place], fault="furniture", text=told(found),
            token=uuid5(token, str(place)), now=now,
        )  # fmt: skip
        WorkOrder.objects.filter(case=case).update(batch=batch)
        order = WorkOrder.objects.get(case=case)
        BrokenPiece.objects.bulk_create(
            BrokenPiece(order=order, thing=one.thing, quantity=one.quantity, said=one.said)
            for one in found
        )
    count = sum(line.quantity for line in lines)
    record(actor=actor, action="maintenance.list_reported", target=batch, count=count)
    return batch


@transaction.atomic
def settle(*, actor: Member, case_id: int, fates: Mapping[int, Fate]) -> WorkOrder:
    """Say how many of each were mended, exchanged or scrapped."""
    order = of_repairer(actor, case_id)
    pieces = list(order.broken.select_for_update())
    for piece in pieces:
        piece.mended, piece.exchanged, piece.scrapped = fates.get(
            piece.pk, (piece.mended, piece.exchanged, piece.scrapped)
        )
        piece.full_clean(exclude=["institution", "order"])
    BrokenPiece.objects.bulk_update(pieces, ["mended", "exchanged", "scrapped"])
    record(
        actor=actor, action="maintenance.pieces_settled", target=order,
        mended=sum(one.mended for one in pieces), exchanged=sum(one.exchanged for one in pieces),
        scrapped=sum(one.scrapped for one in pieces),
    )  # fmt: skip
    return order


def close_list(order: WorkOrder, actor: Member | None) -> None:
    """Before the order is done each piece has its fate; of a firm's work the rest was mended."""
    open_ones = order.broken.filter(quantity__gt=F("mended") + F("exchanged") + F("scrapped"))
    if actor is None:
        open_ones.update(mended=F("quantity") - F("exchanged") - F("scrapped"))
        return
    left = [named(one.thing, one.left) for one in open_ones]
    if left:
        raise ValidationError(f"{'、'.join(left)}还没登记修好、换新还是报废，请先登记再交工。")


def tally(batch: RepairBatch) -> Tally:
    found = BrokenPiece.objects.filter(order__batch=batch).aggregate(
        pieces=Sum("quantity"), mended=Sum("mended"), exchanged=Sum("exchanged"),
        scrapped=Sum("scrapped"),
    )  # fmt: skip
    return Tally(**{name: value or 0 for name, value in found.items()})
