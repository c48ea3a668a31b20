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


# What somebody without an account is shown at a place: (institution's code, tag) → its address.
_for_strangers: list[Callable[[str, str], str]] = []


def for_strangers(address: Callable[[str, str], str]) -> None:
    """Lead who scans a place's label without being signed in to an open page; from ready()."""
    _for_strangers[:] = [address]


def open_page_of(code: str, path: str) -> str:
    """The open page for a label's path (``/p/<tag>/``), "" where there is none."""
    parts = path.strip("/").split("/")
    if len(parts) != 2 or parts[0] != "p" or not _for_strangers:
        return ""
    return _for_strangers[0](code, parts[1])
