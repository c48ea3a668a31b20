"""The register: kinds, firms, pieces, their state, and what the inspecting agency said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.roles import Kind
from houqin.core.saving import save_with
from houqin.files.models import StoredFile
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.maintenance.models import (
    Contractor,
    Equipment,
    EquipmentKind,
    Inspection,
    UpkeepRule,
)
from houqin.maintenance.rules.catalogue import kinds_for, upkeep_for
from houqin.org.access import demand
from houqin.org.member import Member

_S = Equipment.State
EXPIRED = "检验到期，没有新的合格证"


@transaction.atomic
def begin_with_catalogue(*, actor: Member | None, kind: Kind) -> int:
    """Add the usual kinds and upkeep rules that are not there yet; how many kinds."""
    if actor is not None:
        demand(actor, "maintenance.keep")
    known = set(EquipmentKind.objects.values_list("name", flat=True))
    new = [spec for spec in kinds_for(kind) if spec.name not in known]
    EquipmentKind.objects.bulk_create(
        [
            EquipmentKind(code=spec.code, name=spec.name, months=spec.months, stops=spec.stops)
            for spec in new
        ]
    )
    by_code = {row.code: row for row in EquipmentKind.objects.exclude(code="")}
    named = set(UpkeepRule.objects.values_list("name", flat=True))
    rules = [
        UpkeepRule(
            kind=by_code[spec.kind], name=spec.name, points=list(spec.points),
            cadence=spec.cadence, role=str(spec.role), closes=spec.closes,
            alert_role=str(spec.alerts or ""), same_day=spec.same_day,
        )
        for spec in upkeep_for(kind)
        if spec.name not in named and spec.kind in by_code
    ]  # fmt: skip
    UpkeepRule.objects.bulk_create(rules)
    record(actor=actor, action="maintenance.catalogue_begun", kinds=len(new), rules=len(rules))
    return len(new)


@transaction.atomic
def keep_kind(*, actor: Member, row: EquipmentKind | None = None, **fields: Any) -> EquipmentKind:
    demand(actor, "maintenance.keep")
    kind = save_with(row or EquipmentKind(), fields, unchecked=["institution"])
    record(actor=actor, action="maintenance.kind_kept", target=kind)
    return kind


@transaction.atomic
def keep_contractor(*, actor: Member, row: Contractor | None = None, **fields: Any) -> Contractor:
    demand(actor, "maintenance.keep")
    firm = save_with(row or Contractor(), fields, unchecked=["institution"])
    record(actor=actor, action="maintenance.contractor_kept", target=firm)
    return firm


@transaction.atomic
def keep_equipment(*, actor: Member, row: Equipment | None = None, **fields: Any) -> Equipment:
    """Add a piece or change what is known of it; its state has a service of its own."""
    demand(actor, "maintenance.keep")
    piece = row or Equipment()
    for name, value in fields.items():
        setattr(piece, name, value)
    piece.code = piece.code.strip()
    piece.fill_search()
    piece.full_clean(exclude=["institution", "tag", "search", "import_batch", "state_by"])
    piece.save()
    action = "maintenance.equipment_changed" if row else "maintenance.equipment_added"
    record(actor=actor, action=action, target=piece)
    return piece


@transaction.atomic
def remove_equipment(*, actor: Member, row: Equipment) -> bool:
    """Only what was entered by mistake goes; whatever has a history is scrapped."""
    demand(actor, "maintenance.keep")
    record(actor=actor, action="maintenance.equipment_removed", target=row)
    row.delete()
    return True


@transaction.atomic
def change_state(
    *, actor: Member, equipment_id: int, state: str, reason: str, now: datetime
) -> Equipment:
    """Set what a piece is fit for. What a failed check closed, only a second check opens."""
    demand(actor, "maintenance.keep")
    piece = locked(equipment_id)
    if piece.is_fit_needed and state in {_S.GOOD, _S.REPAIR, _S.REPLACE}:
        raise ValidationError(
            {"state": "这台设备因检查不合格停用，要由另一个人复查合格才能恢复。请用“复查”。"}
        )
    put_state(piece, state, reason, now, by=actor)
    record(
        actor=actor, action="maintenance.equipment_state", target=piece,
        state=piece.get_state_display(), reason=piece.state_reason or "无",
    )  # fmt: skip
    return piece


def locked(equipment_id: int) -> Equipment:
    rows = Equipment.objects.select_for_update(of=("self",)).select_related("kind", "place")
    return rows.get(pk=equipment_id)


def put_state(
    piece: Equipment, state: str, reason: str, now: datetime, *, by: Member | None
) -> None:
    """The state with who and why; the caller journals."""
    piece.state, piece.state_reason, piece.state_at = state, reason.strip()[:200], now
    piece.state_by = by.staff if by else None
    piece.is_fit_needed = piece.is_fit_needed and state == _S.CLOSED
    piece.full_clean(exclude=["institution", "tag", "search", "import_batch", "state_by", "keeper"])
    piece.save()


@transaction.atomic
def record_inspection(
    *,
    actor: Member,
    equipment_id: int,
    inspected_on: date,
    agency: str,
    passed: bool,
    next_on: date,
    now: datetime,
    today: date,
    certificate: str = "",
    note: str = "",
    files: Sequence[StoredFile] = (),
) -> Inspection:
    """Enter an agency's verdict: it moves the due date, and opens or closes the piece."""
    demand(actor, "maintenance.keep")
    piece = locked(equipment_id)
    if inspected_on > today:
        raise ValidationError({"inspected_on": "检验日期不能晚于今天。"})
    row = Inspection(
        equipment=piece, inspected_on=inspected_on, agency=agency.strip(), passed=passed,
        certificate=certificate.strip(), next_on=next_on, note=note.strip(),
        made_by=actor.staff, made_at=now,
    )  # fmt: skip
    row.full_clean(exclude=["institution", "equipment", "made_by"])
    row.save(force_insert=True)
    for file in files:
        attach(actor=actor, file=file, owner=row)
    piece.next_inspection_on, piece.reminded_for = next_on, None
    if passed:
        piece.certificate = row.certificate
        was_expired = piece.state == _S.CLOSED and piece.state_reason.startswith("检验")
        if was_expired and next_on >= today:
            piece.state, piece.state_reason, piece.state_at = _S.GOOD, "", now
        piece.fill_search()
        piece.save()
    else:
        put_state(piece, _S.CLOSED, f"检验不合格：{row.note or row.agency}", now, by=actor)
    record(
        actor=actor, action="maintenance.inspected", target=piece,
        result="合格" if passed else "不合格", next=next_on,
    )  # fmt: skip
    return row
