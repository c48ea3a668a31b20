"""The file of an outside inspection, its findings, its end."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.core.domains import domain_choices
from houqin.core.roles import Role
from houqin.org.models import RoleHolding, Staff
from houqin.planning.forms.campaigns import people
from houqin.planning.models import PlanItem
from houqin.ui.forms import day_field, pick_field


def inspectors() -> Any:
    """Accounts that only look on: they hold 上级检查员 and nothing else."""
    held = RoleHolding.objects.filter(role=str(Role.INSPECTOR)).values("staff_id")
    others = RoleHolding.objects.exclude(role=str(Role.INSPECTOR)).values("staff_id")
    return Staff.objects.filter(pk__in=held, left_on=None).exclude(pk__in=others).order_by("name")


def _ledgers() -> list[tuple[str, str]]:
    rows = PlanItem.objects.filter(status=PlanItem.Status.ACTIVE).exclude(ledger="")
    names = rows.order_by("ledger").values_list("ledger", flat=True).distinct()[:200]
    return [(name, name) for name in names]


class InspectionForm(forms.Form):
    title = forms.CharField(
        label="检查名称", max_length=60, error_messages={"required": "请写检查名称。"}
    )
    body = forms.CharField(
        label="检查单位", max_length=60, error_messages={"required": "请写谁来检查。"}
    )
    visits_on = day_field("检查日期")
    first = day_field("材料从哪天起")
    last = day_field("材料到哪天止")
    criteria = forms.CharField(
        label="检查要求", required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    domains = forms.MultipleChoiceField(
        label="查哪些领域", required=False, choices=domain_choices(),
        widget=forms.CheckboxSelectMultiple, help_text="领域和台账都不选，就收全部。",
    )  # fmt: skip
    ledgers = forms.MultipleChoiceField(
        label="查哪些台账", required=False, widget=forms.CheckboxSelectMultiple
    )
    open_until = day_field("检查账号可看到哪天", required=False, help_text="不填就一直能看。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = pick_field("迎检负责人", people())
        guests = forms.ModelMultipleChoiceField(
            inspectors(), label="检查账号", required=False, widget=forms.CheckboxSelectMultiple,
            help_text="勾上的账号在本单位只能看这份材料，什么都不能改。",
        )  # fmt: skip
        self.fields["guests"] = guests
        names = _ledgers()
        if names:
            self.fields["ledgers"].choices = names  # type: ignore[attr-defined]
        else:
            del self.fields["ledgers"]
        if not inspectors().exists():
            del self.fields["guests"], self.fields["open_until"]
        self.order_fields(
            [
                "title", "body", "visits_on", "first", "last", "criteria", "lead", "domains",
                "ledgers", "guests", "open_until",
            ]
        )  # fmt: skip


class FindingForm(forms.Form):
    text = forms.CharField(
        label="检查发现", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写清检查发现了什么。"},
    )  # fmt: skip
    basis = forms.CharField(label="对照条款", required=False, max_length=120)
    domain = forms.ChoiceField(
        label="领域", required=False, choices=[("", "（不分）"), *domain_choices()]
    )
    due_on = day_field("整改期限")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"] = pick_field("谁来整改", people(), required=True, empty="请选择")
        self.order_fields(["text", "basis", "assignee", "due_on", "domain"])


class ClosingForm(forms.Form):
    outcome = forms.CharField(
        label="检查结论", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
