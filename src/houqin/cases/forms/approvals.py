"""Asking for something, and the record of a collective decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from houqin.cases.approvals.meeting import MEETING, VOTES
from houqin.cases.approvals.types import request_types
from houqin.cases.forms.steps import staff_rows
from houqin.files.forms import PhotosField
from houqin.org.models import Staff
from houqin.ui.forms import day_field, pick_field

LINES = 15


class AskForm(forms.Form):
    type = forms.ChoiceField(label="申请种类", widget=forms.RadioSelect())
    title = forms.CharField(
        label="申请什么", max_length=120, error_messages={"required": "请写一句申请什么。"}
    )
    amount = forms.DecimalField(
        label="金额", required=False, min_value=0, max_digits=12, decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "data-unit": "元"}),
        error_messages={"invalid": "金额请填数字，例如 120.50。"},
    )  # fmt: skip
    text = forms.CharField(
        label="理由和说明", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    photos = PhotosField(required=False, label="照片")
    document = forms.FileField(
        label="附件", required=False, help_text="PDF、Word、Excel 一份；更多的请合成一份。"
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.code, one.name) for one in request_types() if one.is_offered]
        self.fields["type"].choices = offered  # type: ignore[attr-defined]
        self.initial.setdefault("type", offered[0][0])


class DecisionForm(forms.Form):
    """One line for each who belongs to the meeting: name, vote (or absent), opinion."""

    meeting = forms.CharField(label="哪次会议", max_length=120)
    held_on = day_field("哪天开的")
    chair = forms.CharField(label="主持人", max_length=50)
    result = forms.CharField(label="决定", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, usual: Sequence[Staff] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = staff_rows(MEETING)
        self.begun = max(len(usual) + 1, 4)
        for n in range(LINES):
            who = pick_field(f"应到的第 {n + 1} 人", people, empty="（无）")
            who.initial = usual[n].pk if n < len(usual) else None
            self.fields[f"who{n}"] = who
            self.fields[f"vote{n}"] = forms.ChoiceField(
                label="表决", required=False, choices=[("", "—"), *VOTES.items()]
            )
            self.fields[f"said{n}"] = forms.CharField(
                label="意见，缺席的写原因", required=False, max_length=300
            )

    def lines(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"who{n}"], self[f"vote{n}"], self[f"said{n}"]) for n in range(LINES)]

    def first_lines(self) -> list[tuple[Any, Any, Any]]:
        return self.lines()[: self.begun]

    def more_lines(self) -> list[tuple[Any, Any, Any]]:
        return self.lines()[self.begun :]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opinions, seen = [], set()
        for n in range(LINES):
            who, vote = given.pop(f"who{n}", None), given.pop(f"vote{n}", "")
            said = given.pop(f"said{n}", "")
            if who is None:
                continue
            if who.pk in seen:
                self.add_error(f"who{n}", f"{who.name}写了两次，每个人只有一票。")
            elif not vote:
                self.add_error(f"vote{n}", f"请填写{who.name}的表决；没有到会的选“缺席”。")
            seen.add(who.pk)
            opinions.append({"name": who.name, "vote": vote, "opinion": said})
        return given | {"opinions": opinions}
