"""What the search box finds here: people, and places."""

from __future__ import annotations

from django.urls import reverse

from houqin.core.search import matching
from houqin.org.member import Member
from houqin.org.models import Place, Staff

Row = tuple[str, str, str]


def find_people(member: Member, query: str, limit: int) -> list[Row]:
    """Who is here, by name, number or position; with the department, never the telephone."""
    rows = Staff.objects.filter(matching(member.institution.pk, query), left_on=None)
    return [
        (row.name, _note(row), reverse("org:person", args=[row.pk]))
        for row in rows.select_related("department").order_by("pk")[:limit]
    ]


def _note(row: Staff) -> str:
    return " · ".join(part for part in (str(row.department or ""), row.position) if part)


def find_places(member: Member, query: str, limit: int) -> list[Row]:
    rows = Place.objects.filter(matching(member.institution.pk, query)).order_by("path")
    return [(p.full_name, p.code, reverse("org:place", args=[p.pk])) for p in rows[:limit]]
