"""What the search box finds in the safety room."""

from __future__ import annotations

from django.urls import reverse

from houqin.org.member import Member
from houqin.safety.models import Drill, DutyPost, EmergencyPlan, PatrolRoute

Row = tuple[str, str, str]


def find_routes(_member: Member, query: str, limit: int) -> list[Row]:
    rows = PatrolRoute.objects.filter(name__icontains=query)[:limit]
    return [(row.name, row.purpose, reverse("safety:route", args=[row.pk])) for row in rows]


def find_plans(_member: Member, query: str, limit: int) -> list[Row]:
    rows = EmergencyPlan.objects.filter(title__icontains=query)[:limit]
    url = "safety:plan"
    return [(row.title, row.get_danger_display(), reverse(url, args=[row.pk])) for row in rows]


def find_drills(_member: Member, query: str, limit: int) -> list[Row]:
    rows = Drill.objects.filter(title__icontains=query)[:limit]
    url = "safety:drill"
    return [(row.title, row.get_state_display(), reverse(url, args=[row.pk])) for row in rows]


def find_posts(_member: Member, query: str, limit: int) -> list[Row]:
    rows = DutyPost.objects.filter(name__icontains=query, is_active=True)[:limit]
    return [(row.name, row.get_sort_display(), reverse("safety:duties")) for row in rows]
