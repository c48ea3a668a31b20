"""For whom a notice is meant: everybody, or the union of posts, departments and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from houqin.core.roles import Kind, Role, role_name
from houqin.org.models import Department, RoleHolding, Staff

LONGEST = 200  # of the words, as the notice keeps them


@dataclass(frozen=True, slots=True)
class Audience:
    """``departments`` with those that stand under them."""

    everybody: bool
    roles: Sequence[str] = ()
    departments: Sequence[Department] = ()
    people: Sequence[Staff] = ()

    def readers(self, day: date, publisher: Staff) -> list[Staff]:
        """Who is here and meant, with an account or without; no publisher, no inspector."""
        held = RoleHolding.objects.on(day).values("staff")
        here = Staff.objects.filter(left_on=None).exclude(pk=publisher.pk)
        guest = Q(pk__in=held.filter(role=Role.INSPECTOR)) & ~Q(
            pk__in=held.exclude(role=Role.INSPECTOR)
        )
        here = here.exclude(guest)
        if not self.everybody:
            here = here.filter(
                Q(pk__in=held.filter(role__in=self.roles))
                | Q(department__in=self.departments)
                | Q(pk__in=[one.pk for one in self.people])
            )
        return list(here.select_related("department", "user").order_by("pk"))

    def words(self, kind: Kind) -> str:
        if self.everybody:
            return "全体"
        names = [role_name(role, kind) for role in self.roles]
        names += [one.name for one in self.departments] + [one.name for one in self.people]
        said = "、".join(names)
        return said if len(said) <= LONGEST else f"{said[: LONGEST - 2]}…等"


def audience(
    *,
    everybody: bool,
    roles: Sequence[str],
    departments: Sequence[Department],
    people: Sequence[Staff],
) -> Audience:
    """As somebody chose it."""
    return Audience(everybody, roles, _with_those_below(departments), people)


def _with_those_below(departments: Sequence[Department]) -> list[Department]:
    if not departments:
        return []
    every = list(Department.objects.all())
    held = {one.pk for one in departments}
    while more := {one.pk for one in every if one.parent_id in held} - held:
        held |= more
    return [one for one in every if one.pk in held]
