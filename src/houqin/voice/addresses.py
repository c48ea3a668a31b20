"""Addresses outside sign-in, as they stand on posters: ``/s/<code>/…``."""

from __future__ import annotations

from houqin.org.models import Institution, Place
from houqin.voice.models import Survey, SurveyDoor, SurveySlip
from houqin.voice.services.doors import code_of


def desk(institution: Institution) -> str:
    return f"/s/{institution.code}/"


def terminal(institution: Institution, place: Place | None) -> str:
    """For a tablet or a screen that many share: after each sender an empty form."""
    return f"{desk(institution)}?shared=1" + (f"&p={place.tag}" if place else "")


def door(institution: Institution, one: SurveyDoor) -> str:
    return f"/s/{institution.code}/q/{one.key}/"


def slip(institution: Institution, one: SurveySlip) -> str:
    return f"/s/{institution.code}/q/{one.door.key}/{code_of(one)}/"


def result(institution: Institution, survey: Survey) -> str:
    return f"/s/{institution.code}/surveys/{survey.pk}/"
