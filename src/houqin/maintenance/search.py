"""What the search box finds here."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from houqin.core.permissions import may
from houqin.core.search import matching
from houqin.maintenance.models import BrokenPiece, Equipment, RepairBatch
from houqin.org.member import Member

Row = tuple[str, str, str]


def find_equipment(member: Member, query: str, limit: int) -> list[Row]:
    rows = Equipment.objects.filter(matching(member.institution.pk, query))
    found = rows.select_related("place").order_by("code")[:limit]
    return [
        (f"{row.name} {row.code}", row.place.full_name, reverse("maintenance:piece", args=[row.pk]))
        for row in found
    ]


def find_batches(member: Member, query: str, limit: int) -> list[Row]:
    """What was reported together, a class's list too: by its name, its class, what is broken."""
    said = Q(said__icontains=query) | Q(order__case__place__full_name__icontains=query)
    pieces = BrokenPiece.objects.filter(said, order__batch=OuterRef("pk"))
    rows = RepairBatch.objects.select_related("made_by").filter(
        Q(title__icontains=query) | Q(school_class__name__icontains=query) | Exists(pieces)
    )
    if not may(member, "maintenance.see_orders"):
        rows = rows.filter(made_by=member.staff)
    return [
        (row.title, f"集中报修 · {row.made_by.name}", reverse("maintenance:batch", args=[row.pk]))
        for row in rows[:limit]
    ]
