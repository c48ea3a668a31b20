"""What happens by itself each morning: rounds that begin, inspections that fall due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from houqin.core import clock
from houqin.core.roles import Role
from houqin.journal.public import record
from houqin.maintenance.manifest import CHECKERS
from houqin.maintenance.models import Equipment
from houqin.maintenance.services.closing import close_unconfirmed
from houqin.maintenance.services.equipment import EXPIRED, put_state
from houqin.maintenance.services.rounds import open_rounds
from houqin.notify.public import page, send
from houqin.planning.services.builtin import add_rule_task
from houqin.planning.services.office import holders_of

_S = Equipment.State


def upkeep_of(institution_id: int) -> None:
    """The job: run inside the institution's scope, as often as one likes."""
    today, now = clock.today(), clock.now()
    open_rounds(institution_id=institution_id, today=today, now=now)
    remind_inspections(today=today, now=now)
    stop_expired(today=today, now=now)
    close_unconfirmed(now=now)


@transaction.atomic
def remind_inspections(*, today: date, now: datetime) -> int:
    """A task for each inspection that comes near, once per due date; how many."""
    near = today + timedelta(days=366)
    said = Q(reminded_for__isnull=False) & Q(reminded_for=F("next_inspection_on"))
    rows = (
        Equipment.objects.select_for_update(of=("self",))
        .filter(~said, next_inspection_on__lte=near)
        .exclude(state=_S.SCRAPPED)
        .select_related("kind", "place")
        .order_by("pk")
    )
    due = [row for row in rows if _is_near(row, today)]
    for piece in due:
        day = piece.next_inspection_on
        assert day is not None  # noqa: S101 - filtered above
        add_rule_task(
            title=f"报检：{piece.name} {piece.place.name}",
            role=Role.SAFETY_OFFICER,
            helpers=[str(role) for role in CHECKERS],
            due_on=max(day, today),
            first=today,
            domain="maintenance",
            note=f"{piece.kind.name}“{piece}”的检验 {day:%Y年%m月%d日} 到期，请联系检验机构，"
            "取得合格证后在设备页登记。",
            now=now,
            today=today,
        )
        piece.reminded_for = day
        record(actor=None, action="maintenance.inspection_due", target=piece, day=day)
    Equipment.objects.bulk_update(due, ["reminded_for"], batch_size=500)
    return len(due)


def _is_near(piece: Equipment, today: date) -> bool:
    day = piece.next_inspection_on
    return day is not None and day - timedelta(days=piece.kind.remind_days) <= today


@transaction.atomic
def stop_expired(*, today: date, now: datetime) -> int:
    """Whatever the law forbids to run without a certificate is out of use the day after."""
    rows = Equipment.objects.select_for_update(of=("self",)).filter(
        Q(kind__stops=True), next_inspection_on__lt=today
    )
    late = list(rows.exclude(state__in=[_S.CLOSED, _S.SCRAPPED]).select_related("kind", "place"))
    for piece in late:
        put_state(piece, _S.CLOSED, EXPIRED, now, by=None)
        record(
            actor=None, action="maintenance.equipment_state", target=piece,
            state="停用", reason=EXPIRED,
        )  # fmt: skip
        send(
            recipients=holders_of(Role.DIRECTOR, Role.SAFETY_OFFICER, today=today),
            kind="maintenance.stopped",
            title=f"已停用：{piece}",
            body=f"{EXPIRED}。检验合格并登记后自动恢复。",
            url=page("maintenance:piece", piece.pk),
            target=piece,
            key=f"equipment-expired-{piece.pk}-{piece.next_inspection_on}",
            urgent=True,
            now=now,
        )
    return len(late)
