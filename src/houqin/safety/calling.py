"""Whom to call: contacts with the numbers of today, for a plan or an accident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from houqin.core.roles import Kind, role_name
from houqin.org.models import RoleHolding
from houqin.safety.models import EmergencyContact, EmergencyPlan

# An accident of this kind is met by plans against these dangers; codes of both agree but for one.
_MEETS = {"disaster": "quake"}


@dataclass(frozen=True, slots=True)
class Number:
    """A line of the telephone list; ``phone`` "" where the person has none entered."""

    contact: EmergencyContact
    body: str
    name: str
    phone: str


def numbers_for(plan: EmergencyPlan | None, kind: Kind, day: date) -> list[Number]:
    """Two queries. A role's line is whoever holds it that day, with the number entered now."""
    wanted = Q(plan=None) | Q(plan=plan) if plan is not None else Q(plan=None)
    contacts = list(EmergencyContact.objects.filter(wanted).select_related("staff"))
    holders = _holders({one.role for one in contacts if one.role and not one.staff_id}, day)
    found: list[Number] = []
    for one in contacts:
        body = one.get_body_display()
        if one.staff is not None:
            found.append(Number(one, body, one.name or one.staff.name, one.staff.phone))
        elif one.role:
            title = role_name(one.role, kind)
            for name, phone in holders.get(one.role, [("没有人担任", "")]):
                found.append(Number(one, body, f"{title} {name}", phone))
        else:
            found.append(Number(one, body, one.name, one.phone))
    return found


def _holders(roles: Iterable[str], day: date) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    wanted = list(roles)
    if not wanted:
        return found
    held = RoleHolding.objects.on(day).filter(role__in=wanted, staff__left_on=None)
    for one in held.select_related("staff").order_by("is_deputy", "pk"):
        found.setdefault(one.role, []).append((one.staff.name, one.staff.phone))
    return found


def plans_against(kind: str) -> list[EmergencyPlan]:
    """The plans that meet an accident of this kind, those for anything else after them."""
    danger = _MEETS.get(kind, kind)
    rows = EmergencyPlan.objects.filter(is_active=True, danger__in=[danger, "other"])
    return sorted(rows, key=lambda plan: plan.danger == "other")
