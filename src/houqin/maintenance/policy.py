"""Who may do what in maintenance, beyond the role."""

from __future__ import annotations

from houqin.core.permissions import Allowed, Answer, Denied, may, row_rule
from houqin.maintenance.models import WorkOrder
from houqin.org.member import Member


def may_see_register(member: Member, _owner_id: int) -> bool:
    """Certificates and the photos of checks are open to whoever sees the register."""
    return bool(may(member, "maintenance.see"))


@row_rule("maintenance.repair")
def may_repair(member: Member, order: WorkOrder) -> Answer:
    """Who was given the job, who helps with it, and who dispatches."""
    case = order.case
    if case.owner_id == member.staff.pk or may(member, "maintenance.manage"):
        return Allowed()
    if case.cooperators.filter(staff=member.staff).exists():
        return Allowed()
    name = case.owner.name if case.owner else "（还没派人）"
    return Denied(f"这张维修单由{name}办理。")
