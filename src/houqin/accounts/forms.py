"""The sign-in form in the words people use."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    error_messages = {
        **AllauthLoginForm.error_messages,
        "account_inactive": "这个账号已停用，请联系信息员。",
        "username_password_mismatch": "用户名（手机号）或密码不对，请再试一次。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "用户名或手机号"
        self.fields["login"].widget.attrs.update(placeholder="", autocapitalize="none")
        self.fields["password"].label = "密码"
        self.fields["password"].widget.attrs.update(placeholder="")
        if "remember" in self.fields:
            self.fields["remember"].label = "30 天内自动登录"
