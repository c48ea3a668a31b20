"""What happens by itself each morning: rounds that begin, inspections that fall due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction
from django.db.models import F, Q

from houqin.cases.models import Case, Source
from houqin.cases.public import open_case
from houqin.core import clock
from houqin.core.roles import Role
from houqin.journal.public import record
from houqin.maintenance.manifest import CHECKERS
from houqin.maintenance.models import Equipment
from houqin.maintenance.rules.catalogue import FIRE
from houqin.maintenance.services.closing import close_unconfirmed
from houqin.maintenance.services.equipment import EXPIRED, put_state
from houqin.maintenance.services.failing import HAZARD, has_hazards
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
    report_expired(today=today, now=now)
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


def report_expired(*, today: date, now: datetime) -> int:
    """Whatever is still relied on a day after its date is a hazard that nobody needs to enter:
    pieces alike of one place and day together, once. What stops by itself is no danger."""
    if not has_hazards():
        return 0
    late = Equipment.objects.filter(next_inspection_on__lt=today, kind__stops=False)
    rows = late.exclude(state__in=[_S.CLOSED, _S.SCRAPPED]).select_related("kind", "place")
    groups: dict[UUID, list[Equipment]] = {}
    for piece in rows.order_by("pk"):
        said = f"expired:{piece.kind_id}:{piece.place_id}:{piece.next_inspection_on}"
        groups.setdefault(uuid5(NAMESPACE_OID, said), []).append(piece)
    known = set(Case.objects.filter(token__in=groups).values_list("token", flat=True))
    for token, pieces in groups.items():
        if token in known:
            continue
        first = pieces[0]
        open_case(
            actor=None, flow=HAZARD, source=Source.ROUTINE, pointer=first, token=token, now=now,
            title=f"{first.place.name}：{first.kind.name}检验过期"[:120], place=first.place,
            text=f"{'、'.join(map(str, pieces))}，{first.next_inspection_on} 到期，没有检验登记。",
            kind="fire" if first.kind.code in FIRE else "building",
        )  # fmt: skip
    return len(groups) - len(known)
