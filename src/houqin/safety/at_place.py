"""What safety offers on the page that a place's QR opens."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from houqin.core import clock
from houqin.core.permissions import may
from houqin.org.at_place import Offer
from houqin.org.member import Member
from houqin.org.models import Place
from houqin.safety.models import Duty, PatrolPoint
from houqin.safety.services.duties import EARLY


def offers(member: Member, place: Place) -> Sequence[Offer]:
    """Signing at the member's post there, and at the point of each route that is walked."""
    if not may(member, "safety.patrol"):
        return []
    return [*_posts(member, place), *_points(member, place)]


def _posts(member: Member, place: Place) -> list[Offer]:
    now = clock.now()
    turns = Duty.objects.filter(
        post__place=place, staff=member.staff, signed_at=None, closes_at__gt=now,
        opens_at__lte=now + EARLY,
    )  # fmt: skip
    return [
        Offer(
            f"到岗签到：{duty.post}",
            reverse("safety:duty_tag", args=[place.tag, duty.pk]),
            "calendar-user",
            duty.post.looks,
        )
        for duty in turns.select_related("post")
    ]


def _points(member: Member, place: Place) -> list[Offer]:
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
