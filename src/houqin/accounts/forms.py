"""The sign-in and password forms in the words people use."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm as AllauthCodeForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthCodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateForm
from django import forms

from houqin.accounts.models import User


def _word(form: forms.BaseForm, **labels: str) -> None:
    """Give fields their label and an error for an empty one; no placeholder repeats it."""
    for name, label in labels.items():
        if name in form.fields:
            one = form.fields[name]
            one.label = label
            one.widget.attrs["placeholder"] = ""
            one.error_messages["required"] = f"请填写{label}。"


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, login="用户名或手机号", password="密码")  # noqa: S106 - a label
        self.fields["login"].widget.attrs["autocapitalize"] = "none"
        self.fields["password"].help_text = ""
        if "remember" in self.fields:
            self.fields["remember"].label = "30 天内自动登录（公用电脑请不要勾）"


class ChangePasswordForm(AllauthChangePasswordForm):  # type: ignore[misc]
    """A changed password also answers the demand to change a temporary one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, oldpassword="现在的密码", password1="新密码", password2="再输一次新密码")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = "至少 8 位，不要用姓名、手机号或全是数字。"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        new = cleaned.get("password1")
        if new and new == cleaned.get("oldpassword"):
            self.add_error("password1", "新密码要和现在的不同，请换一个。")
        return cleaned

    def save(self) -> None:
        super().save()
        if self.user.must_change_password:
            self.user.must_change_password = False
            self.user.save(update_fields=["must_change_password"])


class ReauthenticateForm(AllauthReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, password="密码")  # noqa: S106 - a label
        self.fields["password"].help_text = ""


class _CodeWords:
    """The six digits: number keys on the phone, filled in by the system where it can."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, code="验证码")  # type: ignore[arg-type]
        widget = self.fields["code"].widget  # type: ignore[attr-defined]
        widget.attrs.update(inputmode="numeric", autocomplete="one-time-code", autofocus=True)


class CodeForm(_CodeWords, AllauthCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "手机不在身边，可以输入一个恢复码。"
        self.fields["code"].widget.attrs["inputmode"] = "text"


class CodeAgainForm(_CodeWords, AllauthCodeAgainForm):  # type: ignore[misc]
    pass


class ActivateForm(_CodeWords, AllauthActivateForm):  # type: ignore[misc]
    pass


class MeForm(forms.ModelForm[User]):
    """What a person keeps of the own account."""

    class Meta:
        model = User
        fields = ["name", "phone", "email", "mail_digest"]
        labels = {"email": "邮箱"}
        help_texts = {
            "phone": "可以用来登录。",
            "email": "提醒汇总发到这里。",
            "mail_digest": "关掉后只在系统里提醒。",
        }
        error_messages = {"email": {"invalid": "邮箱写得不对，例如 name@example.com。"}}
