"""Lending from the store and handing out to rooms; who has not brought back what in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from houqin.core import clock
from houqin.core.once import alone
from houqin.core.roles import Role
from houqin.journal.public import record
from houqin.maintenance.models import Equipment, EquipmentKind, GoodsLoan
from houqin.maintenance.services.failing import teachers_of
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Place, SchoolClass, Staff
from houqin.planning.services.office import holders_of

HALF_A_YEAR = timedelta(days=183)
_UNCHECKED = ["institution", "staff", "lent_by", "school_class", "place"]


@transaction.atomic
def lend(
    *,
    actor: Member,
    goods: str,
    quantity: int,
    staff: Staff,
    token: UUID,
    now: datetime,
    school_class: SchoolClass | None = None,
    place: Place | None = None,
    due_on: date | None = None,
) -> GoodsLoan:
    """Note what goes out; the same ``token`` again gives the loan already noted."""
    demand(actor, "maintenance.lend")
    alone(token)
    known = GoodsLoan.objects.filter(token=token).first()
    if known is not None:
        return known
    loan = GoodsLoan(
        goods=goods.strip(), quantity=quantity, staff=staff, school_class=school_class,
        place=place, due_on=due_on, lent_at=now, lent_by=actor.staff, token=token,
    )  # fmt: skip
    if due_on is not None and due_on < timezone.localdate(now):
        raise ValidationError({"due_on": "归还日期不能早于今天。"})
    loan.full_clean(exclude=_UNCHECKED)
    loan.save()
    record(actor=actor, action="maintenance.lent", target=loan, who=loan.borrower)
    return loan


@transaction.atomic
def hand_out(
    *, actor: Member, goods: str, kind: EquipmentKind, staff: Staff, due_on: date, token: UUID,
    now: datetime,
) -> int:  # fmt: skip
    """One for each piece of a kind in the register, a loan a room: signed for by the piece's
    keeper, else by the class's homeroom teacher, else by ``staff``. How many rooms."""
    demand(actor, "maintenance.lend")
    pieces = Equipment.objects.filter(kind=kind).exclude(state=Equipment.State.SCRAPPED)
    found = list(pieces.select_related("place", "keeper").order_by("place__path", "pk"))
    teachers = teachers_of(piece.place.name for piece in found)
    rooms: dict[Place, tuple[int, Staff]] = {}
    for piece in found:
        count, keeper = rooms.get(piece.place, (0, None))
        keeper = keeper or piece.keeper or teachers[piece.place.name]
        rooms[piece.place] = (count + piece.quantity, keeper or staff)
    if not rooms:
        raise ValidationError({"kind": f"设备台账里没有“{kind}”，先登记设备再发。"})
    for place, (count, keeper) in rooms.items():
        lend(
            actor=actor, goods=goods, quantity=count, staff=keeper, place=place, due_on=due_on,
            token=uuid5(token, str(place.pk)), now=now,
        )  # fmt: skip
    return len(rooms)


@transaction.atomic
def take_back(
    *, actor: Member, loan_id: int, returned: int, note: str, now: datetime,
    charge: Decimal | None = None,
) -> GoodsLoan:  # fmt: skip
    """How many are back by now; all of them, or a note about the rest, settles it."""
    demand(actor, "maintenance.lend")
    rows = GoodsLoan.objects.select_for_update(of=("self",))
    loan = rows.select_related("staff", "school_class", "place").get(pk=loan_id)
    if loan.settled_at is not None:
        raise ValidationError("这一笔已经结清，不用再登记。")
    if returned < loan.returned:
        raise ValidationError({"returned": f"已经还了 {loan.returned}，不能改少。"})
    loan.returned, loan.note, loan.charge = returned, note.strip(), charge
    if loan.missing == 0 or loan.note:
        loan.settled_at = now
    loan.full_clean(exclude=_UNCHECKED)
    loan.save()
    record(
        actor=actor, action="maintenance.brought_back", target=loan, who=loan.borrower,
        count=returned,
    )  # fmt: skip
    return loan


@transaction.atomic
def collect(*, actor: Member, counts: dict[int, int], now: datetime) -> list[GoodsLoan]:
    """What the rooms brought back, counted at once; the loans of which something is missing.
    Whoever signed for those hears that the room is not cleared."""
    back = [
        take_back(actor=actor, loan_id=pk, returned=count, note="", now=now)
        for pk, count in sorted(counts.items())
    ]
    missing = [loan for loan in back if loan.missing]
    for loan in missing:
        send(
            recipients=[loan.staff],
            kind="maintenance.unreturned",
            title=f"暂缓清退：{loan.place}{loan.goods}差 {loan.missing}",
            body=f"发了 {loan.quantity}，收回 {loan.returned}。找到交回，或说明怎么赔，才能清退。",
            url=page("maintenance:clearance"),
            key=f"loan-{loan.pk}-missing-{loan.missing}",
            now=now,
        )
    return missing


@dataclass(slots=True)
class Clearance:
    """A room at the end of a term: cleared when all that was handed out to it is settled."""

    place: Place
    loans: list[GoodsLoan]

    @property
    def out(self) -> list[GoodsLoan]:
        return [loan for loan in self.loans if loan.settled_at is None]

    def word(self, today: date) -> tuple[str, str]:
        """Withheld once something is counted as missing, or its day has passed."""
        if not self.out:
            return "done", "可以清退"
        is_due = any(one.returned or (one.due_on or today) < today for one in self.out)
        return ("late", "暂缓清退") if is_due else ("todo", "还没收")


def clearances(now: datetime) -> list[Clearance]:
    """By room, the withheld ones first: what was handed out in the last half year, or is out yet.
    One query."""
    rows = GoodsLoan.objects.filter(
        Q(lent_at__gte=now - HALF_A_YEAR) | Q(settled_at=None), place__isnull=False
    )
    rooms: dict[int, Clearance] = {}
    for loan in rows.select_related("place", "staff").order_by("place__path", "pk"):
        assert loan.place is not None  # noqa: S101 - filtered above
        rooms.setdefault(loan.place.pk, Clearance(loan.place, [])).loans.append(loan)
    return sorted(rooms.values(), key=lambda room: not room.out)


def due_by(today: date) -> QuerySet[GoodsLoan]:
    """What should be back by the end of the day: without a day, it was lent for that day."""
    rows = GoodsLoan.objects.filter(Q(due_on=None) | Q(due_on__lte=today), settled_at=None)
    return rows.select_related("staff", "school_class", "place").order_by("lent_at")


def missing_words(loans: Sequence[GoodsLoan]) -> str:
    return "；".join(f"{one.borrower}：{one.goods}差 {one.missing}" for one in loans)


def remind_unreturned(_institution_id: int) -> int:
    """The afternoon's job: name what is out, once a day, to who keeps the store."""
    return tell_unreturned(now=clock.now())


def tell_unreturned(*, now: datetime) -> int:
    today = timezone.localdate(now)
    out = list(due_by(today)[:50])
    if not out:
        return 0
    keepers = {loan.lent_by_id for loan in out}
    people = [*Staff.objects.filter(pk__in=keepers), *holders_of(Role.STOREKEEPER, today=today)]
    send(
        recipients=people,
        kind="maintenance.unreturned",
        title=f"还有 {len(out)} 笔器材没还",
        body=missing_words(out)[:400],
        url=page("maintenance:loans"),
        key=f"unreturned-{today:%Y%m%d}",
        now=now,
    )
    return len(out)
