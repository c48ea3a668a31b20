"""The forms of planning, holding and reporting on an activity."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.files.forms import PhotosField
from houqin.org.models import Department
from houqin.planning.forms.letters import money_field
from houqin.planning.forms.meetings import people
from houqin.planning.models import Activity
from houqin.ui.forms import day_field, pick_field


def _present(label: str) -> forms.Field:
    return forms.ModelMultipleChoiceField(
        people(), label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


class ActivityForm(forms.Form):
    sort = forms.ChoiceField(label="类型", choices=Activity.Sort.choices)
    organiser = forms.ChoiceField(label="主办", choices=Activity.Organiser.choices)
    title = forms.CharField(
        label="活动名称", max_length=60, error_messages={"required": "请写活动名称。"}
    )
    demanded = forms.CharField(
        label="落实上级什么要求",
        max_length=100,
        required=False,
        help_text="写文号或要求，没有不填。",
    )
    aim = forms.CharField(
        label="目的和安排",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写目的和安排，参加的人会先看到。"},
    )
    day = day_field("哪天开展")
    place = forms.CharField(
        label="地点", max_length=60, error_messages={"required": "请写在哪里开展。"}
    )
    budget = money_field("预算", required=True, digits=10)
    report_due = day_field(
        "报告期限", required=False, help_text="外出学习必填；上级要报告的也填。过了没交会提醒。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"] = pick_field(
            "哪个部门", Department.objects.order_by("name"), empty="（不分部门）"
        )
        self.fields["lead"] = pick_field("负责人", people(), required=True, empty="请选择")
        self.fields["people"] = _present("参加的人")
        self.order_fields(
            ["sort", "organiser", "department", "title", "demanded", "aim", "day", "place",
             "lead", "budget", "report_due", "people"]
        )  # fmt: skip


class HoldForm(forms.Form):
    summary = forms.CharField(
        label="开展情况",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写开展情况。"},
    )
    safety = forms.CharField(
        label="安全检查",
        max_length=200,
        help_text="谁查的、查了什么，例如：安全员查场地和用电，无问题。",
        error_messages={"required": "请写明安全检查：谁查的、查了什么。"},
    )
    cost = money_field("实际花费", required=True, digits=10)
    over_reason = forms.CharField(
        label="超预算的原因", max_length=200, required=False, help_text="没有超不填。"
    )
    guests = forms.IntegerField(
        label="名单外参加的人数", min_value=0, max_value=9999, required=False, initial=0
    )
    rating = forms.DecimalField(
        label="参加人评分", min_value=1, max_value=5, max_digits=2, decimal_places=1,
        required=False, help_text="1 到 5 分，收了评分才填。",
    )  # fmt: skip
    photos = PhotosField(label="照片", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"] = _present("谁参加了")
        self.order_fields(["came", "guests", "summary", "safety", "cost", "over_reason"])

    def clean_guests(self) -> int:
        return self.cleaned_data["guests"] or 0


class ReportForm(forms.Form):
    report = forms.CharField(
        label="报告",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="学到什么、准备采用什么。交了不能改；采用的做法在下面派成任务。",
        error_messages={"required": "请写报告：学到什么、准备采用什么。"},
    )


class DutyForm(forms.Form):
    text = forms.CharField(
        label="做什么", max_length=80, error_messages={"required": "请写一句要做什么。"}
    )
    due_on = day_field("什么时候前完成")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = pick_field("谁来做", people(), required=True, empty="请选择")
        self.order_fields(["text", "owner", "due_on"])
