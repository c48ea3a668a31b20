"""All cases as a list, as a board, as figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from houqin.cases import policy
from houqin.cases.flow import Flow, flow_of, flows
from houqin.cases.models import Case
from houqin.cases.numbers import by, months_ago, numbers
from houqin.cases.pages import case_list
from houqin.cases.places import by_place, only_outermost, place_map
from houqin.core import clock
from houqin.org.access import InstitutionRequest, requires
from houqin.org.models import Place

CARDS = 20


@requires("cases.see")
def cases(request: InstitutionRequest) -> HttpResponse:
    return case_list(request)


def asked_flow(request: InstitutionRequest, *, default: str = "") -> Flow | None:
    code = str(request.GET.get("flow", default))
    return flow_of(code) if code in {one.code for one in flows()} else None


@dataclass(slots=True)
class Lane:
    """A column of the board; ``cards`` are the most urgent, ``count`` all of them."""

    name: str
    word: str
    count: int
    cards: list[dict[str, Any]]
    url: str


@requires("cases.see")
def board(request: InstitutionRequest) -> HttpResponse:
    """Open cases of one flow by state: the most urgent of each, and how many there are."""
    flow = asked_flow(request, default="matter") or flow_of("matter")
    now, open_states = clock.now(), [state for state in flow.states if state.is_open]
    rows = policy.visible(request.member, flow.code).filter(is_open=True)
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("*")))
    urgent = F("due_at").asc(nulls_last=True), F("pk").asc()
    # a window over all open rows would number fifty thousand to show twenty
    tops = [rows.filter(state=code).order_by(*urgent).values("pk")[:CARDS] for code in counts]
    wanted = [one["pk"] for one in tops[0].union(*tops[1:], all=True)] if tops else []
    found: dict[str, list[Case]] = {}
    shown = Case.objects.filter(pk__in=wanted).select_related("place", "owner").defer("search")
    for case in shown.order_by(*urgent):
        found.setdefault(case.state, []).append(case)
    page = reverse("cases:cases")
    lanes = [
        Lane(
            state.name, state.word, counts.get(state.code, 0),
            [{"case": one, "word": one.word(now)} for one in found.get(state.code, [])],
            f"{page}?whose=all&flow={flow.code}&state={state.code}",
        )
        for state in open_states
    ]  # fmt: skip
    context = {"title": f"{flow.name}看板", "flow": flow, "lanes": lanes, "flows": flows(),
               "wide": True, "crumbs": [("事项", page)]}  # fmt: skip
    return render(request, "cases/board.html", context)


@requires("cases.see")
def places(request: InstitutionRequest) -> HttpResponse:
    """Open cases on the places: a building, its floors, their rooms; every figure leads on."""
    flow, asked = asked_flow(request), str(request.GET.get("at", ""))
    at = Place.objects.filter(pk=int(asked[:12])).first() if asked.isdecimal() else None
    page, tail = reverse("cases:cases"), f"&flow={flow.code}" if flow else ""
    at = at or only_outermost()
    context = {
        "title": at.name if at and at.parent_id else "各处的事项",
        "flow": flow,
        "flows": flows(),
        "map": place_map(
            policy.visible(request.member, flow.code if flow else ""), at, clock.now()
        ),
        "list": f"{page}?whose=all{tail}",
        "tail": tail,
        "crumbs": [("事项", page)],
        "wide": True,
    }
    return render(request, "cases/places.html", context)


def period_of(request: InstitutionRequest, now: datetime) -> tuple[datetime, datetime, str]:
    """The months asked for (1, 3 or 12), up to now."""
    asked = str(request.GET.get("months", "1"))
    months = int(asked) if asked in {"1", "3", "12"} else 1
    return months_ago(now, months), now, str(months)


@requires("cases.see")
def figures(request: InstitutionRequest) -> HttpResponse:
    """How many, how old, how fast; by place and by person. Every figure leads to its rows."""
    flow, now = asked_flow(request), clock.now()
    first, last, months = period_of(request, now)
    rows: QuerySet[Case] = policy.visible(request.member, flow.code if flow else "")
    recent = rows.filter(Q(opened_at__gte=first) | Q(is_open=True))
    context = {
        "title": f"{flow.name}数字" if flow else "事项数字",
        "flow": flow,
        "flows": flows(),
        "months": months,
        "periods": (("1", "近一个月"), ("3", "近三个月"), ("12", "近一年")),
        "n": numbers(rows, now, first, last),
        "places": by_place(recent.exclude(place=None), now, first)[:30],
        "people": by(recent.exclude(owner=None), now, "owner", "owner__name", since=first)[:30],
        "since": f"&open=all&merged=0&opened_from={timezone.localdate(first)}",
        "list": f"{reverse('cases:cases')}?whose=all{f'&flow={flow.code}' if flow else ''}",
        "crumbs": [("事项", reverse("cases:cases"))],
    }
    return render(request, "cases/figures.html", context)
