"""What can be done at a place: rooms above offer it on the page that its QR opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from houqin.org.member import Member
from houqin.org.models import Place


@dataclass(frozen=True, slots=True)
class Offer:
    """One large button: what, where it leads, and a word about it (last done when)."""

    name: str
    url: str
    icon: str = "notebook"
    note: str = ""


Offering = Callable[[Member, Place], Sequence[Offer]]
_offering: dict[str, Offering] = {}


def on_place(room: str, offer: Offering) -> None:
    """Show what ``offer(member, place)`` gives on the place's page; from ready()."""
    _offering[room] = offer


def offers_at(member: Member, place: Place) -> list[Offer]:
    return [one for offer in _offering.values() for one in offer(member, place)]
