"""What is promised for one urgency, sort of fault and place."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from houqin.maintenance.flows import GRADES
from houqin.maintenance.rules.faults import fault_choices
from houqin.org.models import Place
from houqin.ui.forms import pick_field

_NUMBER = {"invalid": "请填数字。", "required": "请填数字。"}


class PromiseForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"] = forms.ChoiceField(
            label="急不急", choices=[(grade.code, grade.name) for grade in GRADES],
            widget=forms.RadioSelect, error_messages={"required": "请选急不急。"},
        )  # fmt: skip
        self.fields["fault"] = forms.ChoiceField(
            label="什么坏了", choices=[("", "全部"), *fault_choices()], required=False
        )
        self.fields["place"] = pick_field(
            "哪里", Place.objects.order_by("path"), empty="全单位",
            help_text="选楼或楼层，里面的房间都算。",
        )  # fmt: skip
        self.fields["respond_hours"] = _hours("几小时内接单")
        self.fields["finish_hours"] = _hours("几小时内修好", required=False)
        self.fields["finish_days"] = forms.IntegerField(
            label="或者几个工作日内修好", min_value=1, max_value=90, required=False,
            error_messages=_NUMBER, help_text="小时和工作日填一样，另一样空着。",
        )  # fmt: skip


class LimitForm(forms.Form):
    approved_from = forms.DecimalField(
        label="花费达到多少元要先报批", min_value=Decimal(1), max_digits=10, decimal_places=2,
        error_messages=_NUMBER,
    )  # fmt: skip


def _hours(label: str, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=Decimal("0.5"), max_digits=5, decimal_places=1, required=required,
        error_messages=_NUMBER,
    )  # fmt: skip
