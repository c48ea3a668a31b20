"""The forms of calling, attending and minuting a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from houqin.files.forms import PhotosField
from houqin.org.colleagues import colleagues
from houqin.org.models import Department, Staff
from houqin.planning.models import Meeting, Task
from houqin.planning.services.minuting import Decided
from houqin.ui.forms import day_field, pick_field

FIRST_ROWS = 3
ROWS = 10


def people() -> QuerySet[Staff]:
    return colleagues().only("pk", "name", "institution").order_by("name")


class TaskChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A planned meeting with the days in which it counts."""

    def label_from_instance(self, obj: Task) -> str:
        return f"{obj.item.title}（{obj.first:%m月%d日}—{obj.due_on:%m月%d日}）"


class MeetingForm(forms.Form):
    sort = forms.ChoiceField(label="类型", choices=Meeting.Sort.choices)
    topic = forms.ChoiceField(
        label="学习专题",
        required=False,
        choices=[("", "（不是学习）"), *Meeting.Topic.choices],
        help_text="学习会必选，别的会有学习内容的也可以选；每人学时按专题累计。",
    )
    speaker = forms.CharField(
        label="主讲人", max_length=60, required=False, help_text="单位外的人也可以写。"
    )
    title = forms.CharField(
        label="会议名称", max_length=60, error_messages={"required": "请写会议名称。"}
    )
    starts_at = forms.DateTimeField(
        label="开始时间",
        widget=forms.DateTimeInput,
        error_messages={
            "required": "请填写开始时间。",
            "invalid": "请填写正确的时间，例如 2026-09-01 15:00。",
        },
    )
    duration = forms.IntegerField(
        label="时长",
        min_value=5,
        max_value=600,
        initial=60,
        widget=forms.NumberInput(attrs={"data-unit": "分钟"}),
        error_messages={"required": "请填时长。"},
    )
    place = forms.CharField(
        label="地点", max_length=60, error_messages={"required": "请写在哪里开。"}
    )
    agenda = forms.CharField(
        label="议程",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="一行一项。上次没落实的决定已经列进来，可以改。",
        error_messages={"required": "请写议程，参会人会先看到。"},
    )
    guests = forms.CharField(
        label="邀请的来宾",
        max_length=200,
        required=False,
        help_text="单位外的人写名字，用顿号隔开。",
    )

    def __init__(self, *args: Any, tasks: QuerySet[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = people()
        self.fields["host"] = pick_field("主持人", staff, required=True, empty="请选择")
        self.fields["cohost"] = pick_field("共同主持", staff, empty="（没有）")
        self.fields["recorder"] = pick_field("记录人", staff, empty="（主持人自己记）")
        self.fields["departments"] = forms.ModelMultipleChoiceField(
            Department.objects.all(),
            label="整个部门参加",
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["attendees"] = forms.ModelMultipleChoiceField(
            staff, label="参会人", required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields["task"] = TaskChoice(
            tasks,
            label="对应的计划任务",
            required=False,
            empty_label="（不对应计划）",
            help_text="选上以后，按时开会并发布纪要，这项任务就自动办结。",
            error_messages={"invalid_choice": "这项任务已经办结或不在时间里，请重新选。"},
        )
        self.order_fields(
            ["sort", "topic", "title", "task", "starts_at", "duration", "place", "host", "cohost",
             "speaker", "recorder", "departments", "attendees", "guests", "agenda"]
        )  # fmt: skip
        if not self.fields["departments"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["departments"]


class ReasonForm(forms.Form):
    """One sentence why."""

    def __init__(self, *args: Any, label: str = "原因", most: int = 200, **kwargs: Any) -> None:
        name = kwargs.pop("name", "reason")
        super().__init__(*args, **kwargs)
        self.fields[name] = forms.CharField(
            label=label,
            max_length=most,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"required": f"请写明{label}。"},
        )


class MinutesForm(forms.Form):
    minutes = forms.CharField(
        label="纪要",
        max_length=10000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="讨论了什么、怎么定的。手写的可以只拍照。",
    )
    photos = PhotosField(label="照片（会场、手写纪要）", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        written = cleaned.get("minutes", "").split()
        nothing_added = (
            written
            == str(self.get_initial_for_field(self.fields["minutes"], "minutes") or "").split()
        )
        if nothing_added and not cleaned.get("photos"):
            self.add_error(
                "minutes",
                "请在每项议程下面写上纪要，或拍一张手写纪要的照片。"
                if written
                else "请写纪要，或拍一张手写纪要的照片。",
            )
        return cleaned


class DecisionForm(forms.Form):
    """One line of decisions; an empty one counts for nothing."""

    text = forms.CharField(max_length=300, required=False)
    due_on = day_field("期限", required=False)

    def __init__(
        self, *args: Any, number: int, staff: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = f"第 {number} 条"
        self.fields["owner"] = forms.TypedChoiceField(
            label="负责人",
            required=False,
            choices=[("", "（只作记录）"), *staff],
            coerce=int,
            empty_value=None,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        owner, due = cleaned.get("owner"), cleaned.get("due_on")
        if (owner or due) and not cleaned.get("text", "").strip():
            self.add_error("text", "请写明决定的内容。")
        if bool(owner) != bool(due):
            self.add_error("due_on", "负责人和期限要一起填，或都不填。")
        return cleaned


class Decisions:
    """The lines of decisions below the minutes."""

    def __init__(self, posted: Any = None, known: list[dict[str, Any]] | None = None) -> None:
        staff = [(str(one.pk), one.name) for one in people()]
        start = known or []
        self.forms = [
            DecisionForm(
                posted,
                prefix=f"d{number}",
                number=number + 1,
                staff=staff,
                initial=start[number] if number < len(start) else None,
            )
            for number in range(ROWS)
        ]

    @property
    def shown(self) -> list[DecisionForm]:
        return self.forms[:FIRST_ROWS]

    @property
    def folded(self) -> list[DecisionForm]:
        return self.forms[FIRST_ROWS:]

    @property
    def is_unfolded(self) -> bool:
        return any(form.is_bound and (form.errors or form["text"].value()) for form in self.folded)

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    def chosen(self) -> list[Decided]:
        """Those that say something, with their owners in one query."""
        rows = [f.cleaned_data for f in self.forms if f.cleaned_data.get("text", "").strip()]
        owners = Staff.objects.in_bulk([row["owner"] for row in rows if row["owner"]])
        return [Decided(row["text"], owners.get(row["owner"]), _day(row["due_on"])) for row in rows]


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
