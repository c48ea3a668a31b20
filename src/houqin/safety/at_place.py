"""What safety offers on the page that a place's QR opens."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from houqin.core.permissions import may
from houqin.org.at_place import Offer
from houqin.org.member import Member
from houqin.org.models import Place
from houqin.safety.models import PatrolPoint


def offers(member: Member, place: Place) -> Sequence[Offer]:
    """Signing at the point of each route that this member walks."""
    if not may(member, "safety.patrol"):
        return []
    points = PatrolPoint.objects.filter(place=place, is_active=True, route__is_active=True)
    return [
        Offer(
            f"巡更签到：{point.route.name}",
            reverse("safety:stand_tag", args=[place.tag, point.pk]),
            "route",
            point.looks,
        )
        for point in points.select_related("route")
        if may(member, "safety.patrol", point.route)
    ]
