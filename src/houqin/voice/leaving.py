"""What the member may take away of what was said."""

from __future__ import annotations

from django.db.models import QuerySet

from houqin.cases.public import visible
from houqin.org.member import Member
from houqin.voice.models import Opinion


def own_opinions(member: Member) -> QuerySet[Opinion]:
    """Not those about the member, nor what was told in confidence to others."""
    found: QuerySet[Opinion] = Opinion.objects.filter(case__in=visible(member, "opinion"))
    return found
