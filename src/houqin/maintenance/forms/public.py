"""What a stranger, or a firm, fills in."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from houqin.files.forms import PhotosField
from houqin.maintenance.rules.faults import fault_choices
from houqin.org.forms.structure import text as line


class OutsideReportForm(forms.Form):
    """A photo and three fields."""

    photos = PhotosField(label="照片", required=False, most=3)
    fault = forms.ChoiceField(
        label="什么坏了", choices=fault_choices(), widget=forms.RadioSelect,
        error_messages={"required": "请选什么坏了。"},
    )  # fmt: skip
    text = forms.CharField(
        label="说一句", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例如：洗手池水龙头关不紧，一直滴水。",
        error_messages={"required": "请说一句是什么毛病。"},
    )  # fmt: skip
    phone = line(
        "电话（可不填）", 20, required=False, help_text="只给维修人员看，找不到地方时联系您。"
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ConfirmForm(forms.Form):
    stars = forms.TypedChoiceField(
        label="满意度",
        choices=((5, "很满意"), (4, "满意"), (3, "一般"), (2, "不满意"), (1, "很不满意")),
        coerce=int, widget=forms.RadioSelect, error_messages={"required": "请选满意度。"},
    )  # fmt: skip
    said = line("说一句", 200, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class AgainForm(forms.Form):
    why = line("哪里还没好", 300)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class FirmForm(forms.Form):
    """Arrived, or done: which one is the address."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, transition: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if transition == "finish":
            self.fields["cause"] = line("什么原因", 300)
            self.fields["work"] = forms.CharField(
                label="怎么修的", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": "请写怎么修的。"},
            )  # fmt: skip
            self.fields["cost"] = forms.DecimalField(
                label="收费（元）", required=False, min_value=0, max_digits=9, decimal_places=2,
                error_messages={"invalid": "请填金额，例如 120.50。"},
            )  # fmt: skip
        label = "修好后的照片" if transition == "finish" else "修前照片"
        self.fields["photos"] = PhotosField(label=label, required=transition == "finish", most=3)
