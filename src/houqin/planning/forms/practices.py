"""The forms of good practices."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.core.domains import domain_choices
from houqin.planning.forms.meetings import people
from houqin.planning.models import Practice
from houqin.ui.forms import day_field, pick_field


class PracticeForm(forms.Form):
    title = forms.CharField(
        label="做法", max_length=60, error_messages={"required": "请给做法起个名字。"}
    )
    source = forms.CharField(
        label="从哪里看到",
        max_length=100,
        help_text="哪个学校、哪次参观、哪篇文章。",
        error_messages={"required": "请写从哪里看到的。"},
    )
    what = forms.CharField(
        label="怎么做的",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写人家是怎么做的。"},
    )
    usable = forms.CharField(
        label="我们哪里用得上", max_length=200, error_messages={"required": "请写用在哪里。"}
    )
    domain = forms.ChoiceField(
        label="领域", required=False, choices=[("", "（不分）"), *domain_choices()]
    )


class DecidePracticeForm(forms.Form):
    verdict = forms.ChoiceField(
        label="决定",
        choices=[c for c in Practice.State.choices if c[0] != "proposed"],
        widget=forms.RadioSelect,
        error_messages={"required": "请选采用、试行还是不采用。"},
    )
    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="推荐的人会看到。",
        error_messages={"required": "请写明理由。"},
    )
    due_on = day_field("期限", required=False, help_text="选了负责人就要填；会变成他的任务。")
    rule_note = forms.CharField(
        label="要修订的制度",
        max_length=100,
        required=False,
        help_text="不派任务、只改制度时填，例如：食堂用餐管理办法第 6 条。",
    )
    follow_on = day_field("哪天看效果", required=False, help_text="采用、试行都要定。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"] = pick_field("谁来推行", people(), empty="（不派任务）")
        self.order_fields(["verdict", "reason", "assignee", "due_on", "rule_note", "follow_on"])


class EffectForm(forms.Form):
    verdict = forms.ChoiceField(
        label="结论",
        choices=Practice.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选结论。"},
    )
    effect = forms.CharField(
        label="效果",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="有数字最好，例如：每天泔水由 45 公斤降到 28 公斤。",
        error_messages={"required": "请写看到了什么效果。"},
    )
