"""Lending and bringing back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from houqin.org.forms.structure import staff_here, text
from houqin.org.models import SchoolClass
from houqin.org.wording import Words
from houqin.ui.forms import pick_field

_NUMBER = {"invalid": "请填整数。", "required": "请填数量。"}


class LendForm(forms.Form):
    def __init__(self, *args: Any, said: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goods"] = text("借什么", 40, help_text="例如：篮球、跳绳。")
        self.fields["quantity"] = forms.IntegerField(
            label="数量", min_value=1, max_value=9999, error_messages=_NUMBER
        )
        if said.has_classes:
            self.fields["school_class"] = pick_field("班级", SchoolClass.objects.all())
        self.fields["staff"] = pick_field("借用人", staff_here(), required=True)
        self.fields["token"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class BackForm(forms.Form):
    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["returned"] = forms.IntegerField(
            label="一共还了几个", min_value=0, max_value=most, error_messages=_NUMBER
        )
        self.fields["note"] = text(
            "没还的怎么办", 200, required=False,
            help_text="还齐了不用写。丢了、坏了的写明，这一笔就结清。",
        )  # fmt: skip
