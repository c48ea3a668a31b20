"""Sign-in by user name or phone, with a lock-out that survives restarts and many processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Q
from django.http import HttpRequest

from houqin.accounts.models import LOCKED_FOR, MAX_FAILURES, LoginFailure, User
from houqin.core import clock

_at_hand: ContextVar[User | None] = ContextVar("houqin_user_at_hand", default=None)


@contextmanager
def at_hand(user: User | None) -> Iterator[None]:
    """Spare the query for this user's row: whoever read it in this request passes it here."""
    token = _at_hand.set(user)
    try:
        yield
    finally:
        _at_hand.reset(token)


def locked_until(login: str, now: datetime) -> datetime | None:
    """Until when this login name is locked, or None."""
    failure = LoginFailure.objects.filter(login=login.strip().lower()[:64]).first()
    return failure.locked_until if failure and failure.is_locked(now) else None


def note_failure(login: str, now: datetime) -> None:
    """Count a wrong password; the fifth in a row locks the name."""
    key = login.strip().lower()[:64]
    failure, _made = LoginFailure.objects.get_or_create(login=key, defaults={"last_at": now})
    stale = now - failure.last_at > LOCKED_FOR
    failure.failures = 1 if stale else failure.failures + 1
    failure.last_at = now
    if failure.failures >= MAX_FAILURES:
        failure.locked_until, failure.failures = now + LOCKED_FOR, 0
    failure.save()


class NameOrPhoneBackend(AuthenticationBackend):  # type: ignore[misc]
    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        login = str(credentials.get("username") or "").strip()
        password = str(credentials.get("password") or "")
        now = clock.now()
        if not login or not password or locked_until(login, now):
            return None
        match = Q(username__iexact=login)
        if login.isdigit():
            match |= Q(phone=login)
        user = User.objects.filter(match).order_by("pk").first()
        if user is None:
            User().set_password(
                password
            )  # as slow as a real check: a name's existence stays hidden
        elif user.check_password(password) and self.user_can_authenticate(user):
            LoginFailure.objects.filter(login=login.lower()[:64]).delete()
            return user
        note_failure(login, now)
        return None

    def get_user(self, user_id: int) -> User | None:
        known = _at_hand.get()
        if known is None or known.pk != int(user_id):
            return super().get_user(user_id)  # type: ignore[no-any-return]
        return known if self.user_can_authenticate(known) else None
