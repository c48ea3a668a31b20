"""The records that belong to an inspection's file: finished work of its period, by its lines."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from houqin.planning.models import OutsideInspection, Task
from houqin.planning.numbers import Tally, tally, tally_by

FINISHED = ("done", "review")


def work_of(inspection: OutsideInspection) -> QuerySet[Task]:
    """What was due in the period in the chosen lines of work or for the chosen ledgers."""
    tasks = Task.objects.filter(due_on__gte=inspection.first, due_on__lte=inspection.last)
    asked = Q()
    if inspection.domains:
        asked |= Q(domain__in=inspection.domains)
    if inspection.ledgers:
        asked |= Q(item__ledger__in=inspection.ledgers)
    return tasks.filter(asked) if asked else tasks


def records_of(inspection: OutsideInspection) -> QuerySet[Task]:
    """What the inspectors are shown."""
    return work_of(inspection).filter(state__in=FINISHED)


def by_line(inspection: OutsideInspection, today: date) -> list[tuple[str, str, Tally]]:
    """(domain, ledger, tally), the fullest first: the contents of the folder."""
    found = tally_by(work_of(inspection), today, "domain", "item__ledger")
    rows = [(domain, ledger, one) for (domain, ledger), one in found.items()]
    return sorted(rows, key=lambda row: (row[0], -row[2].finished, row[1]))


def whole(inspection: OutsideInspection, today: date) -> Tally:
    return tally(work_of(inspection), today)
