"""A month of upkeep: rooms looked at, faults found, and how long they took to mend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count, F, Q

from houqin.maintenance.figures import begin
from houqin.maintenance.models import EquipmentCheck, UpkeepRule
from houqin.maintenance.services.rounds import rooms_of

_V = EquipmentCheck.Verdict


@dataclass(frozen=True, slots=True)
class Checked:
    """One rule's month; ``hours``: from the fault to its mending, on the average."""

    name: str
    rooms: int
    rooms_of: int
    pieces: int
    faults: int
    mended: int
    hours: float | None

    @property
    def missing(self) -> int:
        return self.rooms_of - self.rooms


def checked_in(first: date, last: date) -> list[Checked]:
    """The rules by whose sheets something was looked at in these days: three queries."""
    span = (begin(first), begin(last + timedelta(days=1)))
    # by the rounds that were open then: a few, where checks are many
    running = Q(round__finished_at=None) | Q(round__finished_at__gte=span[0])
    rows = (
        EquipmentCheck.objects.filter(
            running, round__first__lte=last, made_at__gte=span[0], made_at__lt=span[1]
        )
        .order_by().values("round__rule")
        .annotate(
            rooms=Count("equipment__place", distinct=True),
            pieces=Count("equipment", distinct=True),
            faults=Count("pk", filter=~Q(verdict=_V.PASSED)),
            fixed=Count("pk", filter=Q(verdict=_V.FIXED)),
            mended=Count("order", filter=Q(order__finished_at__isnull=False)),
            took=Avg(F("order__finished_at") - F("order__case__opened_at")),
        )
    )  # fmt: skip
    found = {row["round__rule"]: row for row in rows}
    rules = UpkeepRule.objects.filter(pk__in=found).select_related("under").order_by("name", "pk")
    totals = rooms_of(rules) if found else {}
    return [
        Checked(
            rule.name, row["rooms"], max(totals[rule.pk], row["rooms"]), row["pieces"],
            row["faults"], row["fixed"] + row["mended"],
            round(row["took"].total_seconds() / 3600, 1) if row["took"] else None,
        )
        for rule in rules
        for row in (found[rule.pk],)
    ]  # fmt: skip
