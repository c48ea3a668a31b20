"""A piece that failed its check gets a repair, and who must know at once is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import uuid5

from django.utils import timezone

from houqin.cases.flow import flows
from houqin.cases.models import Case, Source
from houqin.cases.public import open_case
from houqin.core.roles import Role
from houqin.files.models import StoredFile
from houqin.maintenance.models import Equipment, EquipmentCheck, UpkeepRule, WorkOrder
from houqin.maintenance.rules.catalogue import FIRE, fault_of
from houqin.maintenance.services.orders import about
from houqin.notify.public import page, send
from houqin.org.member import Member
from houqin.org.models import SchoolClass, Staff
from houqin.planning.services.office import holders_of

HAZARD = "hazard"  # the safety room's flow; rooms side by side know each other by code alone
_HAZARDS = {"gas": "gas", "electric": "power", "outdoor": "toy"}
LEFT_ON = "office_power"  # found on before a break, it is told to who uses the room
_OPEN = ("reported", "accepted", "outside", "working")


def report_failed(
    actor: Member,
    check: EquipmentCheck,
    rule: UpkeepRule,
    now: datetime,
    photos: Sequence[StoredFile] = (),
) -> None:
    """Open a repair unless one of the piece is under way; the check's photos are the repair's."""
    piece = check.equipment
    running = WorkOrder.objects.filter(equipment=piece, case__state__in=_OPEN)
    if running.exists():
        return
    case = open_case(
        actor=actor,
        flow="work_order",
        title=f"{piece.name}：{check.note}"[:120],
        text=f"{rule.name}发现：{what_failed(check)}。",
        kind=fault_of(piece.kind.code),
        grade="urgent" if rule.closes else "normal",
        place=piece.place,
        source=Source.ROUTINE,
        pointer=check,
        photos=photos,
        due_at=_tonight(now) if rule.same_day else None,
        token=uuid5(check.token, "order"),
        now=now,
    )
    order = about(case, piece)
    order.check_row = check
    is_told, is_fire = rule.closes and bool(rule.alert_role), piece.kind.code in FIRE
    order.is_dangerous = (is_told or is_fire) and _as_hazard(
        actor, case, "major" if is_told else "general",
        "fire" if is_fire else _HAZARDS.get(case.kind, "building"), photos, now,
    )  # fmt: skip
    order.save(update_fields=["check_row", "is_dangerous"])


def _as_hazard(
    actor: Member, repair: Case, grade: str, kind: str, photos: Sequence[StoredFile], now: datetime
) -> bool:
    """What must be told at once, and what protects from fire, is a hazard besides, to be verified
    by another: the repair mends it, whoever answers for safety closes it."""
    if not has_hazards():
        return False
    stopped = "，设备已停用" if grade == "major" else ""
    open_case(
        actor=actor,
        flow=HAZARD,
        title=repair.title,
        text=f"{repair.text}维修单 {repair.number}{stopped}。",
        kind=kind,
        grade=grade,
        place=repair.place,
        source=Source.ROUTINE,
        pointer=repair,
        photos=photos,
        token=uuid5(repair.token, "hazard"),
        now=now,
    )
    return True


def has_hazards() -> bool:
    """Whether the safety room is there to take hazards."""
    return any(flow.code == HAZARD for flow in flows())


def what_failed(check: EquipmentCheck) -> str:
    """The points that failed, each as what it is not, and what was found."""
    points = "、".join(f"“{point}”不合格" for point in check.failed)
    return f"{points}，{check.note}" if points else check.note


def _tonight(now: datetime) -> datetime:
    """The end of the day: what is not mended by then is late in the morning."""
    here = timezone.localtime(now)
    return here.replace(hour=23, minute=59, second=0, microsecond=0)


def tell_users(check: EquipmentCheck, now: datetime) -> None:
    """Whoever uses the room reads what was left on: the piece's keeper, the class's teacher, else
    the department that has the room."""
    piece = check.equipment
    send(
        recipients=_users_of(piece), kind="maintenance.left_on",
        title=f"没有关好：{piece.name}（{piece.place.name}）",
        body=f"{what_failed(check)}（{check.made_by.name}检查，{check.get_verdict_display()}）"[:400],
        url=page("maintenance:piece", piece.pk), target=piece, key=f"left-on-{check.pk}", now=now,
    )  # fmt: skip


def _users_of(piece: Equipment) -> list[Staff]:
    keeper = piece.keeper or teachers_of([piece.place.name])[piece.place.name]
    if keeper is not None:
        return [keeper]
    within = piece.place.department_id
    return list(Staff.objects.filter(department=within, left_on=None)) if within else []


def teachers_of(rooms: Iterable[str]) -> dict[str, Staff | None]:
    """The homeroom teachers by the names of rooms: each is called as its class is (一1班教室)."""
    classes = sorted(
        SchoolClass.objects.select_related("homeroom"), key=lambda one: len(one.name), reverse=True
    )
    return {
        room: next((one.homeroom for one in classes if room.startswith(one.name)), None)
        for room in rooms
    }


def tell_alerted(check: EquipmentCheck, rule: UpkeepRule, now: datetime) -> None:
    """Whoever answers for the room hears of it urgently, with the leaders."""
    piece = check.equipment
    roles = {Role(rule.alert_role), Role.DIRECTOR, Role.SAFETY_OFFICER}
    send(
        recipients=holders_of(*roles, today=timezone.localdate(now)),
        kind="maintenance.stopped",
        title=f"{'已停用' if rule.closes else '不合格'}：{piece.name}（{piece.place.name}）",
        body=f"{rule.name}：{what_failed(check)}。"[:400],
        url=page("maintenance:piece", piece.pk),
        target=piece,
        key=f"equipment-failed-{check.pk}",
        urgent=True,
        now=now,
    )
