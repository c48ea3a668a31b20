"""The person behind a request or a job: a Staff row with the roles held today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet

from houqin.accounts.models import User
from houqin.core.prepared import Prepared
from houqin.core.roles import Kind, Role, role_name
from houqin.core.tenancy import every_institution, institution_scope
from houqin.org.models import Institution, RoleHolding, Staff


@dataclass(frozen=True, slots=True)
class Member:
    """Who acts: passed to services as ``actor``."""

    staff: Staff
    institution: Institution
    roles: frozenset[Role]

    @property
    def kind(self) -> Kind:
        return Kind(self.institution.kind)

    @property
    def user(self) -> User | None:
        return self.staff.user

    @property
    def name(self) -> str:
        return self.staff.name

    @property
    def is_read_only(self) -> bool:
        """A bureau inspector looks and changes nothing."""
        return self.roles == {Role.INSPECTOR}

    @property
    def role_names(self) -> str:
        return "、".join(
            role_name(r, self.kind) for r in Role if r in self.roles and r != Role.STAFF
        )


def member_of(staff: Staff, institution: Institution, day: date) -> Member:
    """The member a staff row is on that day (one query); call inside the institution's scope."""
    held = RoleHolding.objects.on(day).filter(staff=staff).values_list("role", flat=True)
    return Member(staff, institution, _roles(held))


def _roles(held: Iterable[str]) -> frozenset[Role]:
    roles = frozenset(Role(code) for code in held)
    return roles if roles == {Role.INSPECTOR} else roles | {Role.STAFF}


def _membership(user: Any, code: Any, day: Any) -> QuerySet[Staff]:
    on_day = (Q(holdings__since=None) | Q(holdings__since__lte=day)) & (
        Q(holdings__until=None) | Q(holdings__until__gte=day)
    )
    return (
        Staff.objects.filter(user_id=user, institution__code=code, left_on=None)
        .select_related("institution", "department", "user")
        .annotate(role_codes=ArrayAgg("holdings__role", filter=on_day, default=[], distinct=True))
        .order_by("pk")[:1]
    )


_MEMBERSHIP: Prepared[Staff] = Prepared(_membership)
_numbers: dict[str, int] = {}  # by code: the scope in which a member is looked for first


def member_for_user(user_id: int, code: str, day: date) -> Member | None:
    """The user's membership of this institution, in one query; None for a stranger."""
    number = _numbers.get(code)
    staff = None
    if number is not None:
        with institution_scope(number):
            staff = _MEMBERSHIP.one(user=user_id, code=code, day=day)
    if staff is None:  # not seen yet, or a stranger, or the code has passed to another
        with every_institution():
            staff = _MEMBERSHIP.one(user=user_id, code=code, day=day)
    if staff is None:
        return None
    _numbers[code] = staff.institution.pk
    codes = [role for role in staff.role_codes if role]  # type: ignore[attr-defined]
    return Member(staff, staff.institution, _roles(codes))
