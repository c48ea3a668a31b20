"""What the gallery of components shows; the shell serves it while developing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from houqin.core.domains import DOMAINS

MEALS = (("breakfast", "早餐"), ("lunch", "午餐"), ("dinner", "晚餐"), ("late", "夜宵"))


class ManyPhotos(forms.FileInput):
    """The gallery shows the control; the real field is files.forms.PhotosField, a layer above."""

    allow_multiple_selected = True


class SampleForm(forms.Form):
    """One field of each kind, two of them refused."""

    meal = forms.ChoiceField(
        label="餐次", choices=MEALS, widget=forms.RadioSelect, initial="dinner"
    )
    dish = forms.CharField(label="菜品", max_length=50, help_text="已带入今天食谱，可改。")
    grams = forms.DecimalField(
        label="克数",
        min_value=Decimal(125),
        help_text="每样不少于 125 g。",
        error_messages={"min_value": "不足 125 g，请补足后再交。"},
        widget=forms.NumberInput(attrs={"data-unit": "g"}),
    )
    on = forms.DateField(label="日期", widget=forms.DateInput)
    fridge = forms.ChoiceField(label="冰箱", choices=(("1", "1号留样柜"), ("2", "2号留样柜")))
    photos = forms.FileField(
        label="照片",
        required=False,
        widget=ManyPhotos(attrs={"accept": "image/*", "multiple": True, "data-max": 6}),
        help_text="留样盒、标签、温度表。",
    )
    remark = forms.CharField(label="备注", required=False, widget=forms.Textarea)
    sealed = forms.BooleanField(label="已加盖、贴标签", required=False)


@dataclass(frozen=True, slots=True)
class HeatCell:
    text: str
    level: str
    now: bool
    url: str
    late: int = 0
    after: bool = False
    say: str = ""


def _heat() -> dict[str, Any]:
    weeks = [
        {"n": n, "now": n == 12, "label": {5: "国庆", 10: "期中"}.get(n, "")} for n in range(1, 22)
    ]
    rows = []
    for code, done in (("safety", 9), ("canteen", 42), ("dormitory", 19), ("energy", 7)):
        cells: list[dict[str, Any]] = []
        for n in range(1, 22):
            level = "break" if n == 5 else "2" if n < 12 else "plan"
            text = "假" if n == 5 else f"{done - 2}/{done}" if n == 12 else str(done)
            cells.append({"text": text, "level": level, "now": n == 12, "url": f"#w{n}"})
        cells[6] |= {"level": "1", "late": 1, "after": True, "say": "逾期后补办 1"}
        cells[11] |= {"level": "", "late": 2, "say": "逾期未办 2"}
        rows.append({"domain": code, "cells": [HeatCell(**cell) for cell in cells]})
    return {"weeks": weeks, "rows": rows}


def _charts() -> list[dict[str, Any]]:
    weeks = [str(n) for n in range(1, 13)]
    return [
        {
            "title": "隐患：新增在降，销号跟得上", "note": "每周件数，第1—12周",
            "label": "隐患趋势图：新增由第1周11件降到第12周3件",
            "spec": {"kind": "bar", "axis": "周", "x": weeks, "series": [
                {"name": "新增", "role": "accent-line",
                 "data": [11, 9, 8, 7, 2, 7, 6, 6, 5, 6, 4, 3]},
                {"name": "销号", "data": [4, 8, 9, 8, 1, 7, 8, 6, 7, 5, 5, 1]},
                {"name": "未销号", "as": "line", "dashed": True, "role": "review",
                 "data": [7, 8, 7, 6, 7, 7, 5, 5, 3, 4, 3, 5]},
            ]},
        },
        {
            "title": "每餐成本：升到收费线附近", "note": "午餐，元/份；参考线为收费标准 10 元",
            "label": "每餐成本图：11月17日 10.08 元，高出收费标准",
            "spec": {"kind": "line", "axis": "日", "min": 9, "max": 10.5, "interval": 0.5,
                     "x": ["11/9", "11/10", "11/11", "11/12", "11/13", "11/16", "11/17", "11/18"],
                     "series": [{"name": "成本",
                                 "data": [9.83, 9.77, 9.9, 9.86, 9.95, 9.92, 10.08, 9.97]}],
                     "limit": {"value": 10, "label": "收费 10 元"},
                     "points": [{"x": "11/17", "y": 10.08, "label": "10.08\n牛肉日"}]},
        },
        {
            "title": "满意度：只有寝室热水在降", "note": "问卷四项，%；空心点为上学期",
            "label": "满意度分项图：寝室热水 78.5，比上学期低 2.7",
            "spec": {"kind": "dots", "axis": "项", "min": 70, "max": 100, "limit": {"value": 80},
                     "x": ["寝室热水", "食堂口味", "维修速度", "保洁"],
                     "series": [{"name": "本学期", "data": [78.5, 86.9, 92.4, 94.1]},
                                {"name": "上学期", "data": [81.2, 84.0, 87.5, 93.6]}]},
        },
    ]  # fmt: skip


def _moments(now: datetime) -> list[datetime]:
    return [now, now - timedelta(days=1), now + timedelta(hours=20), now - timedelta(days=9)]


def context() -> dict[str, Any]:
    """Everything the gallery's template needs besides the frame."""
    refused = SampleForm({"meal": "dinner", "dish": "", "grams": "110", "on": "2026-11-22"})
    refused.is_valid()
    now = timezone.localtime()
    return {
        "title": "组件一览",
        "states": ["todo", "doing", "late", "review", "done", "na"],
        "domains": list(DOMAINS),
        "form": SampleForm(initial={"on": date(2026, 11, 22), "dish": "红烧鸡腿"}),
        "refused": refused,
        "heat": _heat(),
        "charts": _charts(),
        "moments": _moments(now),
        "figure": Decimal("412860.5"),
        "term_days": (date(2026, 8, 31), date(2027, 1, 24)),
    }
