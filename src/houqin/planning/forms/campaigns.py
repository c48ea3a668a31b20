"""Campaigns, their aims, indicators and the figures entered by hand."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.org.colleagues import colleagues
from houqin.org.models import Department
from houqin.planning.indicators import offered
from houqin.planning.models import Indicator
from houqin.ui.forms import day_field, pick_field


def people() -> Any:
    return colleagues().only("pk", "name").order_by("name")


class CampaignForm(forms.Form):
    title = forms.CharField(
        label="活动名称", max_length=60, error_messages={"required": "请写活动名称。"}
    )
    purpose = forms.CharField(
        label="目的", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    first = day_field("开始日期")
    last = day_field("结束日期")
    aims = forms.CharField(
        label="目标",
        help_text="一行一个，之后还能加。",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "请至少写一个目标，一行一个。"},
    )

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = pick_field("牵头人", people())
        self.order_fields(["title", "purpose", "first", "last", "lead", "aims"])
        if not is_new:
            del self.fields["aims"]

    def clean_aims(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["aims"].splitlines() if line.strip()]
        long = next((line for line in lines if len(line) > 30), None)
        if long:
            raise forms.ValidationError(f"目标名称最多 30 个字：“{long[:30]}…”太长，请写短些。")
        return lines


class AimForm(forms.Form):
    name = forms.CharField(
        label="目标", max_length=30, error_messages={"required": "请写目标名称。"}
    )
    meaning = forms.CharField(
        label="怎样算做到",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    method = forms.CharField(
        label="办法", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, leads: bool = True, **kwargs: Any) -> None:
        """Who answers for an aim is named by who runs the campaign."""
        super().__init__(*args, **kwargs)
        if leads:
            departments = Department.objects.order_by("name")
            self.fields["department"] = pick_field("部门", departments, empty="（不分部门）")
            self.fields["owner"] = pick_field("负责人", people(), empty="（牵头人）")


class IndicatorForm(forms.Form):
    sort = forms.ChoiceField(label="数字从哪来", widget=forms.RadioSelect)
    source_code = forms.ChoiceField(label="系统里的数字", required=False)
    title = forms.CharField(
        label="指标名称", required=False, max_length=40, help_text="系统统计的可以不填。"
    )
    unit = forms.CharField(
        label="单位", required=False, max_length=10, help_text="人工填报的写，如 分、%、件。"
    )
    target = forms.DecimalField(
        label="目标值", required=False, max_digits=12, decimal_places=2,
        help_text="不填就只列数字，不判断达没达到。",
    )  # fmt: skip
    is_lower_better = forms.BooleanField(label="越低越好（如投诉件数）", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = offered()
        choices = [c for c in Indicator.Sort.choices if sources or c[0] != Indicator.Sort.ROOM]
        self.fields["sort"].choices = choices  # type: ignore[attr-defined]
        self.fields["sort"].initial = Indicator.Sort.RATE
        if sources:
            rows = [("", "（不用）"), *((s.code, f"{s.title}（{s.unit}）") for s in sources)]
            self.fields["source_code"].choices = rows  # type: ignore[attr-defined]
        else:
            del self.fields["source_code"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("sort") == Indicator.Sort.ROOM and not given.get("source_code"):
            self.add_error("source_code", "请选择用系统里的哪个数字。")
        return given


class FigureForm(forms.Form):
    value = forms.DecimalField(
        label="数值", max_digits=12, decimal_places=2, error_messages={"required": "请填数值。"}
    )
    as_of = day_field("哪天的数")
    source = forms.CharField(
        label="数字来源",
        max_length=120,
        help_text="写得让别人查得到，如“11月食堂满意度问卷，收回 312 份”。",
        error_messages={"required": "请写明数字从哪来。"},
    )
