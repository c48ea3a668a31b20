"""Posters and slips: a QR with the words a person needs beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from houqin.core.elsewhere import address_elsewhere
from houqin.org.labels import qr_svg
from houqin.org.models import Institution
from houqin.voice import addresses
from houqin.voice.models import Survey, SurveyDoor, SurveySlip
from houqin.voice.services.doors import code_of

MOST = 300


def posters_of(request: Any, survey: Survey) -> dict[str, Any]:
    """The links' QRs, and the slips that are not used yet (the first 300)."""
    links = [door for door in survey.doors.all() if door.entry == SurveyDoor.Entry.LINK]
    slips = SurveySlip.objects.filter(door__survey=survey, is_used=False)
    slips = slips.select_related("door__school_class", "student", "staff").order_by(
        "door", "number"
    )
    found = list(slips[: MOST + 1])
    return {
        "links": [_poster(request, request.institution, door) for door in links],
        "slips": [_slip(request, request.institution, one) for one in found[:MOST]],
        "is_cut": len(found) > MOST,
        "most": MOST,
    }


def _poster(request: HttpRequest, institution: Institution, door: SurveyDoor) -> dict[str, Any]:
    address = address_elsewhere(request, addresses.door(institution, door))
    return {"svg": qr_svg(address), "name": str(door), "address": address}


def _slip(request: HttpRequest, institution: Institution, one: SurveySlip) -> dict[str, Any]:
    address = address_elsewhere(request, addresses.slip(institution, one))
    person = one.student or one.staff
    return {
        "svg": qr_svg(address), "name": str(person or one.door), "code": code_of(one),
        "group": str(one.door.school_class or ""),
    }  # fmt: skip
