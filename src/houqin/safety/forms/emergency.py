"""Forms of emergency plans, contacts and drills."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.core.roles import Role, role_name
from houqin.files.forms import PhotosField
from houqin.org.models import Staff
from houqin.safety.models import EmergencyContact, EmergencyPlan
from houqin.ui.forms import day_field, pick_field


def _people() -> Any:
    return Staff.objects.filter(left_on=None).only("pk", "name").order_by("name")


def _lines(label: str, rows: int, *, required: bool = False, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=area, **more)


class PlanForm(forms.Form):
    title = forms.CharField(
        label="预案名称", max_length=60, error_messages={"required": "请写预案名称。"}
    )
    danger = forms.ChoiceField(label="应对", choices=EmergencyPlan.Danger.choices)
    steps = _lines(
        "处置步骤", 10, required=True, max_length=8000, help_text="一行一步，先做的写前面。",
        error_messages={"required": "请写处置步骤，一行一步。"},
    )  # fmt: skip
    posts = _lines("分工", 4, max_length=4000)
    routes = _lines("疏散路线和集合地点", 3, max_length=2000)
    change = forms.CharField(label="这次改了什么", max_length=200, required=False)
    review_by = day_field("最迟复审日期")
    is_active = forms.BooleanField(label="在用", required=False, initial=True)


class ReviewForm(forms.Form):
    review_by = day_field("下次最迟复审日期")


class ContactForm(forms.Form):
    body = forms.ChoiceField(label="部门", choices=EmergencyContact.Body.choices)
    role = forms.ChoiceField(
        label="本单位的角色", required=False, help_text="换人以后自动换成新的人和电话。"
    )
    name = forms.CharField(label="称呼", max_length=40, required=False)
    phone = forms.CharField(label="电话", max_length=20, required=False)
    position = forms.IntegerField(label="排在第几", min_value=1, max_value=999, initial=10)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = [r for r in Role if r is not Role.INSPECTOR]
        roles = [("", "（不按角色）"), *((r.value, role_name(r, kind)) for r in inside)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["staff"] = pick_field("或本单位的某个人", _people(), empty="（不指定）")
        plans = EmergencyPlan.objects.only("pk", "title")
        self.fields["plan"] = pick_field("只用于", plans, empty="（所有预案）")
        self.order_fields(["body", "role", "staff", "name", "phone", "plan", "position"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not (given.get("staff") or given.get("role")) and not (
            given.get("name") and given.get("phone")
        ):
            self.add_error("phone", "请选本单位的人或角色，或写称呼和电话。")
        return given


class DrillForm(forms.Form):
    title = forms.CharField(
        label="演练名称", max_length=60, error_messages={"required": "请写演练名称。"}
    )
    day = day_field("计划日期")
    scenario = _lines(
        "情景", 2, required=True, max_length=300,
        error_messages={"required": "请写演练的情景。"},
    )  # fmt: skip
    posts = _lines("路线、岗位和分工", 4, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = EmergencyPlan.objects.filter(is_active=True).only("pk", "title")
        self.fields["plan"] = pick_field("按哪份预案", plans, required=True, empty="（请选）")
        self.fields["lead"] = pick_field("负责人", _people(), required=True, empty="（请选）")
        self.order_fields(["plan", "title", "day", "lead", "scenario", "posts"])


class HoldForm(forms.Form):
    held_on = day_field("演练日期")
    people = forms.IntegerField(
        label="参加人数", min_value=1, max_value=100_000,
        error_messages={"required": "请填参加人数。"},
    )  # fmt: skip
    absent = forms.CharField(
        label="没有参加的", max_length=300, required=False, help_text="例如：三（2）班外出。"
    )
    minutes_used = forms.IntegerField(
        label="疏散用时：分", required=False, min_value=0, max_value=120
    )
    seconds_used = forms.IntegerField(label="秒", required=False, min_value=0, max_value=59)
    minutes = _lines("经过和讲评", 4, max_length=4000)
    problems = _lines(
        "发现的问题", 3, max_length=2000, help_text="一行一个，每个都会立一件事项，有人办、有人查。"
    )
    improvements = _lines("改进措施", 2, max_length=2000)
    photos = PhotosField(label="照片", required=False)

    def clean_problems(self) -> list[str]:
        return str(self.cleaned_data["problems"]).splitlines()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        minutes, seconds = given.pop("minutes_used", None), given.pop("seconds_used", None)
        if minutes is not None or seconds is not None:
            given["seconds"] = (minutes or 0) * 60 + (seconds or 0)
        return given


class CallOffForm(forms.Form):
    reason = forms.CharField(
        label="为什么取消", max_length=200, error_messages={"required": "请写明原因。"}
    )
