"""Forms of risk points and clauses."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.org.models import Place, Staff
from houqin.safety.models import ClauseReport, RiskPoint
from houqin.ui.forms import day_field, pick_field


def _people() -> Any:
    return Staff.objects.filter(left_on=None).only("pk", "name").order_by("name")


class RiskForm(forms.Form):
    title = forms.CharField(
        label="风险点", max_length=60, error_messages={"required": "请写风险点。"}
    )
    colour = forms.ChoiceField(
        label="等级", choices=RiskPoint.Colour.choices, widget=forms.RadioSelect
    )
    harm = forms.CharField(
        label="可能发生什么", max_length=120, error_messages={"required": "请写可能发生什么。"}
    )
    measures = forms.CharField(
        label="管控措施", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写管控措施。"},
    )  # fmt: skip
    response = forms.CharField(label="出事怎么处置", max_length=300, required=False)
    review_by = day_field("最迟复评日期")
    is_active = forms.BooleanField(label="在用", required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Place.objects.only("pk", "name", "full_name", "path").order_by("path")
        self.fields["place"] = pick_field("场所", places, required=True, empty="（请选）")
        self.fields["leader"] = pick_field("责任人", _people(), required=True, empty="（请选）")
        first = ["place", "title", "colour", "harm", "measures", "response", "leader"]
        self.order_fields([*first, "review_by", "is_active"])


class ClauseForm(forms.Form):
    number = forms.IntegerField(label="条号", min_value=1, max_value=999)
    text = forms.CharField(
        label="内容", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写这一条的内容。"},
    )  # fmt: skip
    is_active = forms.BooleanField(label="在用", required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"] = pick_field("责任领导", _people(), required=True, empty="（请选）")
        self.order_fields(["number", "text", "leader", "is_active"])


class ReportForm(forms.Form):
    state = forms.ChoiceField(
        label="这周执行得怎样", choices=ClauseReport.State.choices, widget=forms.RadioSelect
    )
    evidence = forms.CharField(
        label="依据、说明", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写依据或说明。"},
    )  # fmt: skip
