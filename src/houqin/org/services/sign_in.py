"""The accounts of an institution's people: given, reset, stopped. Passwords are shown once."""

from __future__ import annotations

import re
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.accounts.models import LoginFailure, User
from houqin.core.initials import initials
from houqin.core.tenancy import every_institution
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Staff
from houqin.org.recording import record

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def temporary_password() -> str:
    """Ten characters that can be read out over the telephone: ``kp7mx-3wdqe``."""
    half = ["".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2)]
    return "-".join(half)


def free_username(row: Staff) -> str:
    """A suggestion nobody uses yet: the institution's code with the number or the initials."""
    part = row.number.lower() if row.number.isascii() and row.number else initials(row.name)
    base = re.sub(r"[^a-z0-9._-]", "", f"{row.institution.code}-{part}")[:34]
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    tries = (base, *(f"{base}{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in tries if name not in taken)


@transaction.atomic
def give_account(*, actor: Member, row: Staff, username: str) -> tuple[User, str]:
    """An account with a password that must be changed at the first sign-in."""
    demand(actor, "org.keep_people")
    if row.user_id is not None:
        raise ValidationError("这个人已经有账号。")
    name = username.strip().lower()
    if User.objects.filter(username__iexact=name).exists():
        raise ValidationError({"username": "这个用户名已经有人使用，请换一个。"})
    free = row.phone and not User.objects.filter(phone=row.phone).exists()
    user = User(username=name, name=row.name, phone=row.phone if free else "")
    password = temporary_password()
    user.set_password(password)
    user.must_change_password = True
    user.full_clean()
    user.save()
    row.user = user
    row.save(update_fields=["user"])
    record(actor=actor, action="org.account_given", target=row, username=name)
    return user, password


@transaction.atomic
def reset_password(*, actor: Member, row: Staff) -> str:
    """A new temporary password; the old one and every session of it stop at once."""
    demand(actor, "org.keep_people")
    user = _only_ours(row)
    password = temporary_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    LoginFailure.objects.filter(login__in=[user.username.lower(), user.phone]).delete()
    record(actor=actor, action="org.password_reset", target=row)
    return password


@transaction.atomic
def set_active(*, actor: Member, row: Staff, is_active: bool) -> User:
    """Stop an account, or open it again; the person stays on the list."""
    demand(actor, "org.keep_people")
    if row.pk == actor.staff.pk:
        raise ValidationError("不能停用自己的账号。")
    user = _only_ours(row)
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    action = "org.account_opened" if is_active else "org.account_stopped"
    record(actor=actor, action=action, target=row)
    return user


def _only_ours(row: Staff) -> User:
    """Whoever keeps one institution must not take over an account that opens another."""
    if row.user is None:
        raise ValidationError("这个人还没有账号，请先开通。")
    if row.user.is_superuser:
        raise ValidationError(
            "这个账号管着整个安装，只能由本人在“我的账号”里修改。"
            "本人忘了密码，请管服务器的人运行 houqin manage changepassword。"
        )
    with every_institution():
        others = Staff.objects.filter(user=row.user).exclude(pk=row.pk).exists()
    if others:
        raise ValidationError("这个账号也属于别的单位，请由本人在“我的账号”里修改。")
    return row.user
