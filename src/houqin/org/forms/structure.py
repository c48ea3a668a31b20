"""Settings, departments, classes, students, places."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.org.colleagues import colleagues
from houqin.org.models import Department, Institution, Place, SchoolClass
from houqin.org.wording import Words
from houqin.ui.forms import clock_field, pick_field


def staff_here() -> Any:
    return colleagues().order_by("name")


def text(label: str, most: int, *, required: bool = True, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        error_messages={
            "required": f"请填写{label}。",
            "max_length": f"{label}最多 {most} 个字。",
        },
    )


class SettingsForm(forms.Form):
    name = text("单位名称", 80)
    address = text("地址", 120, required=False)
    escalate_after_days = forms.IntegerField(
        label="逾期几天后报上级",
        min_value=0,
        max_value=60,
        help_text="先提醒责任人，过了这几天再提醒上级。填 0 表示当天就报。",
        error_messages={"invalid": "请填 0 到 60 的整数。"},
    )
    quiet_from = clock_field("免打扰开始", "这段时间不发提醒，留到结束后再发。")
    quiet_until = clock_field("免打扰结束")
    digest_at = clock_field("每日邮件汇总时间")

    @staticmethod
    def start(row: Institution) -> dict[str, Any]:
        """What the form shows first."""
        names = ("name", "address", "escalate_after_days", "quiet_from", "quiet_until", "digest_at")
        return {name: getattr(row, name) for name in names}


class DepartmentForm(forms.Form):
    def __init__(self, *args: Any, said: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = text(f"{said.department}名称", 40)
        self.fields["code"] = text("编号", 20, required=False, help_text="可不填。")
        self.fields["parent"] = pick_field(f"上级{said.department}", Department.objects.all())
        self.fields["head"] = pick_field("负责人", staff_here())


class ClassForm(forms.Form):
    def __init__(self, *args: Any, said: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = text(said.school_class, 30, help_text="例如：一年级1班")
        self.fields["grade"] = text("年级", 20, required=False)
        self.fields["homeroom"] = pick_field(said.homeroom, staff_here())


class StudentForm(forms.Form):
    def __init__(self, *args: Any, said: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = text("姓名", 50)
        self.fields["number"] = text(said.number, 30)
        rows = SchoolClass.objects.all()
        self.fields["school_class"] = pick_field(said.school_class, rows, required=True)
        self.fields["is_boarding"] = forms.BooleanField(label="住宿", required=False)


class PlaceForm(forms.Form):
    def __init__(self, *args: Any, said: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = text("名称", 40, help_text="只写自己的名称，上级会自动加在前面。")
        self.fields["code"] = text("编号", 20, help_text="例如 A-101，全单位不重复。")
        self.fields["sort"] = forms.ChoiceField(label="种类", choices=Place.Sort.choices)
        self.fields["parent"] = pick_field(
            "上级场所", Place.objects.order_by("path"), empty="（最高一级）"
        )
        self.fields["department"] = pick_field(f"管理{said.department}", Department.objects.all())
