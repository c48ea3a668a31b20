"""The form that takes a plan in: its text or its file, and the days it is for."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms

from houqin.core.roles import Kind
from houqin.org.models import Institution, Term
from houqin.planning.reading.extract import MAX_BYTES
from houqin.planning.services.importing import Source, Span
from houqin.ui.forms import day_field

MOST_CHARACTERS = 1_500_000
ACCEPTED = ".docx,.txt,.md,.xlsx,.pdf"
OWN = "own"
_LOOK_BACK = timedelta(days=120)
_LOOK_AHEAD = timedelta(days=400)


class NewPlanForm(forms.Form):
    """Either text or a file; what was pasted survives a refusal."""

    text = forms.CharField(
        label="粘贴计划全文",
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 12, "placeholder": "把 Word 里的计划全选、复制，粘贴到这里"}
        ),
    )
    file = forms.FileField(
        label="上传文件",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=(
            "Word（.docx）、文本（.txt、.md）、Excel 月度表（.xlsx）、文字版 PDF，最大 20 MB。"
        ),
    )
    span = forms.ChoiceField(
        label="用在哪个学期",
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选计划用在哪个学期。",
            "invalid_choice": "请从列出的学期里选。",
        },
    )
    first = day_field("第一天", required=False)
    last = day_field("最后一天", required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, data: Any = None, files: Any = None, *, institution: Institution, today: date
    ):
        self.spans = spans_for(institution, today)
        now = next((key for key, _, s in self.spans if s.first <= today <= s.last), None)
        first_choice = now or (self.spans[0][0] if self.spans else OWN)
        super().__init__(data, files, initial={"span": first_choice})
        offered = [(key, label) for key, label, _ in self.spans]
        self.fields["span"].choices = [*offered, (OWN, "自己定起止日期")]  # type: ignore[attr-defined]
        if Kind(institution.kind) is Kind.HOSPITAL:
            self.fields["span"].label = "用在哪个半年"

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\0", "")
        if len(text) > MOST_CHARACTERS:
            raise forms.ValidationError(
                f"粘贴了 {len(text):,} 字，一次最多 150 万字。请存成文件，分几次导入。"
            )
        return text

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(f"《{file.name}》超过 20 MB，请去掉图片或分成几个文件。")
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        whole = "text" in values and "file" in values
        if whole and not values["text"].strip() and not values["file"]:
            self.add_error("text", "请粘贴计划全文，或选一个计划文件。")
        if values.get("span") == OWN:
            self._check_days(values)
        return values

    def _check_days(self, values: dict[str, Any]) -> None:
        first, last = values.get("first"), values.get("last")
        if not first or not last:
            self.add_error("first", "请填计划的第一天和最后一天。")
        elif last < first:
            self.add_error("last", "计划的最后一天不能早于第一天。")
        elif (last - first).days > 400:
            self.add_error("last", "一份计划最长 400 天，请分几期导入。")

    def chosen_span(self) -> Span:
        key = self.cleaned_data["span"]
        if key == OWN:
            return Span(self.cleaned_data["first"], self.cleaned_data["last"])
        return next(span for known, _, span in self.spans if known == key)

    def source(self) -> Source:
        """The file when there is one, else the text."""
        file = self.cleaned_data["file"]
        if file:
            return Source(name=file.name, content=file.read())
        return Source(text=self.cleaned_data["text"])


def spans_for(institution: Institution, today: date) -> list[tuple[str, str, Span]]:
    """The terms to choose from; a hospital that keeps no terms plans by half-years."""
    near = Term.objects.filter(last__gte=today - _LOOK_BACK, first__lte=today + _LOOK_AHEAD)
    found = [
        (f"term-{term.pk}", _term_label(term), Span(term.first, term.last, term))
        for term in near.select_related("school_year").order_by("first")
    ]
    if not found and Kind(institution.kind) is Kind.HOSPITAL:
        found = [_half(today.year, 1), _half(today.year, 2), _half(today.year + 1, 1)]
        found = [half for half in found if half[2].last >= today]
    return found


def _term_label(term: Term) -> str:
    days = f"{term.first.month}月{term.first.day}日—{term.last.month}月{term.last.day}日"
    return f"{term.school_year.name}{term.name}（{days}）"


def _half(year: int, half: int) -> tuple[str, str, Span]:
    first, last = (
        (date(year, 1, 1), date(year, 6, 30))
        if half == 1
        else (date(year, 7, 1), date(year, 12, 31))
    )
    return (f"half-{year}-{half}", f"{year}年{'上' if half == 1 else '下'}半年", Span(first, last))
