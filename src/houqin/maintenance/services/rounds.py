"""Rounds of upkeep: opened by the rule's cadence, entered on one sheet, closed when all is seen.

A round lists the pieces that stand in the register while it is open, so one that was added
meanwhile is looked at as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from houqin.cadence import Cadence
from houqin.cadence.windows import windows
from houqin.core.permissions import may
from houqin.files.models import StoredFile
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.maintenance.manifest import CHECKERS
from houqin.maintenance.models import Equipment, EquipmentCheck, Round, UpkeepRule
from houqin.maintenance.services.equipment import locked, put_state
from houqin.maintenance.services.failing import (
    LEFT_ON,
    report_failed,
    tell_alerted,
    tell_users,
    what_failed,
)
from houqin.maintenance.services.lending import due_by, missing_words
from houqin.notify.public import page
from houqin.org.access import demand
from houqin.org.calendar import school_calendar
from houqin.org.member import Member
from houqin.planning.elsewhere import Elsewhere
from houqin.planning.models import Task
from houqin.planning.services import doing
from houqin.planning.services.builtin import add_rule_task

_S, _V = Equipment.State, EquipmentCheck.Verdict
_REACH = timedelta(days=200)


@transaction.atomic
def keep_rule(*, actor: Member, row: UpkeepRule | None = None, **fields: Any) -> UpkeepRule:
    demand(actor, "maintenance.keep")
    rule = row or UpkeepRule()
    for name, value in fields.items():
        setattr(rule, name, value)
    try:
        cadence = Cadence.from_text(rule.cadence)
    except ValueError as error:
        raise ValidationError({"cadence": str(error)}) from None
    if cadence.is_vague:
        raise ValidationError({"cadence": "请选定多久一次，例如每周、每月。"})
    rule.full_clean(exclude=["institution"])
    rule.save()
    record(actor=actor, action="maintenance.rule_kept", target=rule)
    return rule


def pieces_of(rule: UpkeepRule) -> QuerySet[Equipment]:
    """What a round of the rule looks at, as the register stands now."""
    rows = Equipment.objects.filter(kind_id=rule.kind_id).exclude(state=_S.SCRAPPED)
    if rule.under is not None:
        path = rule.under.path
        rows = rows.filter(Q(place__path=path) | Q(place__path__startswith=f"{path}/"))
    return rows


def _paths_of(rules: Iterable[UpkeepRule]) -> dict[int, list[str]]:
    """Where the pieces of each rule are: one query, places narrowed here."""
    each = {rule.pk: rule for rule in rules}
    pieces = (
        Equipment.objects.filter(kind__in=[rule.kind_id for rule in each.values()])
        .exclude(state=_S.SCRAPPED)
        .values_list("kind_id", "place__path")
    )
    found: dict[int, list[str]] = {pk: [] for pk in each}
    for kind_id, path in pieces if each else ():
        for pk, rule in each.items():
            if rule.asks(kind_id, path):
                found[pk].append(path)
    return found


def sizes_of(rules: Iterable[UpkeepRule]) -> dict[int, int]:
    """How many pieces each rule has."""
    return {pk: len(paths) for pk, paths in _paths_of(rules).items()}


def rooms_of(rules: Iterable[UpkeepRule]) -> dict[int, int]:
    """In how many places."""
    return {pk: len(set(paths)) for pk, paths in _paths_of(rules).items()}


def open_rounds(*, institution_id: int, today: date, now: datetime) -> int:
    """Begin each active rule's round whose window has come; twice a day changes nothing."""
    rules = list(UpkeepRule.objects.filter(is_active=True).select_related("under", "kind"))
    if not rules:
        return 0
    calendar = school_calendar(institution_id, today - _REACH, today + _REACH)
    made = 0
    for rule in rules:
        planned = _planned(rule, today) if rule.item_id else None
        if planned is not None:
            made += _open(rule, planned.first, planned.due_on, today, now, task=planned)
            continue
        near = windows(Cadence.from_text(rule.cadence), calendar, today - _REACH, today + _REACH)
        now_open = [one for one in near if one.first <= today <= one.last]
        for window in now_open[:1]:
            made += _open(rule, window.first, window.last, today, now)
    return made


def _planned(rule: UpkeepRule, today: date) -> Task | None:
    """The task that a plan has given for this already: the round then works for it."""
    rows = Task.objects.filter(item=rule.item_id, first__lte=today, due_on__gte=today)
    return rows.exclude(state=Task.State.WAIVED).order_by("first", "pk").first()


