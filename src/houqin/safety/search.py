"""What the search box finds in the safety room."""

from __future__ import annotations

from django.urls import reverse

from houqin.org.member import Member
from houqin.safety.models import PatrolRoute

Row = tuple[str, str, str]


def find_routes(_member: Member, query: str, limit: int) -> list[Row]:
    rows = PatrolRoute.objects.filter(name__icontains=query)[:limit]
    return [(row.name, row.purpose, reverse("safety:route", args=[row.pk])) for row in rows]
