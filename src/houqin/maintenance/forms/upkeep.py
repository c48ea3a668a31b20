"""The rule's form, and the sheet of a round."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from houqin.core.roles import Kind, Role, role_name
from houqin.files.forms import PhotosField
from houqin.maintenance.models import Contractor, EquipmentCheck, EquipmentKind
from houqin.org.forms.structure import text
from houqin.org.models import Place
from houqin.planning.models import PlanItem, WorkPlan
from houqin.ui.forms import pick_field

CADENCES = (
    ("FREQ=DAILY", "每天"),
    ("FREQ=WEEKLY", "每周"),
    ("FREQ=WEEKLY;BYDAY=MO", "每周一"),
    ("FREQ=WEEKLY;BYDAY=FR", "每周五"),
    ("FREQ=MONTHLY;TIMES=2", "每月两次"),
    ("FREQ=MONTHLY", "每月"),
    ("FREQ=MONTHLY;PART=EARLY", "每月初"),
    ("FREQ=MONTHLY;INTERVAL=3", "每季度"),
    ("FREQ=MONTHLY;INTERVAL=6", "每半年"),
    ("FREQ=TERMLY", "每学期"),
    ("FREQ=YEARLY", "每年"),
    ("AT=TERM_START;SIDE=BEFORE", "开学前"),
    ("AT=TERM_END", "期末"),
    ("AT=SUMMER;SIDE=BEFORE", "入夏前"),
    ("AT=WINTER;SIDE=BEFORE", "入冬前"),
    ("AT=BREAK;SIDE=BEFORE", "放假前"),
)


class RuleForm(forms.Form):
    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(str(role), role_name(role, kind)) for role in Role if role != Role.INSPECTOR]
        self.fields["name"] = text("名称", 40)
        self.fields["kind"] = pick_field("设备类别", EquipmentKind.objects.all(), required=True)
        self.fields["points"] = forms.CharField(
            label="检查项目", widget=forms.Textarea(attrs={"rows": 5}),
            help_text="一行一项。", error_messages={"required": "请至少写一个检查项目。"},
        )  # fmt: skip
        self.fields["cadence"] = forms.ChoiceField(label="多久一次", choices=CADENCES)
        self.fields["role"] = forms.ChoiceField(
            label="由谁做", choices=roles, initial=Role.TECHNICIAN
        )
        items = PlanItem.objects.filter(
            plan__state=WorkPlan.State.RUNNING, is_included=True, domain="maintenance"
        )
        self.fields["item"] = pick_field(
            "计划里的事项", items.order_by("title"), empty="（另派任务）",
            help_text="计划里已有这件事的，选上它：查完就办结那项任务，不另派。",
        )  # fmt: skip
        self.fields["contractor"] = pick_field("委托单位", Contractor.objects.all())
        self.fields["under"] = pick_field("只查这里的", Place.objects.all(), empty="全单位")
        self.fields["closes"] = forms.BooleanField(
            label="不合格即停用，另一个人复查合格才恢复", required=False
        )
        self.fields["same_day"] = forms.BooleanField(label="不合格的当天修好", required=False)
        self.fields["alert_role"] = forms.ChoiceField(
            label="不合格时立即告知", choices=[("", "（不另外告知）"), *roles], required=False
        )
        self.fields["is_active"] = forms.BooleanField(label="启用", required=False, initial=True)

    def clean_points(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["points"].splitlines()]
        points = list(dict.fromkeys(line for line in lines if line))
        if any(len(point) > 40 for point in points):
            raise ValidationError("每项最多 40 个字。")
        return points


class SheetForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class LineForm(forms.Form):
    """One piece on the sheet: fit unless somebody says otherwise."""

    def __init__(self, *args: Any, points: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"] = forms.ChoiceField(
            label="结果",
            choices=(*EquipmentCheck.Verdict.choices, ("skip", "还没查")),
            initial=EquipmentCheck.Verdict.PASSED,
            widget=forms.RadioSelect,
        )
        self.fields["failed"] = forms.MultipleChoiceField(
            label="哪一项", choices=[(point, point) for point in points], required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.fields["note"] = text("发现和处理", 300, required=False)
        self.fields["estimate"] = forms.DecimalField(
            label="更换估价（元）", min_value=0, max_digits=10, decimal_places=2, required=False,
            error_messages={"invalid": "请填数字。"}, help_text="“要更换”的填，合计进更换清单。",
        )  # fmt: skip
        self.fields["photos"] = PhotosField(label="照片", required=False, most=3)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        bad = given.get("verdict") in {"failed", "fixed", "replace"}
        if bad and not given.get("note"):
            self.add_error("note", "请写明发现了什么、怎么处理。")
        return given
