"""Whom the office's own services tell: the holders of a role, today."""

from __future__ import annotations

from datetime import date

from houqin.core.roles import Role
from houqin.org.holders import load_holders
from houqin.org.models import Staff


def holders_of(*roles: Role, today: date) -> list[Staff]:
    """Everybody who holds one of these roles (at most three queries)."""
    holders = load_holders()
    wanted = {pk for role in roles for pk in holders.of_role(str(role), None, today)}
    return list(Staff.objects.filter(pk__in=wanted, left_on=None))