@transaction.atomic
def _open(
    rule: UpkeepRule, first: date, last: date, today: date, now: datetime, task: Task | None = None
) -> int:
    count = pieces_of(rule).count()
    if not count:
        return 0
    made, is_new = Round.objects.get_or_create(rule=rule, first=first, defaults={"due_on": last})
    if not is_new:
        return 0
    task = task or add_rule_task(
        title=rule.name,
        role=rule.role,
        helpers=[str(role) for role in CHECKERS],
        first=first,
        due_on=last,
        domain="maintenance",
        note=f"{rule.kind.name} {count} 台，逐台检查：{'、'.join(rule.points)}。"
        "在“保养检查”里一张表登记，全部登记完自动办结。",
        now=now,
        today=today,
        cadence=rule.cadence if rule.cadence.startswith("AT=TERM_START") else "",
    )
    made.task, made.assignee = task, task.assignee
    made.save(update_fields=["task", "assignee"])
    record(actor=None, action="maintenance.round_opened", target=made, count=count)
    return 1


@dataclass(frozen=True, slots=True)
class Line:
    """What the sheet says of one piece."""

    equipment_id: int
    verdict: str
    failed: tuple[str, ...] = ()
    note: str = ""
    estimate: Decimal | None = None
    photos: Sequence[StoredFile] = field(default_factory=tuple)


@transaction.atomic
def enter(
    *, actor: Member, round_id: int, lines: Sequence[Line], token: UUID, now: datetime
) -> int:
    """Enter what was looked at; a failed piece gets its order. How many lines were new."""
    demand(actor, "maintenance.check")
    rows = Round.objects.select_for_update(of=("self",)).select_related(
        "rule__under", "rule__kind", "task__item", "task__assignee"
    )
    current = rows.get(pk=round_id)
    known = {piece.pk: piece for piece in _lock(pieces_of(current.rule), lines)}
    if len(known) != len({line.equipment_id for line in lines}):
        raise ValidationError("表里有设备已移走或报废，请刷新后再填。")
    done = set(
        EquipmentCheck.objects.filter(round=current, equipment__in=known).values_list(
            "equipment_id", flat=True
        )
    )
    new = [line for line in lines if line.equipment_id not in done]
    _demand_settled(current.rule, timezone.localdate(now))
    for line in new:
        _enter_one(actor, current, known[line.equipment_id], line, token, now)
    failed = sum(line.verdict == _V.FAILED for line in new)
    if new:
        record(
            actor=actor, action="maintenance.round_entered", target=current, count=len(new),
            failed=failed,
        )  # fmt: skip
    finish_if_complete(actor, current, now)
    return len(new)


def _demand_settled(rule: UpkeepRule, today: date) -> None:
    """The sports store's day is not signed while something lent is neither back nor accounted."""
    if rule.kind.code != "sports" or not rule.cadence.startswith("FREQ=DAILY"):
        return
    out = list(due_by(today))
    if out:
        raise ValidationError(
            f"还有 {len(out)} 笔器材没结清（{missing_words(out[:5])}），请先登记归还或写明怎么办，"
            "再交今天的表。"
        )


def _lock(rows: QuerySet[Equipment], lines: Sequence[Line]) -> list[Equipment]:
    wanted = rows.filter(pk__in=[line.equipment_id for line in lines])
    found = wanted.select_for_update(of=("self",)).select_related("kind", "place")
    return list(found.order_by("pk"))


def _enter_one(
    actor: Member, current: Round, piece: Equipment, line: Line, token: UUID, now: datetime
) -> None:
    rule = current.rule
    unknown = [point for point in line.failed if point not in rule.points]
    if unknown:
        raise ValidationError(f"“{unknown[0]}”不在这张表的项目里，请刷新后再填。")
    check = EquipmentCheck(
        equipment=piece, round=current, verdict=line.verdict, failed=list(line.failed),
        note=line.note.strip(), made_by=actor.staff, made_at=now,
        token=uuid5(token, str(piece.pk)),
    )  # fmt: skip
    check.full_clean(exclude=["institution", "equipment", "round", "made_by"])
    check.save(force_insert=True)
    for photo in line.photos:
        attach(actor=actor, file=photo, owner=check)
    piece.last_check_on = timezone.localdate(now)
    if line.verdict != _V.PASSED and piece.kind.code == LEFT_ON:
        tell_users(check, now)
    if line.verdict == _V.REPLACE:
        piece.estimate = piece.estimate if line.estimate is None else line.estimate
    if line.verdict == _V.REPLACE and not rule.closes:
        put_state(piece, _S.REPLACE, f"{rule.name}：{what_failed(check)}", now, by=actor)
        return
    if line.verdict in {_V.FAILED, _V.REPLACE}:
        found = what_failed(check)
        if rule.closes:
            piece.is_fit_needed = True
            put_state(piece, _S.CLOSED, f"{rule.name}：{found}", now, by=actor)
        else:
            put_state(piece, _S.REPAIR, f"{rule.name}：{found}", now, by=actor)
        report_failed(actor, check, rule, now, line.photos)
        if rule.alert_role:
            tell_alerted(check, rule, now)
        return
    piece.save(update_fields=["last_check_on"])


