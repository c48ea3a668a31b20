"""Who may countersign an entry, for the choice of names on the author's phone."""

from __future__ import annotations

from datetime import date

from houqin.core.roles import Role
from houqin.ledgers.models import Countersignature, Entry
from houqin.ledgers.policy import LEADERS
from houqin.org.colleagues import colleagues
from houqin.org.member import Member
from houqin.org.models import RoleHolding, Staff

MOST = 300


def signers_of(entry: Entry, at_hand: Member, today: date) -> list[Staff]:
    """People with an account and a fitting role, neither the author nor whose phone it is.

    Those who have signed already are left out. The service demands the right again.
    """
    wanted = entry.book.signer_roles or entry.book.writer_roles
    held = RoleHolding.objects.on(today).exclude(role=Role.INSPECTOR)
    if wanted:
        held = held.filter(role__in=[*wanted, *LEADERS])
    fitting = colleagues().filter(user__is_active=True)
    if Role.STAFF not in wanted:
        fitting = fitting.filter(pk__in=held.values("staff"))
    signed = Countersignature.objects.filter(entry=entry).values("signer")
    others = fitting.exclude(pk__in=[entry.author_id, at_hand.staff.pk]).exclude(pk__in=signed)
    return list(others.select_related("user").order_by("name", "pk")[:MOST])
