"""Each place with equipment by its last check: the one untouched for longest comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from houqin.cadence import Cadence
from houqin.cadence.windows import windows
from houqin.maintenance.models import Equipment, EquipmentKind, UpkeepRule
from houqin.org.calendar import school_calendar

_REACH = timedelta(days=400)
_NEVER = date.min
_DOWN = frozenset({Equipment.State.REPAIR, Equipment.State.CLOSED})


@dataclass(slots=True)
class Area:
    """``last``: the day of the piece that has waited longest; ``unseen``: pieces past their day;
    ``down``: pieces that do not work, so that a place without its camera shows."""

    name: str
    last: date | None = None
    pieces: int = 0
    unseen: int = 0
    down: int = 0
    is_new: bool = True
    keepers: set[str] = field(default_factory=set)

    def add(self, seen: date | None, keeper: str | None) -> None:
        earlier = min(seen or _NEVER, self.last or _NEVER)
        self.last = seen if self.is_new else (earlier if earlier != _NEVER else None)
        self.is_new = False
        self.pieces += 1
        if keeper:
            self.keepers.add(keeper)


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """A rule with the first day of its last window that is over: who was not seen since is late."""

    rule: UpkeepRule
    since: date
    until: date

    def missed(self, seen: date | None, installed: date | None) -> bool:
        return (seen or _NEVER) < self.since and (installed or _NEVER) <= self.until


def by_last_check(
    institution_id: int, today: date, kind: EquipmentKind | None = None
) -> list[Area]:
    """Two queries and the calendar, whatever the number of places; of one kind, if asked."""
    rhythms = list(_rhythms(institution_id, today))
    rows = Equipment.objects.exclude(state=Equipment.State.SCRAPPED).order_by("place__path")
    if kind is not None:
        rows = rows.filter(kind=kind)
    areas: dict[int, Area] = {}
    for place, name, path, kind_id, seen, installed, keeper, state in rows.values_list(
        "place", "place__full_name", "place__path", "kind", "last_check_on", "installed_on",
        "keeper__name", "state",
    ):  # fmt: skip
        area = areas.setdefault(place, Area(name))
        area.add(seen, keeper)
        area.down += state in _DOWN
        area.unseen += any(
            one.rule.asks(kind_id, path) and one.missed(seen, installed) for one in rhythms
        )
    return sorted(areas.values(), key=lambda area: (area.last or _NEVER, -area.unseen, -area.down))


def _rhythms(institution_id: int, today: date) -> Iterator[_Rhythm]:
    calendar = school_calendar(institution_id, today - _REACH, today)
    for rule in UpkeepRule.objects.filter(is_active=True).select_related("under"):
        found = windows(Cadence.from_text(rule.cadence), calendar, today - _REACH, today)
        over = [one for one in found if one.last < today]
        yield _Rhythm(rule, *((over[-1].first, over[-1].last) if over else (_NEVER, _NEVER)))
