"""Who may do what in the safety room, beyond the role."""

from __future__ import annotations

from houqin.core.permissions import Allowed, Answer, Denied, may, row_rule
from houqin.core.roles import Role, role_name
from houqin.org.member import Member
from houqin.safety.models import PatrolRoute, Undertaking

LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL})
MANAGERS = LEADERS | {Role.SAFETY_OFFICER}


@row_rule("safety.patrol")
def may_walk(member: Member, route: PatrolRoute) -> Answer:
    """The role the route names, or who manages safety; a route that names none is open to all."""
    if not route.is_active:
        return Denied(f"线路“{route.name}”已停用，不用再走。")
    if not route.role or route.role in member.roles or member.roles & MANAGERS:
        return Allowed()
    who = role_name(route.role, member.kind)
    return Denied(f"线路“{route.name}”由{who}来走。要换人请联系安全员。")


@row_rule("safety.gather")
def may_gather(member: Member, letter: Undertaking) -> Answer:
    """Who manages safety; the homeroom teacher those of the own class's parents."""
    room = letter.school_class
    if member.roles & MANAGERS or (room and room.homeroom_id == member.staff.pk):
        return Allowed()
    return Denied("这份不是本班家长的，请找安全员或总务主任登记。")


def manages(member: Member) -> bool:
    return bool(may(member, "safety.manage")) and not member.is_read_only


def may_see_files(member: Member, _owner_id: int) -> bool:
    """Whoever may look into the safety room sees its photos."""
    return bool(may(member, "safety.see"))


def may_see_letters(member: Member, owner_id: int) -> bool:
    if may(member, "safety.keep_letters"):
        return True
    return Undertaking.objects.filter(pk=owner_id, school_class__homeroom=member.staff).exists()
