"""The institutions somebody belongs to, for the page after sign-in; one query."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from houqin.core.roles import Role
from houqin.org.member import Member
from houqin.org.models import Staff


def memberships(user_id: int, day: date) -> list[Member]:
    """As whom the user may enter which institution; call with every institution in scope."""
    on_day = (Q(holdings__since=None) | Q(holdings__since__lte=day)) & (
        Q(holdings__until=None) | Q(holdings__until__gte=day)
    )
    rows = (
        Staff.objects.filter(user_id=user_id, left_on=None)
        .select_related("institution")
        .annotate(codes=ArrayAgg("holdings__role", filter=on_day, default=[], distinct=True))
        .order_by("institution__name", "pk")
    )
    return [Member(staff, staff.institution, _roles(staff.codes)) for staff in rows]


def _roles(codes: list[str | None]) -> frozenset[Role]:
    roles = frozenset(Role(code) for code in codes if code)
    return roles if roles == {Role.INSPECTOR} else roles | {Role.STAFF}


def inside(code: str, path: str = "today/") -> str:
    """The address of a page inside an institution, from a page outside of any."""
    return f"/i/{code}/{path}"
