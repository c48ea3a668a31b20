"""Personal plans: the call, the plan's text and lines, the review, exemptions and comments."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.org.models import Term
from houqin.planning.models import PersonalLine
from houqin.ui.forms import day_field, pick_field

LEAST_LINES = 5


class RoundForm(forms.Form):
    due_on = day_field("计划交到哪天")
    review_due_on = day_field("期末小结交到哪天")
    advice = forms.CharField(
        label="写作要求", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            terms = Term.objects.select_related("school_year").order_by("-first")
            self.fields["term"] = pick_field("学期", terms, required=True, empty="请选择")
            self.order_fields(["term", "due_on", "review_due_on", "advice"])


class PlanForm(forms.Form):
    text = forms.CharField(
        label="总的打算", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )


class LineForm(forms.Form):
    text = forms.CharField(label="要做的事", required=False, max_length=200)
    when = forms.CharField(label="什么时候", required=False, max_length=40)


LineFormSet = forms.formset_factory(LineForm, extra=0, max_num=40, absolute_max=60)


def line_forms(data: Any, lines: list[PersonalLine]) -> Any:
    """The lines there are and some empty ones."""
    start = [{"text": line.text, "when": line.when} for line in lines]
    empty = max(LEAST_LINES - len(start), 2)
    return LineFormSet(data, initial=start + [{}] * empty, prefix="line")


class ReviewForm(forms.Form):
    """An outcome and a note for each line, then the review itself."""

    def __init__(self, *args: Any, lines: list[PersonalLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        choices = [c for c in PersonalLine.Outcome.choices if c[0]]
        for line in lines:
            self.fields[f"outcome_{line.pk}"] = forms.ChoiceField(
                label=line.text, choices=choices, required=False, initial=line.outcome,
                widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"note_{line.pk}"] = forms.CharField(
                label="说明", required=False, max_length=200, initial=line.note
            )
        self.fields["review"] = forms.CharField(
            label="期末小结", required=False, max_length=5000,
            widget=forms.Textarea(attrs={"rows": 6}),
        )  # fmt: skip

    def outcomes(self) -> dict[int, tuple[str, str]]:
        given = self.cleaned_data
        return {
            line.pk: (given.get(f"outcome_{line.pk}", ""), given.get(f"note_{line.pk}", ""))
            for line in self.lines
        }

    def pairs(self) -> list[tuple[PersonalLine, Any, Any]]:
        return [(line, self[f"outcome_{line.pk}"], self[f"note_{line.pk}"]) for line in self.lines]


class ExemptForm(forms.Form):
    reason = forms.CharField(
        label="为什么不要求", required=False, max_length=120,
        help_text="如 病假、外聘人员。清空后恢复要求。",
    )  # fmt: skip


class CommentForm(forms.Form):
    text = forms.CharField(
        label="批语", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写批语。"},
    )  # fmt: skip
