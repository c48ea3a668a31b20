"""Who is asked to repair: the settings and today's open jobs, handed to the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from houqin.cases.models import Case
from houqin.journal.public import record
from houqin.maintenance.manifest import REPAIRERS
from houqin.maintenance.models import Repairer, RepairZone, WorkOrder
from houqin.maintenance.rules.dispatch import Candidate, Chosen, Job, choose
from houqin.maintenance.rules.faults import TRADES, trade_of
from houqin.org.access import demand
from houqin.org.holders import Holders, load_holders
from houqin.org.member import Member
from houqin.org.models import Place, Staff


def suggestion(*, fault: str, place: Place | None, grade: str, today: date) -> Chosen:
    """The rule's answer for a job as things stand (at most seven queries)."""
    trade = trade_of(fault)
    last = _last_repairer(fault, place)
    job = Job(trade, TRADES[trade], place.path if place else "", grade == "urgent", last)
    return choose(job, candidates(today))


def _last_repairer(fault: str, place: Place | None) -> int | None:
    if place is None:
        return None
    rows = WorkOrder.objects.filter(place=place, fault=fault, finished_at__isnull=False)
    return rows.order_by("-pk").values_list("repairer_id", flat=True).first()


def candidates(today: date) -> list[Candidate]:
    """Everybody who takes part; without any settings, who holds a repairer's role."""
    holders = load_holders()
    rows = list(Repairer.objects.filter(is_active=True).select_related("staff"))
    if rows:
        zones: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for of, path, name in RepairZone.objects.values_list(
            "repairer", "place__path", "place__name"
        ):
            zones[of].append((path, name))
        people = [
            (row.staff, frozenset(row.trades), tuple(zones[row.pk]), row.most_jobs)
            for row in rows
            if row.staff_id in holders.here
        ]
    else:
        ids = {pk for role in REPAIRERS for pk in holders.of_role(str(role), None, today)}
        people = [(one, frozenset(), (), 8) for one in Staff.objects.filter(pk__in=ids)]
    load = _load([staff.pk for staff, *_rest in people])
    return [
        Candidate(
            staff.pk, staff.name, trades, places, load.get(staff.pk, 0), most,
            _away(holders, staff.pk, today),
        )
        for staff, trades, places, most in people
    ]  # fmt: skip


def _load(staff_ids: Sequence[int]) -> dict[int, int]:
    rows = Case.objects.filter(
        flow="work_order", is_open=True, owner__in=staff_ids, state__in=_AT_HAND
    )
    return dict(rows.order_by().values_list("owner").annotate(n=Count("pk")))


_AT_HAND = ("reported", "accepted", "working")


def _away(holders: Holders, staff_id: int, today: date) -> str:
    is_away, _substitute = holders.away(staff_id, today, today)
    return "今天请假" if is_away else ""


@transaction.atomic
def keep_repairer(
    *,
    actor: Member,
    staff: Staff,
    trades: Sequence[str],
    zones: Sequence[Place],
    most_jobs: int,
    is_active: bool,
    row: Repairer | None = None,
) -> Repairer:
    """Set what somebody repairs and where."""
    demand(actor, "maintenance.settle")
    if row is None and Repairer.objects.filter(staff=staff).exists():
        raise ValidationError({"staff": f"{staff.name}已经在名单里，请直接修改。"})
    kept = row or Repairer(staff=staff)
    kept.trades, kept.most_jobs, kept.is_active = list(trades), most_jobs, is_active
    kept.full_clean(exclude=["institution", "staff"])
    kept.save()
    RepairZone.objects.filter(repairer=kept).exclude(place__in=zones).delete()
    there = set(RepairZone.objects.filter(repairer=kept).values_list("place_id", flat=True))
    RepairZone.objects.bulk_create(
        [RepairZone(repairer=kept, place=one) for one in zones if one.pk not in there]
    )
    record(actor=actor, action="maintenance.repairer_kept", target=kept)
    return kept


def ranking_of(chosen: Chosen) -> list[str]:
    """What is kept on the order of everybody that was looked at, the chosen first."""
    return [score.sentence for score in chosen.ranking[:12]]


def owner_of(case: Any) -> Staff | None:
    """The ``default_owner`` of the flow: the rule's choice; the reason waits on the case."""
    from houqin.core import clock  # the hook is given no day

    chosen = suggestion(
        fault=case.kind or "other", place=case.place, grade=case.grade, today=clock.today()
    )
    case.dispatched = chosen
    return Staff.objects.filter(pk=chosen.staff_id).first() if chosen.staff_id else None
