"""The signing PIN: set by the person, asked for on somebody else's phone, locked after failures."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.accounts.backend import locked_until, note_failure
from houqin.accounts.models import LoginFailure, SigningPin, User

DIGITS = 6
_RUNS = ("01234567890", "09876543210")


def pin_problem(pin: str) -> str:
    """Why these digits are no good as a PIN, or ""."""
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        return f"签字码是 {DIGITS} 位数字。"
    if len(set(pin)) < 3 or any(pin in run for run in _RUNS):
        return "这个签字码太好猜，请换一个，不要用连号或重复的数字。"
    return ""


@transaction.atomic
def set_pin(*, user: User, password: str, pin: str, again: str, now: datetime) -> SigningPin:
    """Who knows the password sets the PIN; an old one is replaced and its lock lifted."""
    if not user.check_password(password):
        raise ValidationError({"password": "密码不对，请再试一次。"})
    if problem := pin_problem(pin):
        raise ValidationError({"pin": problem})
    if pin != again:
        raise ValidationError({"again": "两次输入的签字码不一样，请再输一次。"})
    if user.phone and pin in user.phone:
        raise ValidationError({"pin": "签字码不要取自手机号，请换一个。"})
    kept, _made = SigningPin.objects.update_or_create(
        user=user, defaults={"digest": make_password(pin), "set_at": now}
    )
    LoginFailure.objects.filter(login=_lock(user)).delete()
    return kept


@transaction.atomic
def remove_pin(*, user: User) -> None:
    """A second click changes nothing."""
    SigningPin.objects.filter(user=user).delete()


def _lock(user: User) -> str:
    """Wrong PINs are counted apart from wrong passwords: neither locks the other."""
    return f"#pin:{user.pk}"


@transaction.atomic
def refusal(*, user: User, secret: str, now: datetime) -> str:
    """Why ``secret`` does not prove that this is ``user``, or "" when it does.

    The PIN; for whoever has set none, the password. It tells instead of raising, because the
    failure that it counts must outlive the caller's transaction. Tries at the same time wait for
    each other, so that five are five.
    """
    list(User.objects.select_for_update(of=("self",)).filter(pk=user.pk).values_list("pk"))
    kept = SigningPin.objects.filter(user=user).first()
    if not user.is_active:
        return f"{user.name}的账号已停用，不能会签。"
    if kept is None and Authenticator.objects.filter(user=user, type="totp").exists():
        return f"{user.name}开启了两步验证，请先在“我的账号”里设签字码。"
    lock = _lock(user) if kept else user.username
    if until := locked_until(lock, now):
        return (
            f"连续输错，已锁定到 {timezone.localtime(until):%H:%M}。到时再试，或用自己的手机会签。"
        )
    good = check_password(secret, kept.digest) if kept else user.check_password(secret)
    if good:
        LoginFailure.objects.filter(login=lock.lower()[:64]).delete()
        return ""
    note_failure(lock, now)
    word = "签字码" if kept else "密码"
    return f"{word}不对，请{user.name}本人再输一次。"
