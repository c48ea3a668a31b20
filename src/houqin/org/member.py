"""The person behind a request or a job: a Staff row with the roles held today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from houqin.accounts.models import User
from houqin.core.roles import Kind, Role, role_name
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


def member_for_user(user_id: int, code: str, day: date) -> Member | None:
    """The user's membership of this institution, in one query; None for a stranger."""
    rows = Staff.objects.filter(user_id=user_id, institution__code=code, left_on=None)
    on_day = (Q(holdings__since=None) | Q(holdings__since__lte=day)) & (
        Q(holdings__until=None) | Q(holdings__until__gte=day)
    )
    staff = (
        rows.select_related("institution", "department", "user")
        .annotate(role_codes=ArrayAgg("holdings__role", filter=on_day, default=[], distinct=True))
        .first()
    )
    if staff is None:
        return None
    codes = [code for code in staff.role_codes if code]
    return Member(staff, staff.institution, _roles(codes))
