"""Change what an institution says of itself."""

from __future__ import annotations

from datetime import time

from django.db import transaction

from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.org.recording import record


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
) -> Institution:
    """Name, address and reminders; the kind never changes, facilities are answered elsewhere."""
    demand(actor, "org.keep")
    row = Institution.objects.select_for_update(no_key=True).get(pk=actor.institution.pk)
    row.name, row.address = name, address
    row.escalate_after_days = escalate_after_days
    row.quiet_from, row.quiet_until, row.digest_at = quiet_from, quiet_until, digest_at
    row.full_clean()
    row.save()
    record(actor=actor, action="org.institution_changed", target=row)
    return row
