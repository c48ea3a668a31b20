"""Inspectors of the whole installation: their accounts, and which institutions they see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.accounts.models import LoginFailure, User
from houqin.core.roles import Role
from houqin.core.tenancy import every_institution, institution_scope
from houqin.journal.public import record
from houqin.org.member import Member
from houqin.org.models import Institution, RoleHolding, Staff
from houqin.org.services.inspectors import add_inspector, withdraw_inspector
from houqin.org.services.sign_in import temporary_password
from houqin.web.services.keeping import demand_keeper


@dataclass(slots=True)
class Inspector:
    user: User
    institutions: list[Institution] = field(default_factory=list)


def inspectors() -> list[Inspector]:
    """Everybody who inspects or has inspected, with what they may see today; one query."""
    held = RoleHolding.objects.filter(role=Role.INSPECTOR, staff__user__isnull=False)
    held = held.select_related("staff__user", "staff__institution")
    found: dict[int, Inspector] = {}
    for one in held.order_by("staff__user__name", "staff__user_id", "staff__institution__name"):
        if one.staff.user is None:
            continue
        known = found.setdefault(one.staff.user.pk, Inspector(one.staff.user))
        if one.staff.left_on is None:
            known.institutions.append(one.staff.institution)
    return list(found.values())


def works_at(user: User) -> set[int]:
    """Institutions where the user is more than an inspector: there it cannot be one as well."""
    rows = Staff.objects.filter(user=user)
    roles = RoleHolding.objects.filter(staff__in=rows).values_list("staff__institution_id", "role")
    looks = {pk for pk, role in roles if role == Role.INSPECTOR}
    looks -= {pk for pk, role in roles if role != Role.INSPECTOR}
    return set(rows.values_list("institution_id", flat=True)) - looks


@transaction.atomic
def let_in(
    *, actor: Member, name: str, phone: str, institutions: Collection[Institution], today: date
) -> tuple[User, str]:
    """An inspector by telephone number; the password of a new account, "" for a known one."""
    demand_keeper(actor, today)
    with every_institution():
        user = User.objects.filter(phone=phone).first()
        password = ""
        if user is None:
            user, password = _new_account(name, phone)
        elif user.name != name:
            said = f"这个手机号已经登记给“{user.name}”，请核对姓名和手机号。"
            raise ValidationError({"phone": said})
        for institution in institutions:
            add_inspector(institution=institution, user=user, actor=actor)
    return user, password


def _new_account(name: str, phone: str) -> tuple[User, str]:
    if User.objects.filter(username=phone).exists():
        said = "已经有账号用这个号码作登录名，请换一个手机号。"
        raise ValidationError({"phone": said})
    password = temporary_password()
    user = User(username=phone, name=name, phone=phone, must_change_password=True)
    user.set_password(password)
    user.full_clean()
    user.save()
    return user, password


@transaction.atomic
def set_access(
    *, actor: Member, user: User, institutions: Iterable[Institution], today: date
) -> str:
    """Exactly these may be seen from now on; says in a sentence what changed."""
    demand_keeper(actor, today)
    wanted = {one.pk for one in institutions}
    with every_institution():
        added = [
            one.name
            for one in Institution.objects.filter(pk__in=wanted).order_by("name")
            if add_inspector(institution=one, user=user, actor=actor)[1]
        ]
        seen = Staff.objects.filter(user=user, left_on=None).exclude(institution_id__in=wanted)
        gone = [
            staff.institution.name
            for staff in seen.select_related("institution")
            if withdraw_inspector(
                institution=staff.institution, user=user, actor=actor, today=today
            )
        ]
    parts = [f"可以查看{'、'.join(added)}"] if added else []
    parts += [f"不再能看{'、'.join(gone)}"] if gone else []
    return f"{user.name}：{'；'.join(parts) or '没有改动'}。"


@transaction.atomic
def reset_password(*, actor: Member, user: User, today: date) -> str:
    """A new temporary password for who only inspects; nobody else's is the keeper's to change."""
    demand_keeper(actor, today)
    with every_institution():
        rows = list(Staff.objects.filter(user=user).select_related("institution"))
        if user.is_superuser or not rows or works_at(user):
            raise ValidationError("这个账号也是某个单位的教职工，请由那个单位的信息员重设密码。")
        password = temporary_password()
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        LoginFailure.objects.filter(login__in=[user.username.lower(), user.phone]).delete()
    for staff in rows:
        with institution_scope(staff.institution.pk):
            record(actor=actor, action="org.password_reset", target=staff)
    return password
