"""Change what an institution says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from django.db import transaction

from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.org.recording import record
from houqin.packs.model import Condition


@transaction.atomic
def change_institution(
    *,
    actor: Member,
    name: str,
    address: str,
    escalate_after_days: int,
    quiet_from: time,
    quiet_until: time,
    digest_at: time,
    features: Iterable[str],
) -> Institution:
    """Name, address, reminders and which facilities there are; the kind never changes."""
    demand(actor, "org.keep")
    row = Institution.objects.select_for_update().get(pk=actor.institution.pk)
    has = set(features)
    row.name, row.address = name, address
    row.escalate_after_days = escalate_after_days
    row.quiet_from, row.quiet_until, row.digest_at = quiet_from, quiet_until, digest_at
    row.features = {one.value: one.value in has for one in Condition}
    row.full_clean()
    row.save()
    record(actor=actor, action="org.institution_changed", target=row)
    return row
