"""The written duties of a post."""

from __future__ import annotations

from django import forms


class DutiesForm(forms.Form):
    duties = forms.CharField(
        label="职责",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="一行一条。担任这个岗位的人在“岗位职责”里看到。",
        error_messages={"required": "请写岗位职责，一行一条。"},
    )
    hours = forms.CharField(
        label="在岗时间", max_length=100, required=False, help_text="例如：工作日 7:30—17:30。"
    )
