"""Titles sought: criteria, their owners and self-scores, and what the awarding body decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from houqin.journal.public import record
from houqin.notify.public import send
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.planning.models import Criterion, Standard

_NEEDS = "planning.run_programmes"


@transaction.atomic
def open_standard(*, actor: Member, title: str, now: datetime, **fields: Any) -> Standard:
    """Begin to seek a title."""
    demand(actor, _NEEDS)
    row = Standard(title=title.strip(), made_by=actor.staff, made_at=now)
    _set(row, fields)
    record(actor=actor, action="planning.standard_opened", target=row)
    return row


def _set(row: Standard, fields: dict[str, Any]) -> None:
    for name in fields.keys() & {"title", "body", "basis", "apply_on", "pass_score", "lead"}:
        setattr(row, name, fields[name])
    row.full_clean(exclude=["made_by"])
    row.save()


def locked(actor: Member, standard_id: int, permission: str = _NEEDS) -> Standard:
    """The standard, while its criteria may still be changed."""
    demand(actor, permission)
    row: Standard = Standard.objects.select_for_update().get(pk=standard_id)
    if not row.is_open:
        raise ValidationError("评定结果已经登记，材料留档，不能再改。")
    return row


@transaction.atomic
def change_standard(*, actor: Member, standard_id: int, **fields: Any) -> Standard:
    row = locked(actor, standard_id)
    _set(row, fields)
    record(actor=actor, action="planning.standard_changed", target=row)
    return row


@transaction.atomic
def decide_standard(
    *,
    actor: Member,
    standard_id: int,
    state: str,
    decided_on: date | None = None,
    outcome: str = "",
) -> Standard:
    """Applied for, awarded or refused; after the decision the file stays as it is."""
    row = locked(actor, standard_id)
    row.state, row.decided_on, row.outcome = state, decided_on, outcome.strip()
    if state in {Standard.State.PREPARING, Standard.State.APPLIED}:
        row.decided_on = None
    row.full_clean(exclude=["made_by"])
    row.save()
    record(
        actor=actor, action="planning.standard_decided", target=row, state=row.get_state_display()
    )
    return row


@transaction.atomic
def keep_criterion(
    *,
    actor: Member,
    standard_id: int,
    now: datetime,
    criterion_id: int | None = None,
    **fields: Any,
) -> Criterion:
    """Add a criterion or change one; a new owner is told."""
    standard = locked(actor, standard_id)
    if criterion_id is None:
        last = standard.criteria.aggregate(last=Max("position"))["last"]
        row = Criterion(standard=standard, position=0 if last is None else last + 1)
    else:
        row = standard.criteria.select_for_update().get(pk=criterion_id)
    before = row.owner_id
    for name in fields.keys() & {"number", "section", "text", "max_score", "owner", "due_on"}:
        setattr(row, name, fields[name])
    row.full_clean(exclude=["standard", "scored_by"])
    row.save()
    record(actor=actor, action="planning.criterion_kept", target=standard, number=row.number)
    if row.owner is not None and row.owner_id != before:
        tell_owners(standard, {row.owner: 1}, actor, now)
    return row


def tell_owners(standard: Standard, owners: dict[Staff, int], actor: Member, now: datetime) -> None:
    """One notice for each owner, however many criteria."""
    for owner, count in owners.items():
        if owner.pk == actor.staff.pk:
            continue
        send(
            recipients=[owner],
            kind="standard.assigned",
            title=f"创建{standard.title}：{count} 条由您负责",
            body="请附上佐证并自评打分。",
            url=f"/standards/{standard.pk}/?owner={owner.pk}",
            target=standard,
            key=f"standard-{standard.pk}-{owner.pk}-{now:%Y%m%d%H%M}",
            now=now,
        )


@transaction.atomic
def remove_criteria(*, actor: Member, standard_id: int, criterion_ids: Sequence[int]) -> int:
    """Take criteria out that nobody has scored; how many."""
    standard = locked(actor, standard_id)
    rows = standard.criteria.filter(pk__in=list(criterion_ids))
    if rows.filter(self_score__isnull=False).exists():
        raise ValidationError("已经自评的条目不能删除。要删请先清空它的自评分。")
    count = rows.count()
    rows.delete()
    if count:
        record(actor=actor, action="planning.criteria_removed", target=standard, count=count)
    return count


@transaction.atomic
def score(
    *,
    actor: Member,
    criterion_id: int,
    self_score: Decimal | None,
    now: datetime,
    remark: str = "",
) -> Criterion:
    """Enter the own score; full marks need evidence, and PostgreSQL holds to that too."""
    row: Criterion = (
        Criterion.objects.select_for_update(of=("self",))
        .select_related("standard", "owner")
        .get(pk=criterion_id)
    )
    demand(actor, "planning.score", row)
    locked(actor, row.standard_id, "planning.score")
    row.self_score, row.remark = self_score, remark.strip()
    row.scored_by = actor.staff if self_score is not None else None
    row.scored_at = now if self_score is not None else None
    row.full_clean(exclude=["standard", "owner", "scored_by"])
    row.save()
    said = "清空" if self_score is None else f"{self_score.normalize():f} 分"
    record(
        actor=actor, action="planning.criterion_scored", target=row.standard,
        number=row.number, score=said,
    )  # fmt: skip
    return row
