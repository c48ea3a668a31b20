"""Answers to the search box: meetings, requests, letters, good practices."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from houqin.core.search import matching
from houqin.org.member import Member
from houqin.planning.models import Activity, Letter, Practice
from houqin.planning.office_policy import visible_meetings, visible_requests

Found = list[tuple[str, str, str]]


def meetings(member: Member, query: str, limit: int) -> Found:
    rows = visible_meetings(member).filter(matching(member.institution.pk, query))
    return [
        (
            row.title,
            f"{row.get_sort_display()} · {timezone.localtime(row.starts_at):%Y-%m-%d} · "
            f"{row.get_state_display()}",
            reverse("planning:meeting", args=[row.pk]),
        )
        for row in rows.only("title", "sort", "starts_at", "state")[:limit]
    ]


def requests(member: Member, query: str, limit: int) -> Found:
    rows = visible_requests(member).filter(matching(member.institution.pk, query))
    return [
        (
            row.title,
            f"{row.number} · {row.place} · {row.get_state_display()}",
            reverse("planning:request", args=[row.pk]),
        )
        for row in rows.only("title", "year", "serial", "place", "state")[:limit]
    ]


def activities(member: Member, query: str, limit: int) -> Found:
    rows = Activity.objects.filter(matching(member.institution.pk, query))
    return [
        (
            row.title,
            f"{row.day} · {row.get_organiser_display()} · {row.get_state_display()}",
            reverse("planning:activity", args=[row.pk]),
        )
        for row in rows.only("title", "day", "organiser", "state")[:limit]
    ]


def letters(member: Member, query: str, limit: int) -> Found:
    rows = Letter.objects.filter(matching(member.institution.pk, query))
    return [
        (
            row.subject,
            f"{row.number} · {row.addressee} · {row.get_state_display()}",
            reverse("planning:letter", args=[row.pk]),
        )
        for row in rows.only("subject", "number", "addressee", "state")[:limit]
    ]


def practices(member: Member, query: str, limit: int) -> Found:
    rows = Practice.objects.filter(matching(member.institution.pk, query))
    return [
        (
            row.title,
            f"{row.source} · {row.get_state_display()}",
            reverse("planning:practice", args=[row.pk]),
        )
        for row in rows.only("title", "source", "state")[:limit]
    ]
