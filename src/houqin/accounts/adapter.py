"""Allauth's hooks: nobody signs up alone, and a locked name is told until when."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from houqin.accounts.backend import locked_until
from houqin.accounts.second_factor import SecondFactor
from houqin.core import clock

_SIGNED_IN = "account/messages/logged_in.txt"
_SECOND_FACTOR = "allauth.mfa.stages.AuthenticateStage"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "这个账号已停用，请联系信息员。",
        "enter_current_password": "现在的密码不对，请再试一次。",
        "incorrect_password": "密码不对，请再试一次。",
        "username_password_mismatch": "用户名（手机号）或密码不对，请再试一次。",
        "too_many_login_attempts": "试得太多了，请过一会儿再试。",
    }

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Who has just signed in sees it; a toast about it would only cover the page."""
        if (args[0] if args else kwargs.get("message_template")) != _SIGNED_IN:
            super().add_message(request, level, *args, **kwargs)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[Any]:
        return [
            SecondFactor if stage == _SECOND_FACTOR else stage
            for stage in super().get_login_stages()
        ]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        until = locked_until(str(credentials.get("username") or ""), clock.now())
        if until is not None:
            clock_time = timezone.localtime(until).strftime("%H:%M")
            raise ValidationError(
                f"密码连续输错 5 次，这个账号已锁定到 {clock_time}。到时再试，或请信息员重设密码。"
            )


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "验证码不对或已过期，请看手机上最新的 6 位数字再试。",
        "cannot_generate_recovery_codes": "请先开启两步验证，再生成恢复码。",
        "cannot_delete_authenticator": "现在不能关闭两步验证，请联系信息员。",
    }
