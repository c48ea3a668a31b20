"""Lending from the sports store, and who has not brought back what by the afternoon."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.core import clock
from houqin.core.roles import Role
from houqin.journal.public import record
from houqin.maintenance.models import GoodsLoan
from houqin.notify.public import page, send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import SchoolClass, Staff
from houqin.planning.services.office import holders_of


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
) -> GoodsLoan:
    """Note what goes out; the same ``token`` again gives the loan already noted."""
    demand(actor, "maintenance.lend")
    known = GoodsLoan.objects.filter(token=token).first()
    if known is not None:
        return known
    loan = GoodsLoan(
        goods=goods.strip(), quantity=quantity, staff=staff, school_class=school_class,
        lent_at=now, lent_by=actor.staff, token=token,
    )  # fmt: skip
    loan.full_clean(exclude=["institution", "staff", "lent_by", "school_class"])
    loan.save()
    record(actor=actor, action="maintenance.lent", target=loan, who=loan.borrower)
    return loan


@transaction.atomic
def take_back(*, actor: Member, loan_id: int, returned: int, note: str, now: datetime) -> GoodsLoan:
    """How many are back by now; all of them, or a note about the rest, settles it."""
    demand(actor, "maintenance.lend")
    rows = GoodsLoan.objects.select_for_update(of=("self",)).select_related("staff", "school_class")
    loan = rows.get(pk=loan_id)
    if loan.settled_at is not None:
        raise ValidationError("这一笔已经结清，不用再登记。")
    if returned < loan.returned:
        raise ValidationError({"returned": f"已经还了 {loan.returned}，不能改少。"})
    loan.returned, loan.note = returned, note.strip()
    if loan.missing == 0 or loan.note:
        loan.settled_at = now
    loan.full_clean(exclude=["institution", "staff", "lent_by", "school_class"])
    loan.save()
    record(
        actor=actor, action="maintenance.brought_back", target=loan, who=loan.borrower,
        count=returned,
    )  # fmt: skip
    return loan


def remind_unreturned(_institution_id: int) -> int:
    """The afternoon's job: name what is out, once a day, to who keeps the store."""
    return tell_unreturned(now=clock.now())


def tell_unreturned(*, now: datetime) -> int:
    rows = GoodsLoan.objects.filter(settled_at=None).select_related("staff", "school_class")
    out = list(rows.order_by("lent_at")[:50])
    if not out:
        return 0
    today = timezone.localdate(now)
    keepers = {loan.lent_by_id for loan in out}
    people = [*Staff.objects.filter(pk__in=keepers), *holders_of(Role.STOREKEEPER, today=today)]
    send(
        recipients=people,
        kind="maintenance.unreturned",
        title=f"还有 {len(out)} 笔器材没还",
        body="；".join(f"{one.borrower}：{one.goods}差 {one.missing}" for one in out)[:400],
        url=page("maintenance:loans"),
        key=f"unreturned-{today:%Y%m%d}",
        now=now,
    )
    return len(out)
