"""The institution's promises for repairs, over those the flow declares."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from houqin.cases.flow import Grade
from houqin.core.saving import save_with
from houqin.journal.public import record
from houqin.maintenance.flows import GRADES
from houqin.maintenance.models import RepairPromise
from houqin.maintenance.rules.promises import Promised, closest
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Place


def promised(case: Any, grade: Grade | None) -> Grade | None:
    """The flow's ``promised``: the grade with what is promised for this repair. One query."""
    if grade is None:
        return None
    rows = RepairPromise.objects.filter(grade=grade.code, fault__in=["", case.kind])
    lines = [_line(row) for row in rows.select_related("place")]
    found = closest(lines, case.kind, case.place.path if case.place else "")
    return grade.promising(found) if found else grade


def _line(row: RepairPromise) -> Promised:
    return Promised(
        row.fault, row.place.path if row.place else "", row.respond_hours, row.finish_hours,
        row.finish_days,
    )  # fmt: skip


def published() -> tuple[list[Grade], list[tuple[RepairPromise, Grade]]]:
    """The promise of each urgency, and the exceptions for some faults and places. One query."""
    rows = list(RepairPromise.objects.select_related("place"))
    usual = {row.grade: row for row in rows if not row.fault and row.place is None}
    general = [
        grade.promising(usual[grade.code]) if grade.code in usual else grade for grade in GRADES
    ]
    by_code = {grade.code: grade for grade in general}
    others = [row for row in rows if row.fault or row.place is not None]
    return general, [(row, by_code[row.grade].promising(row)) for row in others]


@transaction.atomic
def keep_promise(
    *, actor: Member, grade: str, fault: str, place: Place | None, respond_hours: Decimal,
    finish_hours: Decimal | None, finish_days: int | None, row: RepairPromise | None = None,
) -> RepairPromise:  # fmt: skip
    """Promise something; it holds for what is reported from now on."""
    demand(actor, "maintenance.settle")
    kept = row or RepairPromise()
    given = {
        "grade": grade, "fault": fault, "place": place, "respond_hours": respond_hours,
        "finish_hours": finish_hours, "finish_days": finish_days,
    }  # fmt: skip
    save_with(kept, given, unchecked=("institution", "place"))
    record(actor=actor, action="maintenance.promise_kept", target=kept)
    return kept


@transaction.atomic
def drop_promise(*, actor: Member, row: RepairPromise) -> None:
    """Back to the more general one."""
    demand(actor, "maintenance.settle")
    record(actor=actor, action="maintenance.promise_dropped", target=row)
    row.delete()
