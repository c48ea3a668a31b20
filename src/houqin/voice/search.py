"""What the search box finds of this room; opinions are found as cases."""

from __future__ import annotations

from django.urls import reverse

from houqin.core.permissions import may
from houqin.org.member import Member
from houqin.voice.models import Survey


def find_surveys(member: Member, query: str, limit: int) -> list[tuple[str, str, str]]:
    rows = Survey.objects.filter(title__icontains=query)
    if not may(member, "voice.keep_surveys"):
        rows = rows.exclude(state=Survey.State.DRAFT)
    return [
        (row.title, str(row.get_state_display()), reverse("voice:survey", args=[row.pk]))
        for row in rows[:limit]
    ]
