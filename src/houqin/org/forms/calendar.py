"""School years, terms, breaks and single days."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.org.forms.structure import text
from houqin.org.models import Break, CalendarDay, SchoolYear
from houqin.org.wording import Words
from houqin.ui.forms import day_field, pick_field


class YearForm(forms.Form):
    def __init__(self, *args: Any, said: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = text(said.year, 20, help_text="例如：2026—2027学年")
        self.fields["first"] = day_field("第一天")
        self.fields["last"] = day_field("最后一天")


class TermForm(forms.Form):
    def __init__(self, *args: Any, said: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school_year"] = pick_field(
            said.year, SchoolYear.objects.all(), required=True, empty="请选择"
        )
        self.fields["name"] = text(said.term, 20, help_text="例如：第一学期")
        self.fields["first"] = day_field("开学日期" if said.has_classes else "第一天")
        self.fields["last"] = day_field("学期结束" if said.has_classes else "最后一天")
        if said.has_classes:
            self.fields["midterm_first"] = day_field("期中第一天", required=False)
            self.fields["midterm_last"] = day_field("期中最后一天", required=False)
            self.fields["finals_first"] = day_field("期末第一天", required=False)
            self.fields["finals_last"] = day_field("期末最后一天", required=False)


class BreakForm(forms.Form):
    sort = forms.ChoiceField(label="种类", choices=Break.Sort.choices)
    name = text("名称", 20, help_text="例如：2027年寒假")
    first = day_field("第一天")
    last = day_field("最后一天")


class DayForm(forms.Form):
    day = day_field("日期")
    sort = forms.ChoiceField(label="这一天", choices=CalendarDay.Sort.choices)
    name = text("说明", 30, required=False, help_text="例如：运动会、国庆调休")
