"""Forms of tips and of accountability."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.files.forms import PhotosField
from houqin.org.models import Department, SchoolClass, Staff
from houqin.safety.models import Tip
from houqin.ui.forms import day_field, pick_field


class TipForm(forms.Form):
    """Three fields and a photo; a pupil fills it in standing."""

    where = forms.CharField(
        label="在哪里", max_length=40, help_text="例如：二号楼东楼梯、操场单杠。",
        error_messages={"required": "请写在哪里。"},
    )  # fmt: skip
    text = forms.CharField(
        label="看到了什么", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写看到了什么。"},
    )  # fmt: skip
    photos = PhotosField(label="照片（可以不拍）", required=False, most=3)
    finder = forms.ChoiceField(
        label="我是", choices=Tip.Finder.choices, widget=forms.RadioSelect, initial="pupil"
    )
    name = forms.CharField(
        label="姓名（可以不写）", max_length=20, required=False, help_text="写了方便我们问清楚。"
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_classes: bool, place: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_classes:
            rows = SchoolClass.objects.only("pk", "name")
            self.fields["school_class"] = pick_field("班级", rows, empty="（不是哪个班的）")
            self.order_fields(["where", "text", "photos", "finder", "school_class", "name"])
        else:
            del self.fields["finder"]
        if place:
            self.fields["where"].initial = place


class HoldForm(forms.Form):
    rule = forms.CharField(
        label="违反了哪条规定", max_length=200, error_messages={"required": "请写违反的规定。"}
    )
    facts = forms.CharField(
        label="事实", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写清事实。"},
    )  # fmt: skip
    statement = forms.CharField(
        label="本人陈述", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Staff.objects.filter(left_on=None).only("pk", "name").order_by("name")
        self.fields["person"] = pick_field("责任人", people, empty="（追究部门）")
        departments = Department.objects.only("pk", "name")
        self.fields["department"] = pick_field("责任部门", departments, empty="（追究个人）")
        self.order_fields(["person", "department", "rule", "facts", "statement"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("person")) == bool(given.get("department")):
            self.add_error("person", "责任人和责任部门请选一个。")
        return given


class DecideForm(forms.Form):
    decision = forms.CharField(
        label="处理决定", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写处理决定。"},
    )  # fmt: skip
    sanction = forms.CharField(
        label="处理方式", max_length=60, required=False, help_text="例如：批评教育、扣考核分。"
    )
    statement = forms.CharField(
        label="本人陈述（补充）", max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    is_veto = forms.BooleanField(label="一票否决：当年不得评优评先", required=False)
    decided_on = day_field("决定日期")


class LiftForm(forms.Form):
    reason = forms.CharField(
        label="为什么撤销一票否决", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )  # fmt: skip
