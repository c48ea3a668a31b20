"""The preferences: a daily mail, the address, and two switches a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from houqin.notify.kinds import NoticeKind, all_kinds
from houqin.notify.models import Channel
from houqin.notify.services import Wish


class PreferencesForm(forms.Form):
    email = forms.EmailField(
        label=_("收邮件的邮箱"),
        required=False,
        help_text=_("不填就不发邮件。"),
        error_messages={"invalid": _("邮箱写法不对，应像 name@example.com。")},
    )
    mail_digest = forms.BooleanField(label=_("每天汇总一次还没看的通知"), required=False)

    def __init__(
        self,
        *args: Any,
        wishes: Mapping[str, Wish],
        channels: Sequence[tuple[Channel, bool]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._channels = [channel.kind for channel, _wanted in channels]
        for channel, wanted in channels:
            self.fields[f"by:{channel.kind}"] = forms.BooleanField(
                label=channel.get_kind_display(), required=False, initial=wanted
            )
        for kind in all_kinds():
            self.fields[f"app:{kind.code}"] = _switch(
                f"{kind.name}：程序内", initial=wishes[kind.code].in_app, fixed=not kind.may_hide
            )
            self.fields[f"mail:{kind.code}"] = _switch(
                f"{kind.name}：邮件", initial=wishes[kind.code].by_mail
            )

    def rows(self) -> Iterator[tuple[NoticeKind, BoundField, BoundField]]:
        for kind in all_kinds():
            yield kind, self[f"app:{kind.code}"], self[f"mail:{kind.code}"]

    def channel_fields(self) -> str:
        """The names of the switches of channels, as ``c-fields`` picks them."""
        return ",".join(f"by:{kind}" for kind in self._channels)

    def clean(self) -> dict[str, Any]:
        """The cleaned values as ``services.choose`` takes them."""
        given = self.cleaned_data
        wishes = {
            kind.code: Wish(in_app=given[f"app:{kind.code}"], by_mail=given[f"mail:{kind.code}"])
            for kind in all_kinds()
        }
        return {
            "email": given.get("email", ""),
            "mail_digest": given.get("mail_digest", False),
            "wishes": wishes,
            "channels": {kind: given.get(f"by:{kind}", False) for kind in self._channels},
        }


def _switch(label: str, *, initial: bool, fixed: bool = False) -> forms.BooleanField:
    """A disabled switch keeps its initial value whatever is posted."""
    return forms.BooleanField(
        label=label,
        required=False,
        initial=initial,
        disabled=fixed,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input", "aria-label": label}),
    )
