"""Who answers for a role on given days: its holder, a deputy, or a substitute during leave.

Three queries load everything an institution has; every question after that is answered in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from houqin.core.prepared import PreparedRows
from houqin.core.roles import Role
from houqin.org.models import Absence, RoleHolding, Staff

_FALLBACK: dict[str, str] = {
    Role.ELECTRICIAN: Role.TECHNICIAN,
    Role.RECEIVER: Role.STOREKEEPER,
    Role.ASSET_KEEPER: Role.STOREKEEPER,
    Role.SAFETY_OFFICER: Role.DIRECTOR,
    Role.CLERK: Role.DIRECTOR,
    Role.SCORER: Role.HOMEROOM,
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """``staff_id`` None: nobody can be named, and ``reason`` says why (Chinese)."""

    staff_id: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Holding:
    staff_id: int
    department_id: int | None
    is_deputy: bool
    since: date | None
    until: date | None

    def covers(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(slots=True)
class Holders:
    """The holders of every role and the absences, ready to be asked for any day."""

    by_role: dict[str, list[_Holding]] = field(default_factory=lambda: defaultdict(list))
    absences: dict[int, list[tuple[date, date, int | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    departments: dict[int, int | None] = field(default_factory=dict)

    @property
    def here(self) -> Collection[int]:
        """Everybody who has not left."""
        return self.departments.keys()

    def of_role(self, role: str, department_id: int | None, day: date) -> list[int]:
        """Who holds the role that day, the fittest first: own department, then no deputies."""
        held = [h for h in self.by_role.get(role, []) if h.covers(day) and h.staff_id in self.here]
        held.sort(key=lambda h: (h.is_deputy, _distance(h.department_id, department_id)))
        return list(dict.fromkeys(h.staff_id for h in held))

    def away(self, staff_id: int, first: date, last: date) -> tuple[bool, int | None]:
        """Whether somebody is away for all these days, and who substitutes."""
        for start, end, substitute in self.absences.get(staff_id, []):
            if start <= first and last <= end:
                return True, substitute if substitute in self.here else None
        return False, None

    def resolve(self, role: str, department_id: int | None, first: date, last: date) -> Resolution:
        """The one person who answers for ``role`` from ``first`` to ``last``."""
        people = self.of_role(role, department_id, first)
        if not people and role in _FALLBACK:
            people = self.of_role(_FALLBACK[role], department_id, first)
        if not people:
            return Resolution(None, "还没有人担任这个角色")
        return self._present(people, first, last)

    def resolve_person(self, staff_id: int, first: date, last: date) -> Resolution:
        """The named person, or the substitute while that person is away."""
        if staff_id not in self.here:
            return Resolution(None, "责任人已离岗")
        return self._present([staff_id], first, last)

    def _present(self, people: list[int], first: date, last: date) -> Resolution:
        for staff_id in people:
            is_away, substitute = self.away(staff_id, first, last)
            if not is_away:
                return Resolution(staff_id)
            if substitute is not None:
                return Resolution(substitute, "代班")
        return Resolution(None, "责任人请假，还没有指定代班人")


def _distance(held: int | None, wanted: int | None) -> int:
    if held == wanted:
        return 0
    return 1 if held is None else 2


_PEOPLE = PreparedRows(lambda: Staff.objects.filter(left_on=None).values("pk", "department_id"))
_HELD = PreparedRows(
    lambda: RoleHolding.objects.order_by("is_deputy", "pk").values(
        "role", "staff_id", "department_id", "is_deputy", "since", "until"
    )
)
_AWAY = PreparedRows(lambda: Absence.objects.values("staff_id", "first", "last", "substitute_id"))


def load_holders() -> Holders:
    """Everything about roles and leave of the institution in scope (three queries)."""
    holders = Holders()
    holders.departments = dict(_PEOPLE())
    for role, *held in _HELD():
        holders.by_role[role].append(_Holding(*held))
    for staff_id, *away in _AWAY():
        holders.absences[staff_id].append((away[0], away[1], away[2]))
    return holders
