"""What an institution fills in for a channel; keys are taken, never given back."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from houqin.notify.channels.catalog import SETUPS, Blank, robot_key
from houqin.notify.kinds import all_kinds
from houqin.notify.models import Channel


class ChannelForm(forms.Form):
    name = forms.CharField(
        label="名称",
        max_length=40,
        error_messages={"required": "请填写名称。", "max_length": "名称最多 40 个字。"},
    )

    def __init__(self, data: Any = None, *, channel: Channel) -> None:
        self.channel = channel
        self.setup = SETUPS[channel.kind]
        initial = {"name": channel.name or self.setup.name, "is_on": channel.is_on}
        initial |= {"notice_kinds": channel.notice_kinds}
        super().__init__(data, initial=initial)
        for blank in self.setup.blanks:
            self.fields[f"of_{blank.name}"] = self._field(blank)
        if self.setup.is_group:
            self.fields["notice_kinds"] = forms.MultipleChoiceField(
                label="说哪些事",
                required=False,
                choices=[(k.code, k.name) for k in all_kinds() if not k.is_private],
                widget=forms.CheckboxSelectMultiple,
                help_text="不选就什么也不说。",
            )
        self.fields["is_on"] = forms.BooleanField(label="启用", required=False)

    def _field(self, blank: Blank) -> forms.CharField:
        kept = bool(blank.secret and self.channel.pk and self.channel.sealed)
        attrs = {"autocomplete": "off", "spellcheck": "false"}
        widget = forms.PasswordInput(attrs=attrs) if blank.secret else forms.TextInput(attrs=attrs)
        help_text = "已存好，不再显示；不改就留空。" if kept else blank.help
        return forms.CharField(
            label=blank.label,
            required=blank.required and not kept,
            initial=None if blank.secret else self.channel.given.get(blank.name, ""),
            help_text=help_text,
            widget=widget,
            max_length=400,
            error_messages={"required": f"请填写{blank.label}。"},
        )

    def clean(self) -> dict[str, Any]:
        """The values as ``keep_channel`` takes them."""
        given, filled = self.cleaned_data, {}
        for blank in self.setup.blanks:
            said = str(given.get(f"of_{blank.name}", "")).strip()
            if said and blank.is_robot:
                said = robot_key(said)
            if said and not re.fullmatch(blank.pattern, said, re.ASCII):
                self.add_error(f"of_{blank.name}", blank.wrong)
            filled[blank.name] = said
        return {
            "name": given.get("name", ""),
            "is_on": given.get("is_on", False),
            "filled": filled,
            "notice_kinds": given.get("notice_kinds", []),
        }
