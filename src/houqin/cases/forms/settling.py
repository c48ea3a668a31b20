"""Forms of how things go here: numbers, hours, deadlines, approvals."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from houqin.cases.approvals.types import SUPERIOR, RequestType
from houqin.cases.flow import flows
from houqin.cases.models import FlowRule
from houqin.cases.services.settling import STAGES_AT_MOST
from houqin.cases.worktime import Span
from houqin.core import clock
from houqin.core.roles import Kind, Role, role_name
from houqin.ledgers.rules import numbered
from houqin.ui.forms import clock_field

SPANS = 3
_PERIODS = ("上午", "下午", "晚上")


class NumberingForm(forms.Form):
    """One field for each flow, named by its code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(FlowRule.objects.values_list("flow", "numbering"))
        today = timezone.localdate(clock.now())
        for flow in flows():
            pattern = known.get(flow.code, flow.numbering)
            self.fields[flow.code] = forms.CharField(
                label=flow.name, max_length=40, initial=pattern,
                help_text=f"例如 {numbered(pattern, today, flow.prefix, 1)}",
            )  # fmt: skip


class HoursForm(forms.Form):
    """Up to three spans of a working day."""

    def __init__(self, *args: Any, spans: tuple[Span, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n, period in enumerate(_PERIODS):
            for end, name, word in ((0, f"opens{n}", "从"), (1, f"closes{n}", "到")):
                field = clock_field(f"{period}{word}")
                field.required = n == 0
                field.initial = spans[n][end] if n < len(spans) else None
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        spans: list[tuple[time, time]] = []
        for n, period in enumerate(_PERIODS):
            opens, closes = given.get(f"opens{n}"), given.get(f"closes{n}")
            if (opens is None) != (closes is None):
                self.add_error(f"closes{n}", f"{period}的起止时间要么都填，要么都不填。")
            elif opens is not None and closes is not None:
                spans.append((opens, closes))
        return {"spans": spans}


def _hours(label: str, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, max_digits=5, decimal_places=1, min_value=Decimal("0.1"),
        help_text=help_text, widget=forms.NumberInput(attrs={"data-unit": "小时"}),
    )  # fmt: skip


class PromiseForm(forms.Form):
    respond_hours = _hours("多久内接手", "按工作时间算；不作要求的留空。")
    finish_hours = _hours("几小时内办好")
    finish_days = forms.IntegerField(
        label="或几个工作日内办好", required=False, min_value=1, max_value=250,
        widget=forms.NumberInput(attrs={"data-unit": "个工作日"}),
    )  # fmt: skip


def _amount(label: str, help_text: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=12, decimal_places=2,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "data-unit": "元"}),
        error_messages={"invalid": "金额请填数字，例如 2000。"},
    )  # fmt: skip


class RequestRuleForm(forms.Form):
    """Up to five steps: who, who else signs with them, from which amount."""

    collective_from = _amount("从多少元起要集体决策", "三重一大；不需要的留空。")
    signed_from = _amount("从多少元起要手写签名", "不需要的留空。")

    def __init__(self, *args: Any, sort: RequestType, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [
            (role.value, role_name(role, kind)) for role in Role
            if role not in {Role.STAFF, Role.INSPECTOR}
        ]  # fmt: skip
        who = [("", "（没有）"), (SUPERIOR, "申请人的上级"), *people]
        for n in range(STAGES_AT_MOST):
            stage = sort.stages[n] if n < len(sort.stages) else None
            roles = stage.roles if stage else ()
            self.fields[f"who{n}"] = forms.ChoiceField(
                label=f"第 {n + 1} 步由谁批", choices=who, required=n == 0,
                initial=roles[0] if roles else "",
            )  # fmt: skip
            self.fields[f"with{n}"] = forms.ChoiceField(
                label="会签的还有", choices=[who[0], *people], required=False,
                initial=roles[1] if len(roles) > 1 else "",
            )  # fmt: skip
            self.fields[f"from{n}"] = _amount("从多少元起")
            self.fields[f"from{n}"].initial = stage.from_amount if stage else None
        self.initial.setdefault("collective_from", sort.collective_from)
        self.initial.setdefault("signed_from", sort.signed_from)

    def lines(self) -> list[tuple[Any, Any, Any]]:
        return [
            (self[f"who{n}"], self[f"with{n}"], self[f"from{n}"]) for n in range(STAGES_AT_MOST)
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        stages = []
        for n in range(STAGES_AT_MOST):
            who, beside = given.pop(f"who{n}", ""), given.pop(f"with{n}", "")
            first = given.pop(f"from{n}", None)
            if who:
                stages.append(([who, beside] if beside and beside != who else [who], first))
        return given | {"stages": stages}
