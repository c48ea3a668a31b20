"""The form of the first run."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.core.roles import Kind, role_name
from houqin.packs.loading import load
from houqin.packs.questions import questions_of


class FoundingForm(forms.Form):
    """One institution, its administrator, and which facilities it has (the law asks by them)."""

    name = forms.CharField(label="单位名称", max_length=80)
    facilities = forms.MultipleChoiceField(
        label="有哪些设施",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="按设施安排法定职责，例如电梯年检。以后可以在“本单位情况”里改。",
    )
    start = forms.ChoiceField(
        label="从哪里开始",
        choices=[("pack", "带上常见部门和场所"), ("empty", "从空白开始")],
        initial="pack",
        widget=forms.RadioSelect,
        help_text="校历先按常见日期填好，请照上级通知核对。",
    )
    admin_name = forms.CharField(label="管理员姓名", max_length=50)
    admin_phone = forms.CharField(label="手机号", max_length=20, required=False)
    admin_username = forms.CharField(
        label="登录名",
        max_length=30,
        required=False,
        help_text="小写字母或数字；不填就用手机号登录。",
    )
    admin_password = forms.CharField(
        label="密码",
        widget=forms.PasswordInput,
        help_text="至少 8 位，不要全是数字，也不要用常见密码。",
    )
    password_again = forms.CharField(label="再输一遍密码", widget=forms.PasswordInput)

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pack = load(kind)
        asked = [one.condition for one in questions_of(kind)]
        self.fields["facilities"].choices = [(one.value, one.label) for one in asked]  # type: ignore[attr-defined]
        self.fields["facilities"].initial = [c.value for c in pack.institution.facilities]
        self.fields["name"].widget.attrs["placeholder"] = "例如：" + pack.institution.name
        director = role_name("director", kind)
        self.fields["admin_name"].help_text = f"先由这个人兼任信息员和{director}，以后再分给别人。"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("admin_phone") and not values.get("admin_username"):
            self.add_error("admin_phone", "手机号和登录名至少填一个，登录时要用。")
        if values.get("admin_password") != values.get("password_again"):
            self.add_error("password_again", "两遍密码不一样，请重新输入。")
        return values
