"""What the search box finds here, and what a place's page offers."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count
from django.urls import reverse

from houqin.cases.flow import Flow, flows
from houqin.cases.models import Case
from houqin.cases.policy import visible
from houqin.core.permissions import may
from houqin.core.search import matching
from houqin.org.at_place import Offer
from houqin.org.member import Member
from houqin.org.models import Place


def find_cases(member: Member, query: str, limit: int) -> list[tuple[str, str, str]]:
    """The latest that say it, open or closed."""
    rows = visible(member).filter(matching(member.institution.pk, query))
    found = rows.select_related("place").defer("search", "text").order_by("-pk")[:limit]
    return [
        (
            str(one),
            f"{one.declared.name} · {one.standing.name}",
            reverse("cases:case", args=[one.pk]),
        )
        for one in found
    ]


def new_page(flow: Flow) -> str:
    """Where one of the flow is reported."""
    return reverse(flow.new_url) if flow.new_url else reverse("cases:new", args=[flow.code])


def offers(member: Member, place: Place) -> Sequence[Offer]:
    """Reporting what is wrong here, one button for each sort of case."""
    offered = [one for one in flows() if one.in_menu and may(member, one.report)]
    if member.is_read_only or not offered:
        return []
    counted = Case.objects.filter(place=place, is_open=True).order_by().values_list("flow")
    open_now = dict(counted.annotate(n=Count("pk")))
    return [
        Offer(
            f"提出{one.name}",
            f"{new_page(one)}?place={place.tag}",
            icon=one.icon,
            note=f"还有 {open_now[one.code]} 件没办结" if one.code in open_now else "",
        )
        for one in offered
    ]
