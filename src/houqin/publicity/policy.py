"""Who may publish, who sees which notice, and who sees who has read it."""

from __future__ import annotations

from typing import Any

from houqin.core.permissions import Allowed, Answer, Denied, may, row_rule
from houqin.core.roles import Role
from houqin.org.member import Member
from houqin.publicity.models import Announcement

LEADERS = frozenset({Role.DIRECTOR, Role.PRINCIPAL})
PUBLISHERS = LEADERS | {Role.ADMINISTRATOR, Role.CLERK, Role.SAFETY_OFFICER}
WATCHERS = LEADERS | {Role.ADMINISTRATOR, Role.INSPECTOR}


@row_rule("publicity.publish")
def may_keep(member: Member, row: Announcement) -> Answer:
    """One's own notices; the leaders keep everybody's."""
    if row.issued_by_id == member.staff.pk or member.roles & LEADERS:
        return Allowed()
    return Denied("这条通知不是您发的。要撤回或催看，请找发布人或主任。")


def visible(member: Member) -> Any:
    if may(member, "publicity.see_all"):
        return Announcement.objects.all()
    return Announcement.objects.concerning(member.staff)


def sees_receipts(member: Member, row: Announcement) -> bool:
    return bool(may(member, "publicity.see_all")) or row.issued_by_id == member.staff.pk


def keeps(member: Member, row: Announcement) -> bool:
    return bool(may(member, "publicity.publish", row)) and not member.is_read_only


def may_see_files(member: Member, owner_id: int) -> bool:
    """Whoever may read the notice; of a withdrawn one only who may still read its text."""
    row = visible(member).filter(pk=owner_id).defer("search").first()
    return row is not None and shows_text(member, row)


def shows_text(member: Member, row: Announcement) -> bool:
    """What was withdrawn was withdrawn: only who answers for it reads it again."""
    return row.withdrawn_at is None or sees_receipts(member, row)
