"""Titles sought: the standard, its criteria, self-scores, the decision, the uploaded table."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.planning.forms.campaigns import people
from houqin.planning.models import Standard
from houqin.ui.forms import day_field, pick_field


class StandardForm(forms.Form):
    title = forms.CharField(
        label="称号", max_length=60, help_text="如 放心食堂、绿色学校、一流名园。",
        error_messages={"required": "请写要创建的称号。"},
    )  # fmt: skip
    body = forms.CharField(label="评定单位", required=False, max_length=60)
    basis = forms.CharField(
        label="评定标准", required=False, max_length=120, help_text="标准文件的名称和文号。"
    )
    apply_on = day_field("计划申报日期", required=False)
    pass_score = forms.DecimalField(
        label="达标分", required=False, max_digits=7, decimal_places=2, min_value=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = pick_field("牵头人", people())


class CriterionForm(forms.Form):
    number = forms.CharField(
        label="编号", max_length=20, error_messages={"required": "请写编号，如 1.1。"}
    )
    section = forms.CharField(label="项目", required=False, max_length=80)
    text = forms.CharField(
        label="评分内容", max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写评分内容。"},
    )  # fmt: skip
    max_score = forms.DecimalField(
        label="满分", max_digits=6, decimal_places=2, error_messages={"required": "请填满分。"}
    )
    due_on = day_field("完成期限", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = pick_field("责任人", people())
        self.order_fields(["number", "section", "text", "max_score", "owner", "due_on"])


class ScoreForm(forms.Form):
    self_score = forms.DecimalField(
        label="自评分", required=False, max_digits=6, decimal_places=2, min_value=0,
        error_messages={"min_value": "自评分不能是负数。"},
    )  # fmt: skip
    remark = forms.CharField(
        label="自评说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(forms.Form):
    state = forms.ChoiceField(
        label="进展", choices=Standard.State.choices, widget=forms.RadioSelect,
        error_messages={"required": "请选进展。"},
    )  # fmt: skip
    decided_on = day_field("评定日期", required=False, help_text="登记“已获评”“未通过”时填。")
    outcome = forms.CharField(
        label="评定意见", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class TableForm(forms.Form):
    file = forms.FileField(
        label="评分表",
        help_text="Excel、WPS 表格或 CSV，第一行是表头。",
        error_messages={"required": "还没有选文件。请选填好的评分表。"},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.csv"}),
    )
