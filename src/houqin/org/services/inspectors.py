"""Who looks at an institution from above, read-only: let in, shut out again."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.accounts.models import User
from houqin.core.roles import Role
from houqin.core.tenancy import institution_scope
from houqin.org.member import Member
from houqin.org.models import Institution, RoleHolding, Staff
from houqin.org.recording import record


def only_looks(staff: Staff) -> bool:
    """Whether this row is an inspector's: it holds that role and no other, now or ever."""
    held = RoleHolding.objects.filter(staff=staff).values_list("role", flat=True)
    return set(held) == {Role.INSPECTOR}


@transaction.atomic
def add_inspector(
    *, institution: Institution, user: User, actor: Member | None = None
) -> tuple[Staff, bool]:
    """Let an inspector look at this institution; whether that is new. Twice is once."""
    with institution_scope(institution.pk):
        staff = Staff.objects.filter(user=user).first()
        if staff is None:
            staff = Staff(user=user, name=user.name, position="上级检查")
            staff.fill_search()
            staff.save()
            RoleHolding.objects.create(staff=staff, role=str(Role.INSPECTOR))
        elif not only_looks(staff):
            said = f"“{user.name}”在“{institution.name}”登记为教职工，请给检查员另开一个账号。"
            raise ValidationError(said)
        elif staff.left_on is None:
            return staff, False
        else:
            staff.left_on = None
            staff.save(update_fields=["left_on"])
        record(actor=actor, action="org.inspector_added", target=staff)
        return staff, True


@transaction.atomic
def withdraw_inspector(*, institution: Institution, user: User, actor: Member, today: date) -> bool:
    """Shut the inspector out from now on; the role stays on the row, so that it never becomes
    an ordinary member's, and the row stays for what the journal says of it."""
    with institution_scope(institution.pk):
        staff = Staff.objects.filter(user=user, left_on=None).first()
        if staff is None or not only_looks(staff):
            return False
        staff.left_on = today
        staff.save(update_fields=["left_on"])
        record(actor=actor, action="org.inspector_withdrawn", target=staff)
        return True
