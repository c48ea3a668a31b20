"""The service station: where, when, and what can be dealt with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from houqin.cases.models import Case
from houqin.cases.services import clocks, moving
from houqin.cases.services.stepping import note_step
from houqin.core.saving import save_with
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.voice.models import Station, StationService


@transaction.atomic
def keep_station(*, actor: Member, **fields: Any) -> Station:
    demand(actor, "voice.handle")
    row = save_with(Station.objects.first() or Station(), fields, unchecked=["institution", "duty"])
    record(actor=actor, action="voice.station_kept", target=row)
    return row


@transaction.atomic
def keep_service(
    *, actor: Member, row: StationService | None = None, **fields: Any
) -> StationService:
    demand(actor, "voice.handle")
    made = save_with(row or StationService(), fields, unchecked=["institution"])
    record(actor=actor, action="voice.service_kept", target=made)
    return made


def hand_over(*, case: Case, actor: Member | None, given: Mapping[str, Any], now: datetime) -> None:
    """What is asked for at the station needs nobody to accept it: it is with who does it."""
    if case.kind != "request" or case.owner is None:
        return
    clock = clocks.clock_for(now)
    moving.move(case, case.declared.state_of["looking"], clock, now)
    case.responded_at = now
    moving.set_alarms(case, clock, now, is_new=True)
    case.save()
    note_step(case, "accept", "受理派办", None, now, owner=case.owner.name)
