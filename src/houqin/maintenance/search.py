"""What the search box finds here."""

from __future__ import annotations

from django.urls import reverse

from houqin.core.search import matching
from houqin.maintenance.models import Equipment
from houqin.org.member import Member

Row = tuple[str, str, str]


def find_equipment(member: Member, query: str, limit: int) -> list[Row]:
    rows = Equipment.objects.filter(matching(member.institution.pk, query))
    found = rows.select_related("place").order_by("code")[:limit]
    return [
        (f"{row.name} {row.code}", row.place.full_name, reverse("maintenance:piece", args=[row.pk]))
        for row in found
    ]
