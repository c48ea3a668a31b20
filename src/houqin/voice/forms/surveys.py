"""The forms by which surveys are made; what is answered is the survey's own form."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.core.roles import Kind, Role, role_name
from houqin.org.models import SchoolClass, Staff
from houqin.org.wording import words
from houqin.ui.forms import day_field, pick_field
from houqin.voice.models import Survey, SurveyDoor, Who
from houqin.voice.questions import SORTS

_NOT_OF = {
    Kind.SCHOOL: {"patient"},
    Kind.KINDERGARTEN: {"patient", "dormitory"},
    Kind.HOSPITAL: {"dormitory"},
}


def who_offered(kind: Kind) -> list[tuple[str, str]]:
    """Who answers in an institution of this kind, in its own words."""
    absent = {"student", "parent"} if kind == Kind.HOSPITAL else {"patient"}
    said = {"student": words(kind).student, "staff": words(kind).staff}
    return [(c, said.get(c, str(name))) for c, name in Who.choices if c not in absent]


ONCE = "once"  # a choice without a value would not be drawn
_REPEATS = [(value or ONCE, name) for value, name in Survey.Repeat.choices]


class SurveyForm(forms.Form):
    sort = forms.ChoiceField(
        label="种类", choices=Survey.Sort.choices, widget=forms.RadioSelect,
        help_text="选了种类就带上常用的题目，下一步可以改。",
        error_messages={"required": "请选种类。"},
    )  # fmt: skip
    title = forms.CharField(
        label="问卷名称", max_length=60, required=False, help_text="不填就用种类的名称。"
    )
    intro = forms.CharField(
        label="写给填写人的话", max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    first = day_field("从哪天起")
    last = day_field("到哪天止", help_text="当天还能填，第二天自动截止。")
    repeat = forms.ChoiceField(
        label="多久一期", choices=_REPEATS, required=False, widget=forms.RadioSelect,
        help_text="到期自动开下一期，贴出去的二维码照用，结果和上期比。",
    )  # fmt: skip
    is_anonymous = forms.BooleanField(
        label="匿名：不记谁填的，截止后才看得到结果", required=False, initial=True
    )
    min_answers = forms.IntegerField(
        label="至少几份才公布", min_value=5, max_value=5000, initial=10,
        error_messages={"min_value": "不能少于 5 份：再少就可能看出是谁填的。"},
    )  # fmt: skip

    def __init__(self, *args: Any, is_new: bool = True, kind: Kind = Kind.SCHOOL, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["repeat"] = self.initial.get("repeat") or ONCE
        if not is_new:
            del self.fields["sort"]
            self.fields["title"].required = True
        else:
            offered = [one for one in Survey.Sort.choices if one[0] not in _NOT_OF[kind]]
            self.fields["sort"].choices = offered  # type: ignore[attr-defined]

    def clean_repeat(self) -> str:
        chosen: str = self.cleaned_data["repeat"]
        return "" if chosen == ONCE else chosen


class QuestionForm(forms.Form):
    label = forms.CharField(label="题目", max_length=80, error_messages={"required": "请写题目。"})
    sort = forms.ChoiceField(
        label="怎么答", choices=SORTS, widget=forms.RadioSelect, initial="rating"
    )
    options = forms.CharField(
        label="选项", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="单选、多选才要写，一行一个，至少两个。",
    )  # fmt: skip
    required = forms.BooleanField(label="必答", required=False, initial=True)

    def clean_options(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines()]
        return [line for line in lines if line][:20]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("sort") in {"choice", "choices"} and len(found.get("options", [])) < 2:
            self.add_error("options", "请至少写两个选项，一行一个。")
        return found


class DoorForm(forms.Form):
    entry = forms.ChoiceField(
        label="怎么填", choices=SurveyDoor.Entry.choices, widget=forms.RadioSelect,
        error_messages={"required": "请选怎么填。"},
        help_text="链接：一台手机填一次。填写码：每码一次，印出来剪开发。登录：每个账号一次。",
    )  # fmt: skip
    who = forms.ChoiceField(
        label="请谁填", choices=Who.choices, widget=forms.RadioSelect,
        error_messages={"required": "请选请谁填。"},
    )  # fmt: skip
    classes = forms.ModelMultipleChoiceField(
        SchoolClass.objects.none(), label="分班级", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="勾了就一班一个入口，结果能按班级、年级看；不勾就共用一个。",
    )  # fmt: skip
    count = forms.IntegerField(
        label="填写码个数", required=False, min_value=0, max_value=3000, initial=0,
        help_text="只有填写码要填：每个班（或一共）几个。",
    )  # fmt: skip
    is_drawn = forms.BooleanField(label="抽签选代表：电脑随机抽人，填写码上印姓名", required=False)
    roles = forms.MultipleChoiceField(
        label="只请这些角色", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="登录后填写才用；不勾就是全体教职工。",
    )  # fmt: skip

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(str(r), role_name(r, kind)) for r in Role if r != Role.INSPECTOR]
        self.fields["roles"].choices = roles  # type: ignore[attr-defined]
        self.fields["who"].choices = who_offered(kind)  # type: ignore[attr-defined]
        if kind == Kind.HOSPITAL:
            del self.fields["classes"]
        else:
            self.fields["classes"].queryset = SchoolClass.objects.all()  # type: ignore[attr-defined]

    def clean_count(self) -> int:
        return self.cleaned_data["count"] or 0


class PaperForm(forms.Form):
    who = forms.ChoiceField(label="谁填的", choices=Who.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label="填好的表", help_text="先下载表样，一行一份，再上传（xlsx 或 csv）。",
        error_messages={"required": "请选填好的表。"},
    )  # fmt: skip

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = who_offered(kind)  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    conclusion = forms.CharField(
        label="公布时说的话", max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="结果说明了什么、打算怎么改。公布后不用登录就能看。",
    )  # fmt: skip


class PromiseForm(forms.Form):
    text = forms.CharField(
        label="承诺做什么", max_length=80, error_messages={"required": "请写承诺做什么。"}
    )
    due_on = day_field("什么时候前做到")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Staff.objects.filter(left_on=None)
        self.fields["assignee"] = pick_field("谁来做", people, required=True, empty="请选择")
        self.order_fields(["text", "assignee", "due_on"])
