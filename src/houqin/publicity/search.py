"""What the search box finds of this room."""

from __future__ import annotations

from django.urls import reverse

from houqin.core.search import matching
from houqin.org.member import Member
from houqin.publicity.policy import visible


def find_announcements(member: Member, query: str, limit: int) -> list[tuple[str, str, str]]:
    rows = visible(member).filter(matching(member.institution.pk, query), withdrawn_at=None)
    found = rows.select_related("issued_by").defer("text", "search").order_by("-pk")[:limit]
    return [
        (row.title, f"{row.issued_by.name} 发", reverse("publicity:notice", args=[row.pk]))
        for row in found
    ]
