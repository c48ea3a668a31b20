"""Forms of what is wrong around the institution."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.cases.public import Case
from houqin.files.forms import PhotosField
from houqin.safety.flows import AROUND_KINDS
from houqin.ui.forms import pick_field


class SightForm(forms.Form):
    kind = forms.ChoiceField(label="种类", choices=AROUND_KINDS)
    what = forms.CharField(
        label="是什么", max_length=50, required=False, help_text="例如：烤肠摊、彩虹网吧。"
    )
    where = forms.CharField(
        label="在哪里", max_length=60, required=False, help_text="例如：东门外路口。"
    )
    text = forms.CharField(
        label="情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写看到的情况。"},
    )  # fmt: skip
    photos = PhotosField(label="照片", required=False, most=4)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Case.objects.filter(flow="around", merged_into=None).only("pk", "number", "title")
        self.fields["known"] = pick_field(
            "以前登记过的",
            known.order_by("is_open", "-pk"),
            empty="（没有登记过）",
            help_text="选了就接着那一处记；已经消除的重新打开，经过都留着。",
        )
        self.order_fields(["known", "kind", "what", "where", "text", "photos"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("known"):
            if not given.get("what"):
                self.add_error("what", "请写是什么。")
            if not given.get("where"):
                self.add_error("where", "请写在哪里。")
        return given


class ActionForm(forms.Form):
    bodies = forms.CharField(
        label="哪些部门", max_length=200, help_text="例如：城管、市场监管、派出所。",
        error_messages={"required": "请写哪些部门参加。"},
    )  # fmt: skip
    members = forms.CharField(label="参加的人", max_length=200, required=False)
    result = forms.CharField(
        label="做了什么、结果", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写结果。"},
    )  # fmt: skip
    photos = PhotosField(label="照片", required=False, most=4)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Case.objects.filter(flow="around", is_open=True).only(
            "pk", "number", "title", "flow"
        )
        for name, label, help_text in (
            ("gone", "这次消除了的", ""), ("cases", "去了、还没有消除的", ""),
        ):  # fmt: skip
            self.fields[name] = forms.ModelMultipleChoiceField(
                rows.order_by("pk"), label=label, required=False, help_text=help_text,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        self.order_fields(["gone", "cases", "bodies", "members", "result", "photos"])
