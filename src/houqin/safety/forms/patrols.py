"""Forms of patrols."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.core.roles import Role, role_name
from houqin.files.forms import PhotosField
from houqin.org.models import Place, Staff
from houqin.safety.models.windows import EVERY_DAY, WEEK
from houqin.ui.forms import clock_field, day_field, pick_field


class RouteForm(forms.Form):
    name = forms.CharField(
        label="线路名称", max_length=40, error_messages={"required": "请写线路名称。"}
    )
    purpose = forms.CharField(label="看什么", max_length=200, required=False)
    role = forms.ChoiceField(label="谁来走", required=False)
    needs_label = forms.BooleanField(label="必须扫现场二维码才能签到", required=False, initial=True)
    is_active = forms.BooleanField(label="在用", required=False, initial=True)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = [r for r in Role if r is not Role.INSPECTOR]
        choices = [("", "（谁都可以）"), *((r.value, role_name(r, kind)) for r in inside)]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        people = Staff.objects.filter(left_on=None).only("pk", "name").order_by("name")
        self.fields["lead"] = pick_field(
            "谁看漏巡", people, empty="（安全员）", help_text="到点没走完，提醒这个人。"
        )
        self.order_fields(["name", "purpose", "role", "lead", "needs_label", "is_active"])


class PointsForm(forms.Form):
    looks = forms.CharField(
        label="在这些点看什么",
        max_length=120,
        required=False,
        help_text="例如：门窗落锁、电源关闭。",
    )
    needs_photo = forms.BooleanField(label="每次都要拍照", required=False)

    def __init__(self, *args: Any, taken: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Place.objects.exclude(pk__in=taken).only("pk", "name", "full_name", "path")
        self.fields["places"] = forms.ModelMultipleChoiceField(
            rows.order_by("path"),
            label="场所",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "请至少选一个场所。"},
        )
        self.order_fields(["places", "looks", "needs_photo"])


def weekdays_field(label: str) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, choices=[(day, f"周{WEEK[day]}") for day in EVERY_DAY], coerce=int,
        initial=EVERY_DAY, required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class ShiftForm(forms.Form):
    name = forms.CharField(
        label="班次名称", max_length=20, help_text="例如：夜间第一轮。",
        error_messages={"required": "请写班次名称。"},
    )  # fmt: skip
    opens = clock_field("从")
    closes = clock_field("到", "比开始早就是到第二天。")
    weekdays = weekdays_field("星期几走")
    workdays_only = forms.BooleanField(
        label="只在工作日走（按校历，不看上面的星期）", required=False
    )
    since = day_field("从哪天起")


class FoundForm(forms.Form):
    """Two taps where all is well."""

    is_problem = forms.TypedChoiceField(
        label="情况",
        choices=[("0", "正常"), ("1", "有问题")],
        coerce=lambda value: value == "1",
        initial="0",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="看到了什么",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="有问题时必填。",
    )
    photos = PhotosField(required=False, most=4)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_problem") and not given.get("text", "").strip():
            self.add_error("text", "有问题，请写明看到了什么。")
        return given


class StandForm(FoundForm):
    for_repair = forms.BooleanField(
        label="东西坏了，要报修", required=False, help_text="不勾，有问题就作为隐患上报。"
    )
    token = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("is_problem", "text", "for_repair", "photos")

    def __init__(self, *args: Any, needs_photo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].required = needs_photo


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="为什么漏巡", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明为什么漏巡。"},
    )  # fmt: skip
