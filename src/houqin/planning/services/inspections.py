"""Inspections from outside: the file, who of the inspectors may read it, what they found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from houqin.core.roles import Role
from houqin.files.models import StoredFile
from houqin.files.public import attach, detach
from houqin.journal.public import record
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import RoleHolding, Staff
from houqin.planning import programme_policy  # noqa: F401 - lets inspections own files
from houqin.planning.models import (
    InspectionFinding,
    InspectionGuest,
    OutsideInspection,
    PlanItem,
)
from houqin.planning.services.builtin import add_task

_NEEDS = "planning.run_programmes"
_FIELDS = frozenset(
    {
        "title", "body", "visits_on", "first", "last", "criteria", "domains", "ledgers", "lead",
        "open_until",
    }
)  # fmt: skip


@transaction.atomic
def open_inspection(
    *, actor: Member, now: datetime, guests: Iterable[Staff] = (), **fields: Any
) -> OutsideInspection:
    """Begin the file of an announced inspection; its records collect themselves."""
    demand(actor, _NEEDS)
    row = OutsideInspection(made_by=actor.staff, made_at=now)
    _set(row, fields, guests)
    record(actor=actor, action="planning.inspection_opened", target=row)
    return row


def _set(row: OutsideInspection, fields: dict[str, Any], guests: Iterable[Staff]) -> None:
    for name in fields.keys() & _FIELDS:
        setattr(row, name, fields[name])
    row.full_clean(exclude=["made_by"])
    row.save()
    wanted = {staff.pk for staff in guests}
    inspectors = RoleHolding.objects.filter(staff_id__in=wanted)
    others = inspectors.exclude(role=str(Role.INSPECTOR)).values_list("staff__name", flat=True)
    if others:
        raise ValidationError(
            {"guests": f"{others[0]}在本单位任职，不能当检查账号。请选只有“上级检查员”角色的人。"}
        )
    row.guests.exclude(staff_id__in=wanted).delete()
    known = set(row.guests.values_list("staff_id", flat=True))
    for staff_id in wanted - known:
        InspectionGuest.objects.create(inspection=row, staff_id=staff_id)


def _open(actor: Member, inspection_id: int) -> OutsideInspection:
    demand(actor, _NEEDS)
    row: OutsideInspection = OutsideInspection.objects.select_for_update().get(pk=inspection_id)
    if row.state == OutsideInspection.State.CLOSED:
        raise ValidationError("这次检查已经办结，材料留档，不能再改。")
    return row


@transaction.atomic
def change_inspection(
    *, actor: Member, inspection_id: int, guests: Iterable[Staff] = (), **fields: Any
) -> OutsideInspection:
    row = _open(actor, inspection_id)
    _set(row, fields, guests)
    record(actor=actor, action="planning.inspection_changed", target=row)
    return row


@transaction.atomic
def add_finding(
    *,
    actor: Member,
    inspection_id: int,
    text: str,
    assignee: Staff,
    due_on: date,
    now: datetime,
    today: date,
    basis: str = "",
    domain: str = "",
) -> InspectionFinding:
    """Enter what was found; somebody gets it as a task with a deadline that another one checks."""
    row = _open(actor, inspection_id)
    words = " ".join(text.split())
    if not words:
        raise ValidationError({"text": "请写清检查发现了什么。"})
    task = add_task(
        actor=actor, title=f"整改：{words}", assignee=assignee, due_on=due_on, now=now,
        today=today, domain=domain, proof=PlanItem.Proof.PHOTO,
        note=f"{row.body}“{row.title}”发现：{text.strip()}",
    )  # fmt: skip
    task.item.needs_check = True
    task.item.basis = basis.strip()[:200]
    task.item.save(update_fields=["needs_check", "basis"])
    last = row.findings.aggregate(last=Max("number"))["last"] or 0
    finding = InspectionFinding(
        inspection=row, number=last + 1, text=text.strip(), basis=basis.strip(), task=task,
        entered_by=actor.staff, entered_at=now,
    )  # fmt: skip
    finding.full_clean(exclude=["inspection", "task", "entered_by"])
    finding.save()
    if row.state == OutsideInspection.State.PREPARING:
        row.state = OutsideInspection.State.VISITED
        row.save(update_fields=["state"])
    record(
        actor=actor, action="planning.finding_entered", target=row,
        number=finding.number, text=finding.text[:60],
    )  # fmt: skip
    return finding


@transaction.atomic
def close_inspection(*, actor: Member, inspection_id: int, outcome: str = "") -> OutsideInspection:
    """End it once every finding is put right and checked."""
    row = _open(actor, inspection_id)
    waiting = row.findings.exclude(task__state__in=["done", "waived"]).count()
    if waiting:
        raise ValidationError(f"还有 {waiting} 条整改没有复查通过，办完再办结。")
    row.state, row.outcome = OutsideInspection.State.CLOSED, outcome.strip()
    row.full_clean(exclude=["made_by"])
    row.save()
    record(actor=actor, action="planning.inspection_closed", target=row)
    return row


@transaction.atomic
def file_papers(
    *, actor: Member, inspection_id: int, files: Sequence[StoredFile]
) -> OutsideInspection:
    """Add papers that are no records of the program: the notice, plans, certificates."""
    row = _open(actor, inspection_id)
    for file in files:
        attach(actor=actor, file=file, owner=row)
    record(actor=actor, action="planning.inspection_filed", target=row, count=len(files))
    return row


@transaction.atomic
def drop_paper(*, actor: Member, inspection_id: int, file: StoredFile) -> None:
    detach(actor=actor, file=file, owner=_open(actor, inspection_id))
