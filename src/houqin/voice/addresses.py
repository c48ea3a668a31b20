"""Addresses outside sign-in, as they stand on posters: ``/s/<code>/…``."""

from __future__ import annotations

from houqin.org.models import Institution
from houqin.voice.models import Survey, SurveyDoor, SurveySlip
from houqin.voice.services.doors import code_of


def desk(institution: Institution) -> str:
    return f"/s/{institution.code}/"


def door(institution: Institution, one: SurveyDoor) -> str:
    return f"/s/{institution.code}/q/{one.key}/"


def slip(institution: Institution, one: SurveySlip) -> str:
    return f"/s/{institution.code}/q/{one.door.key}/{code_of(one)}/"


def result(institution: Institution, survey: Survey) -> str:
    return f"/s/{institution.code}/surveys/{survey.pk}/"
