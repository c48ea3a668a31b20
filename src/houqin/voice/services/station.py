"""The service station: where, when, and what can be dealt with."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.voice.models import Station, StationService


@transaction.atomic
def keep_station(*, actor: Member, **fields: Any) -> Station:
    demand(actor, "voice.handle")
    row = Station.objects.first() or Station()
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean(exclude=["institution", "duty"])
    row.save()
    record(actor=actor, action="voice.station_kept", target=row)
    return row


@transaction.atomic
def keep_service(
    *, actor: Member, row: StationService | None = None, **fields: Any
) -> StationService:
    demand(actor, "voice.handle")
    made = row or StationService()
    for name, value in fields.items():
        setattr(made, name, value)
    made.full_clean(exclude=["institution"])
    made.save()
    record(actor=actor, action="voice.service_kept", target=made)
    return made
