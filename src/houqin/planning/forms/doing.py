"""The forms of doing a task: proof, deferral, check."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django import forms

from houqin.files.forms import PhotosField
from houqin.planning.models import Task
from houqin.planning.rules import limits_for_page, limits_said
from houqin.ui.forms import day_field, fixed_field


class ProofForm(forms.Form):
    """What the item's evidence rule asks for, and nothing more."""

    note = forms.CharField(
        label="做了什么",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reading = forms.DecimalField(
        label="读数",
        required=False,
        max_digits=14,
        decimal_places=3,
        error_messages={"invalid": "读数请填数字，例如 1280.5。"},
    )
    measure = forms.CharField(
        label="处理措施",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_fixed = fixed_field("读数超出范围时", "没有当场处理好的，会开一件事项，交上级派人。")
    photos = PhotosField(required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)
    done_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proof = task.item.proof
        if proof != "reading":
            del self.fields["reading"]
        else:
            self.fields["reading"].required = True
            self.fields["reading"].error_messages["required"] = "这项任务要填读数。"
            self.fields["reading"].widget.attrs["data-unit"] = task.item.unit
        limits = limits_said(task.item.reading_low, task.item.reading_high, task.item.unit)
        if proof == "reading" and limits:
            self.fields["reading"].help_text = f"应在 {limits} 以内" if "到" in limits else limits
            self.fields["measure"].help_text = "读数超出范围时必填：怎么处理的、处理后怎样。"
            judged = limits_for_page(task.item.reading_low, task.item.reading_high, task.item.unit)
            self.fields["reading"].widget.attrs |= {
                "data-limits": json.dumps(judged, ensure_ascii=False), "data-measure-in": "measure"
            }  # fmt: skip
        else:
            del self.fields["measure"], self.fields["is_fixed"]
        self.fields["photos"].required = proof == "photo"
        hints = {
            "photo": "拍一张现场照片就够，文字可不写。",
            "text": "写一句做了什么，或拍一张照片。",
            "reading": "填上读数，有异常再写一句。",
            "none": "没有要补充的，可以不写。",
        }
        self.fields["note"].help_text = hints[proof]
        order = (
            ["photos", "reading", "note"]
            if proof == "photo"
            else ["reading", "measure", "is_fixed", "note", "photos"]
        )
        self.order_fields(order)


class DeferForm(forms.Form):
    """Postpone to a day, or declare not applicable; a reason either way."""

    how = forms.ChoiceField(
        label="怎么处理",
        choices=[("postpone", "延期"), ("waive", "这次不适用")],
        widget=forms.RadioSelect,
        initial="postpone",
    )
    new_due = day_field("延到哪一天", required=False, help_text="只在延期时填写。")
    reason = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="上级会看到，也可以不同意。",
        error_messages={"required": "请写明原因，上级会看到。"},
    )

    def __init__(
        self, *args: Any, latest: date, has_book: bool = False,
        keys: list[tuple[str, str]] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        """``has_book``: a book proves the task; ``keys``: what is still missing in it."""
        super().__init__(*args, **kwargs)
        due = self.fields["new_due"]
        due.help_text = f"只在延期时填写，最晚 {latest.month}月{latest.day}日。"
        due.widget.attrs["max"] = latest.isoformat()
        how = self.fields["how"]
        assert isinstance(how, forms.ChoiceField)  # noqa: S101 - declared above
        choices = [("postpone", "延期"), ("waive", "这次不适用")]
        if keys:
            choices.append(("keys", "只有一部分不用记"))
            field = forms.MultipleChoiceField(
                label="哪些不用记",
                required=False,
                choices=keys,
                widget=forms.CheckboxSelectMultiple,
                help_text="只在选“只有一部分不用记”时勾选。",
                error_messages={"invalid_choice": "有的已经有记录了，请刷新后再选。"},
            )
            self.fields["keys"] = field
            self.order_fields(["how", "new_due", "keys", "reason"])
        if has_book:
            choices.append(("excuse", "已经办了，但没法记台账"))
        how.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("how") == "postpone" and not cleaned.get("new_due"):
            self.add_error("new_due", "请选择延到哪一天。")
        if cleaned.get("how") == "keys" and not cleaned.get("keys"):
            self.add_error("keys", "请勾选这次不用记的是哪些。")
        return cleaned
