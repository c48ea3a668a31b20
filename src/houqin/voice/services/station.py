"""The service station: where, when, and what can be dealt with."""

from __future__ import annotations

from typing import Any

from django.db import transaction

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
