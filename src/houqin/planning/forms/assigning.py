"""Handing work to people: one task that no plan foresaw, or many tasks to one person."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.core.domains import domain_choices
from houqin.org.colleagues import colleagues
from houqin.planning.models import PlanItem
from houqin.ui.forms import day_field, pick_field


class AddTaskForm(forms.Form):
    title = forms.CharField(
        label="什么事", max_length=80, error_messages={"required": "请写一句要做什么。"}
    )
    due_on = day_field("什么时候前完成")
    domain = forms.ChoiceField(
        label="领域", required=False, choices=[("", "（不分）"), *domain_choices()]
    )
    proof = forms.ChoiceField(
        label="完成时要留", choices=PlanItem.Proof.choices, initial="text", widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues().order_by("name")
        self.fields["assignee"] = pick_field("谁来做", people, required=True, empty="请选择")
        self.order_fields(["title", "assignee", "due_on", "proof", "domain", "note"])


class AssignForm(forms.Form):
    ids = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, ids: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [one for one in ids if one.isdigit()]
        self.fields["ids"].choices = [(one, one) for one in chosen]  # type: ignore[attr-defined]
        people = colleagues().order_by("name")
        self.fields["to"] = pick_field("改派给", people, required=True, empty="请选择")
