"""Who keeps the whole installation: founds institutions, lets inspectors in.

The flag is Django's own ``is_superuser``, which opens nothing else here: no page of an institution
asks for it. Whoever founds the first institution gets it; ``houqin keeper`` hands it on.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from houqin.accounts.models import User
from houqin.core.tenancy import every_institution, institution_scope
from houqin.journal.public import record
from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.web.memberships import memberships


def keeper_of(user: User, today: date) -> Member | None:
    """As whom this user keeps the installation; None for everybody else, and for who has left."""
    if not user.is_superuser or not user.is_active:
        return None
    with every_institution():
        here = [one for one in memberships(user.pk, today) if not one.is_read_only]
    return here[0] if here else None


def demand_keeper(actor: Member, today: date) -> None:
    if actor.user is None or keeper_of(actor.user, today) is None:
        raise PermissionDenied("单位和检查员由安装后勤的管理员办理。")


def is_first_real() -> bool:
    """Whether only invented institutions exist: then whoever founds one keeps the installation."""
    with every_institution():
        return not Institution.objects.filter(is_demo=False).exists()


@transaction.atomic
def name_keeper(*, user: User, today: date, withdraw: bool = False) -> Member:
    """Hand the installation to somebody who works in an institution, or take it back."""
    with every_institution():
        here = [one for one in memberships(user.pk, today) if not one.is_read_only]
        others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
        if not here:
            raise ValidationError("这个账号不是哪个单位的在岗教职工，不能当安装管理员。")
        if withdraw and not others.exists():
            raise ValidationError("至少要留一位安装管理员。请先指定另一位，再收回这一位。")
        User.objects.filter(pk=user.pk).update(is_superuser=not withdraw)
    user.is_superuser = not withdraw
    action = "web.keeper_withdrawn" if withdraw else "web.keeper_named"
    with institution_scope(here[0].institution.pk):
        record(actor=None, action=action, target=here[0].staff)
    return here[0]
