"""Allauth's hooks: nobody signs up alone, and a locked name is told until when."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from houqin.accounts.backend import locked_until
from houqin.core import clock


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        until = locked_until(str(credentials.get("username") or ""), clock.now())
        if until is not None:
            clock_time = timezone.localtime(until).strftime("%H:%M")
            raise ValidationError(
                f"密码连续输错 5 次，这个账号已锁定到 {clock_time}。到时再试，或请信息员重设密码。"
            )
