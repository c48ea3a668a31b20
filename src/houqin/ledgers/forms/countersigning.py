"""The second person signs on the phone at hand: name and PIN."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from houqin.org.models import Staff


class HereForm(forms.Form):
    signer = forms.TypedChoiceField(
        label="会签人",
        coerce=int,
        error_messages={"required": "请选会签人。", "invalid_choice": "请从列表里选会签人。"},
    )
    secret = forms.CharField(
        label="签字码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "hq-num hq-big"}
        ),
        help_text="6 位数字，由会签人本人输入；没有设签字码的，输入登录密码。",
        error_messages={"required": "请会签人本人输入签字码。"},
    )
    note = forms.CharField(label="意见", required=False, max_length=200)

    def __init__(self, *args: Any, signers: Sequence[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.pk, _named(one)) for one in signers]
        empty = [("", "（请选择）")] if len(named) > 1 else []
        self.fields["signer"].choices = [*empty, *named]  # type: ignore[attr-defined]


def _named(row: Staff) -> str:
    return f"{row.name}（{row.position}）" if row.position else row.name
