"""Cited documents and their points."""

from __future__ import annotations

from django import forms

from houqin.planning.models import CitedDocument
from houqin.ui.forms import day_field


class DocumentForm(forms.Form):
    title = forms.CharField(
        label="文件名称", max_length=120,
        help_text="如 2026年全区教育后勤工作要点。", error_messages={"required": "请写文件名称。"},
    )  # fmt: skip
    sort = forms.ChoiceField(
        label="类别", choices=CitedDocument.Sort.choices, initial="superior",
        widget=forms.RadioSelect,
    )  # fmt: skip
    body = forms.CharField(label="发文单位", required=False, max_length=60)
    dated_on = day_field("发文日期", required=False)
    text = forms.CharField(
        label="正文", required=False, max_length=30000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="贴上正文，按“一、二、”或“1. 2.”自动分成要点；没有编号的一行一条。",
    )  # fmt: skip
    file = forms.FileField(label="附文件", required=False, help_text="PDF、Word、Excel 或照片。")


class PointForm(forms.Form):
    number = forms.CharField(label="编号", max_length=20, error_messages={"required": "请写编号。"})
    text = forms.CharField(
        label="要点", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写要点的内容。"},
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="不列入的原因", required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}), help_text="批准计划的人会看到。",
    )  # fmt: skip
