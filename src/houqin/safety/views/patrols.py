"""巡更: today's rounds, signing at a point, and the rounds that were walked or missed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from houqin.cases.public import Case
from houqin.core import clock
from houqin.core.permissions import may
from houqin.files.public import attachments_of, take_all
from houqin.org.access import InstitutionRequest, requires
from houqin.org.member import Member
from houqin.safety import patrol_lists
from houqin.safety.forms.patrols import ReasonForm, StandForm
from houqin.safety.models import PatrolPoint, PatrolRound, PatrolSighting
from houqin.safety.policy import manages
from houqin.safety.services import patrols as services
from houqin.safety.services import walking
from houqin.ui.form_pages import form_page
from houqin.ui.listing import render_list


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("巡更", reverse("safety:patrols")), *more]


@requires("safety.see")
def patrols(request: InstitutionRequest) -> HttpResponse:
    """What is to be walked now and later today, and how the last rounds went."""
    page = {
        "title": "巡更",
        "walks": patrol_lists.walks_of(request.member, clock.now()),
        "anytime": patrol_lists.walked_anytime(request.member),
        "rounds": [(row, patrol_lists.round_state(row)) for row in patrol_lists.recent()],
        "manages": manages(request.member),
    }
    return render(request, "safety/patrols.html", page)


@requires("safety.see")
def rounds(request: InstitutionRequest) -> HttpResponse:
    rows = PatrolRound.objects.select_related("route", "walker")
    return render_list(request, patrol_lists.ROUNDS, rows, crumbs=crumbs())


@requires("safety.see")
def round_page(request: InstitutionRequest, pk: int) -> HttpResponse:
    """One round: each point, when it was seen, by whom and with which photos; what was missed."""
    row = get_object_or_404(
        PatrolRound.objects.select_related("route", "walker", "reason_by"), pk=pk
    )
    stops = patrol_lists.stops_of(row)
    files = attachments_of([one for stop in stops for one in stop.sightings])
    page = {
        "title": str(row),
        "crumbs": crumbs(("巡更记录", reverse("safety:rounds"))),
        "round": row,
        "state": patrol_lists.round_state(row),
        "stops": [
            (stop, [file for one in stop.sightings for file in files[one.pk]]) for stop in stops
        ],
        "cases": cases_of(files),
        "may_explain": bool(row.missed)
        and not request.member.is_read_only
        and (row.walker_id == request.member.staff.pk or manages(request.member)),
        "may_walk": row.closed_at is None and bool(may(request.member, "safety.patrol", row.route)),
    }
    return render(request, "safety/round.html", page)


def cases_of(sightings: Iterable[int]) -> list[Case]:
    """The hazards that were found on a round."""
    rows = Case.objects.filter(
        pointer_type=PatrolSighting._meta.label_lower, pointer_id__in=list(sightings)
    )
    return list(rows.defer("search", "text").order_by("pk"))


@requires("safety.patrol")
def explain(request: InstitutionRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PatrolRound.objects.select_related("route"), pk=pk)
    there = reverse("safety:round", args=[pk])
    return form_page(
        request, ReasonForm(request.POST or None, initial={"reason": row.reason}),
        services.explain, then=there, title=f"说明漏巡：{row}",
        crumbs=crumbs((str(row), there)),
        known={"actor": request.member, "round_id": pk}, done="已写明原因。",
    )  # fmt: skip


@requires("safety.patrol")
def stand(request: InstitutionRequest, pk: int) -> HttpResponse:
    """Sign at a point by hand, where the route allows it."""
    return _stand(request, _point(pk), by_label=False)


@requires("safety.patrol")
def stand_tag(request: InstitutionRequest, tag: str, pk: int) -> HttpResponse:
    """Sign at the point whose label was scanned: the label's own code is in the address."""
    point = _point(pk)
    if point.place.tag != tag.upper():
        raise Http404("the label of another place")
    return _stand(request, point, by_label=True)


def _point(pk: int) -> PatrolPoint:
    rows = PatrolPoint.objects.select_related("route", "place")
    return get_object_or_404(rows, pk=pk, is_active=True)


def _stand(request: InstitutionRequest, point: PatrolPoint, *, by_label: bool) -> HttpResponse:
    form = StandForm(
        request.POST or None, request.FILES or None, needs_photo=point.needs_photo,
        initial={"token": uuid4()},
    )  # fmt: skip
    return form_page(
        request, form, stand_with_photos, template="safety/stand.html",
        then=lambda made: reverse("safety:round", args=[made.round_id]),
        title=f"签到：{point.place.name}", crumbs=crumbs(), submit="签到",
        known={"actor": request.member, "point_id": point.pk, "by_label": by_label},
        point=point, by_label=by_label, offline=True, done=f"已在“{point.place.name}”签到。",
        refused=getattr(may(request.member, "safety.patrol", point.route), "reason", ""),
    )  # fmt: skip


def stand_with_photos(*, actor: Member, photos: list[Any], **given: Any) -> PatrolSighting:
    """Take the photos in, then sign; a re-sent form brings no photos twice."""
    now = clock.now()
    is_known = PatrolSighting.objects.filter(token=given["token"]).exists()
    files = take_all(actor=actor, uploads=[] if is_known else photos, now=now)
    return walking.stand_at(actor=actor, photos=files, now=now, **given)
