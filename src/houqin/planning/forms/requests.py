"""The forms of support requests."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.planning.forms.meetings import people
from houqin.planning.models import SupportRequest
from houqin.ui.forms import day_field, pick_field


class RequestForm(forms.Form):
    kind = forms.ChoiceField(
        label="类别",
        choices=SupportRequest.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选类别。"},
    )
    title = forms.CharField(
        label="要办什么",
        max_length=60,
        error_messages={"required": "请写一句要办什么。"},
        help_text="例如：周五消防演练要两只扩音喇叭。",
    )
    needed_on = day_field("哪天要用")
    place = forms.CharField(
        label="在哪里", max_length=60, error_messages={"required": "请写在哪里用。"}
    )
    details = forms.CharField(
        label="具体要求", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AcceptForm(forms.Form):
    due_on = day_field("什么时候前办好")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"] = pick_field("交给谁办", people(), required=True, empty="请选择")
        self.order_fields(["assignee", "due_on"])


class ConfirmForm(forms.Form):
    rating = forms.TypedChoiceField(
        label="打几分",
        coerce=int,
        choices=[(5, "5 很满意"), (4, "4 满意"), (3, "3 一般"), (2, "2 不满意"), (1, "1 很差")],
        widget=forms.RadioSelect,
        error_messages={"required": "请打个分。"},
    )
    comment = forms.CharField(label="说一句", max_length=200, required=False)
