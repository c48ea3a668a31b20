"""What somebody who has left answered for goes back to who manages it: nothing is nobody's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from houqin.cases.flow import Party, flows
from houqin.cases.models import Case
from houqin.cases.services import moving
from houqin.cases.services.stepping import locked, note_step
from houqin.cases.services.telling import tell_step
from houqin.core import clock
from houqin.journal.public import record
from houqin.org.models import Staff


def follow_leavers(_today: date) -> int:
    """Open cases of who has left; how many. For who decides a request its own chain finds who
    stands in; one returned to who has left waits for those who manage requests."""
    gone = dict(Staff.objects.exclude(left_on=None).values_list("pk", "name"))
    if not gone:
        return 0
    theirs = Q(owner__in=gone) | Q(verifier__in=gone) | Q(waiter__in=gone)
    own = [one.code for one in flows() if one.why_not_regroup]
    returned = Q(waiter__in=gone, waiter=F("reporter"))
    rows = Case.objects.filter(theirs & ~Q(flow__in=own) | returned, is_open=True).order_by("pk")
    found = list(rows.values_list("pk", flat=True))
    for pk in found:
        _take_back(pk, gone, clock.now())
    return len(found)


@transaction.atomic
def _take_back(case_id: int, gone: Mapping[int, str], now: datetime) -> None:
    case = locked(case_id)
    left = {case.owner_id, case.verifier_id, case.waiter_id} & gone.keys()
    if not left or not case.is_open:
        return
    if case.owner_id in gone and not case.declared.why_not_regroup:
        case.owner = None
    if case.verifier_id in gone:
        case.verifier = None
    moving.set_waiter(case, case.standing)
    if case.waiter_id in gone:  # who reported it
        case.waiter_id, case.waits_for = None, Party.MANAGER
    case.fill_search()
    case.save()
    names = "、".join(sorted(gone[pk] for pk in left if pk is not None))
    step = note_step(case, "left", f"{names[:40]}已离岗，请另派人", None, now)
    record(actor=None, action="cases.left_behind", target=case, who=names[:100])
    tell_step(case, step, None, now)
