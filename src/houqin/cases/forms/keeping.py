"""Forms of what may be done to a case in any state."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.cases.forms.steps import staff_rows
from houqin.cases.models import Case
from houqin.files.forms import PhotosField
from houqin.org.colleagues import colleagues
from houqin.ui.forms import day_field, pick_field


def _reason(label: str = "原因", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExtensionForm(forms.Form):
    until = day_field("延到哪天")
    reason = _reason()


class AnswerForm(forms.Form):
    agree = forms.TypedChoiceField(
        label="是否同意", choices=[("1", "同意"), ("0", "不同意")], widget=forms.RadioSelect(),
        coerce=lambda value: value == "1",
    )  # fmt: skip
    reason = _reason("意见", required=False)


class ConcludeForm(forms.Form):
    conclusion = forms.CharField(
        label="责任追究的结论", max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_veto = forms.BooleanField(label="按“一票否决”处理", required=False)


class MergeForm(forms.Form):
    """``into`` offers open cases of the same flow, those at the same place first."""

    reason = _reason(required=False)

    def __init__(self, *args: Any, case: Case, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"] = pick_field("并入哪一件", rows, required=True, empty="（请选择）")
        self.order_fields(["into", "reason"])


class PeopleForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = forms.ModelMultipleChoiceField(
            colleagues().order_by("name", "pk"), label="协办人",
            required=False, widget=forms.CheckboxSelectMultiple(),
        )  # fmt: skip


class AssignForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = pick_field("派给谁", staff_rows(), required=True, empty="（请选人）")
        self.fields["note"] = _reason("交代", required=False)


class CommentForm(forms.Form):
    text = forms.CharField(
        label="留言", max_length=1000, error_messages={"required": "请写下要说的话。"}
    )
    token = forms.UUIDField()
    photos = PhotosField(required=False)
