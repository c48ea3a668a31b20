"""The tree of places. A change of name or number follows down to everything below."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Department, Place
from houqin.org.recording import record


@transaction.atomic
def keep_place(
    *,
    actor: Member,
    name: str,
    code: str,
    sort: str,
    parent: Place | None = None,
    department: Department | None = None,
    row: Place | None = None,
) -> Place:
    """Add a place, or change ``row`` and the full names of all below it."""
    demand(actor, "org.keep")
    if "/" in code:
        raise ValidationError({"code": "编号里不能有“/”，请换成“-”。"})
    before = row.path if row else ""
    if row and parent and (parent.pk == row.pk or parent.path.startswith(f"{before}/")):
        raise ValidationError({"parent": "上级场所不能是自己或自己的下级，请另选一个。"})
    made = row or Place()
    made.name, made.code, made.sort = name, code, sort
    made.parent, made.department = parent, department
    made.fill_derived()
    _short_enough(made)
    made.full_clean(exclude=["tag"])  # drawn by lot, not typed
    made.save()
    if row:
        refresh_below(before, made)
    action = "org.place_changed" if row else "org.place_added"
    record(actor=actor, action=action, target=made)
    return made


def _short_enough(place: Place) -> None:
    if max(len(place.path), len(place.full_name)) > 200:
        raise ValidationError("层级太深或名称太长，请缩短名称，或挂到更高一级。")


def refresh_below(before: str, top: Place) -> None:
    """Derive path, full name and search of everything that stood below ``before``."""
    below = list(Place.objects.filter(path__startswith=f"{before}/").order_by("path"))
    derive(below, {top.pk: top})
    Place.objects.bulk_update(below, ["path", "full_name", "search"], batch_size=500)


def derive(rows: list[Place], known: dict[int, Place]) -> None:
    """Fill what follows from the parents; ``rows`` must name parents before children."""
    for place in rows:
        if place.parent_id in known:
            place.parent = known[place.parent_id]
        place.fill_derived()
        _short_enough(place)
        known[place.pk] = place


@transaction.atomic
def remove_place(*, actor: Member, row: Place) -> bool:
    demand(actor, "org.keep")
    if Place.objects.filter(parent=row).exists():
        raise ValidationError("这个场所下面还有场所，请先移走或删去。")
    record(actor=actor, action="org.place_removed", target=row)
    row.delete()
    return True
