"""Who works here: offered wherever something is given to somebody."""

from __future__ import annotations

from django.db.models import QuerySet

from houqin.core.roles import Role
from houqin.org.models import RoleHolding, Staff


def colleagues() -> QuerySet[Staff]:
    """Who has not left; a bureau inspector only looks on, and can be given nothing."""
    visiting = RoleHolding.objects.filter(role=Role.INSPECTOR).values("staff")
    return Staff.objects.filter(left_on=None).exclude(pk__in=visiting)
