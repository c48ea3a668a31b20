"""Forms of assessments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from houqin.org.models import Department
from houqin.safety.forms.duties import people_now
from houqin.safety.models import Assessment
from houqin.ui.forms import pick_field


class WhomForm(forms.Form):
    """Whom to assess; sent by GET."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = pick_field("被考核人", people_now(), empty="（考核部门）")
        self.fields["department"] = pick_field(
            "被考核部门", Department.objects.only("pk", "name"), empty="（考核个人）"
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("person")) == bool(given.get("department")):
            self.add_error("person", "被考核人和部门请选一个。")
        return given


class AssessForm(forms.Form):
    """A score and a reason for each clause."""

    rating = forms.ChoiceField(
        label="等次", choices=Assessment.Rating.choices, widget=forms.RadioSelect, initial="passed",
        error_messages={"required": "请选等次。"},
    )  # fmt: skip
    said = forms.CharField(
        label="总评", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, clauses: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clauses = clauses
        for nth, one in enumerate(clauses):
            self.fields[f"score_{nth}"] = forms.IntegerField(
                label=f"{one['text']}（{one['full']} 分）", min_value=0, max_value=one["full"],
                initial=one.get("score", one["full"]),
                error_messages={"max_value": f"这一条最多 {one['full']} 分。",
                                "required": "请打分。"},
            )  # fmt: skip
            self.fields[f"said_{nth}"] = forms.CharField(
                label="扣分原因", max_length=200, required=False, initial=one.get("said", ""),
                help_text="扣了分必须写。",
            )  # fmt: skip
        asked = [f"{part}_{nth}" for nth in range(len(clauses)) for part in ("score", "said")]
        self.order_fields([*asked, "rating", "said"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        lines = []
        for nth, one in enumerate(self.clauses):
            score, said = given.pop(f"score_{nth}", None), given.pop(f"said_{nth}", "")
            if score is not None and score < one["full"] and not said.strip():
                self.add_error(f"said_{nth}", "扣了分，请写明为什么。")
            lines.append({"text": one["text"], "full": one["full"], "score": score, "said": said})
        return {**given, "lines": lines}
