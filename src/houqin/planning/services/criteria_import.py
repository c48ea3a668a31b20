"""Take in a standard's criteria from a table: all of it or nothing."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db import transaction

from houqin.journal.public import record
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.planning.criteria_table import criteria_resource
from houqin.planning.models import Criterion
from houqin.planning.services.standards import locked, tell_owners
from houqin.ui.importing import Checked, check, read_rows


@transaction.atomic
def import_criteria(
    *, actor: Member, standard_id: int, content: bytes, name: str, now: datetime
) -> Checked:
    """New and changed criteria; with any problem nothing is taken and the problems are returned.

    UnreadableFileError where the file is no table.
    """
    standard = locked(actor, standard_id)
    resource = criteria_resource(standard)
    found = check(resource, read_rows(resource, content, name))
    if not found.is_clean or not (found.new or found.changed):
        return found
    before = _owned(standard_id)
    resource.write(actor, 0, [*found.new, *found.changed])
    record(
        actor=actor, action="planning.criteria_imported", target=standard,
        added=len(found.new), changed=len(found.changed),
    )  # fmt: skip
    more = _owned(standard_id) - before
    people = Staff.objects.in_bulk(list(more))
    tell_owners(standard, {people[pk]: count for pk, count in more.items()}, actor, now)
    return found


def _owned(standard_id: int) -> Counter[int]:
    rows = Criterion.objects.filter(standard_id=standard_id, owner__isnull=False)
    return Counter(rows.values_list("owner_id", flat=True))
