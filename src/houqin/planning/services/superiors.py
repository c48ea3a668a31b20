"""Who is told when something is late: the person's superior, else the department's head, else the
director."""

from __future__ import annotations

from collections.abc import Iterable

from houqin.core import clock
from houqin.core.roles import Role
from houqin.org.holders import load_holders
from houqin.org.models import Staff


def superiors_of(staff_ids: Iterable[int]) -> dict[int, Staff]:
    """Person → superior, in at most five queries however many people."""
    people = Staff.objects.filter(pk__in=set(staff_ids)).select_related(
        "superior", "department__head"
    )
    found: dict[int, Staff] = {}
    director: Staff | None = None
    looked = False
    for person in people:
        head = person.department.head if person.department else None
        above = person.superior or (head if head and head.pk != person.pk else None)
        if above is None or above.left_on is not None:
            if not looked:
                director, looked = _director(), True
            above = director
        if above is not None and above.pk != person.pk:
            found[person.pk] = above
    return found


def _director() -> Staff | None:
    holders = load_holders()
    today = clock.today()
    for role in (Role.DIRECTOR, Role.PRINCIPAL):
        for staff_id in holders.of_role(role, None, today):
            return Staff.objects.get(pk=staff_id)
    return None
