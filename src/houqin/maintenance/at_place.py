"""What a signed-in person is offered at a place: the pieces that stand here."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from houqin.core.permissions import may
from houqin.maintenance.models import Equipment
from houqin.org.at_place import Offer
from houqin.org.member import Member
from houqin.org.models import Place

MOST = 8


def offers(member: Member, place: Place) -> Sequence[Offer]:
    if not may(member, "maintenance.see"):
        return []
    pieces = Equipment.objects.filter(place=place).exclude(state=Equipment.State.SCRAPPED)
    return [
        Offer(
            f"{piece.name} {piece.code}",
            reverse("maintenance:piece", args=[piece.pk]),
            "engine",
            str(piece.get_state_display()),
        )
        for piece in pieces.order_by("code")[:MOST]
    ]