@transaction.atomic
def recheck(
    *,
    actor: Member,
    equipment_id: int,
    passed: bool,
    note: str,
    token: UUID,
    now: datetime,
    photos: Sequence[StoredFile] = (),
) -> Equipment:
    """The second look at a piece that a check closed: by somebody else than who failed it."""
    demand(actor, "maintenance.check")
    piece = locked(equipment_id)
    if EquipmentCheck.objects.filter(token=token).exists():
        return piece
    if piece.state != _S.CLOSED:
        raise ValidationError(f"“{piece}”没有停用，不用复查。")
    if piece.state_by_id == actor.staff.pk and piece.is_fit_needed:
        raise PermissionDenied("停用是您登记的，复查要由另一个人做。")
    check = EquipmentCheck(
        equipment=piece, verdict=_V.PASSED if passed else _V.FAILED, note=note.strip(),
        made_by=actor.staff, made_at=now, token=token,
    )  # fmt: skip
    check.full_clean(exclude=["institution", "equipment", "round", "made_by"])
    check.save(force_insert=True)
    for photo in photos:
        attach(actor=actor, file=photo, owner=check)
    piece.last_check_on = timezone.localdate(now)
    if passed:
        piece.is_fit_needed = False
        put_state(piece, _S.GOOD, "", now, by=actor)
    else:
        piece.save(update_fields=["last_check_on"])
    record(
        actor=actor, action="maintenance.rechecked", target=piece,
        result="合格，恢复使用" if passed else "仍不合格",
    )  # fmt: skip
    return piece


def missing_of(current: Round) -> QuerySet[Equipment]:
    """The pieces that the round has not seen, with their places: who is named when it is late."""
    seen = EquipmentCheck.objects.filter(round=current).values("equipment")
    rows = pieces_of(current.rule).exclude(pk__in=seen)
    return rows.select_related("place").order_by("place__path", "code")


def sheet_of(task: Task) -> Elsewhere | None:
    """A round's task is finished by its sheet, while pieces are missing."""
    rows = Round.objects.filter(task=task.pk, finished_at=None).select_related("rule__under")
    current = rows.first()
    if current is None or not missing_of(current).exists():
        return None
    return Elsewhere("保养检查", page("maintenance:round", current.pk))


def far_of(tasks: list[Task]) -> dict[int, Elsewhere]:
    """How far the rounds of these tasks have come."""
    rows = Round.objects.filter(task__in=tasks, finished_at=None).select_related("rule__under")
    running = list(rows.annotate(done=Count("checks")))
    sizes = sizes_of(row.rule for row in running)
    found: dict[int, Elsewhere] = {}
    for row in running:
        assert row.task_id is not None  # noqa: S101 - filtered above
        far = f"已查 {row.done}/{sizes[row.rule_id]}"
        found[row.task_id] = Elsewhere("保养检查", page("maintenance:round", row.pk), far)
    return found


def finish_if_complete(actor: Member, current: Round, now: datetime) -> None:
    """The last piece finishes the round and its task."""
    if current.finished_at is not None or missing_of(current).exists():
        return
    current.finished_at = now
    current.save(update_fields=["finished_at"])
    # A plan's own task may be another's to finish: then it stays with them, the round is done.
    task = current.task
    if task is not None and task.is_open and may(actor, "planning.do", task):
        checks = EquipmentCheck.objects.filter(round=current)
        failed = checks.filter(verdict=_V.FAILED).count()
        doing.hand_in(
            actor=actor,
            task_id=task.pk,
            token=uuid5(_FINISH, str(current.pk)),
            note=f"{current.rule.name}：检查 {checks.count()} 台，不合格 {failed} 台。",
            now=now,
            is_recorded=True,
        )


_FINISH = UUID("8a4b6b0e-5d8e-4b57-9a3c-5f1f5b6a7c11")
