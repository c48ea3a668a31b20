"""Forms of the roster."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from houqin.core.roles import Role
from houqin.org.models import Place, RoleHolding, Staff
from houqin.safety.forms.patrols import weekdays_field
from houqin.safety.models import Duty, DutyPost
from houqin.ui.forms import clock_field, day_field, pick_field


class PostForm(forms.Form):
    name = forms.CharField(
        label="岗位", max_length=30, help_text="例如：校门早护学、东楼梯课间、领导带班。",
        error_messages={"required": "请写岗位名称。"},
    )  # fmt: skip
    sort = forms.ChoiceField(label="种类", choices=DutyPost.Sort.choices, initial="teacher")
    opens = clock_field("从")
    closes = clock_field("到", "比开始早就是到第二天。")
    people = forms.IntegerField(label="要几个人", min_value=1, max_value=20, initial=1)
    days = forms.ChoiceField(
        label="哪些日子", initial="work", widget=forms.RadioSelect,
        choices=[("work", "工作日（按校历）"), ("rest", "休息日（双休日、节假日、假期）"),
                 ("week", "按星期")],
    )  # fmt: skip
    weekdays = weekdays_field("按星期的，选星期几")
    looks = forms.CharField(
        label="值日要求", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：提前十分钟到岗，盯住楼梯口，发现打闹马上制止。",
    )  # fmt: skip
    since = day_field("从哪天起")
    is_active = forms.BooleanField(label="在用", required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Place.objects.only("pk", "name", "full_name", "path").order_by("path")
        self.fields["place"] = pick_field(
            "场所", places, empty="（不定场所）", help_text="定了场所，扫那里的二维码就能签到。"
        )
        first = ["name", "sort", "place", "opens", "closes", "people", "days", "weekdays"]
        self.order_fields([*first, "looks", "since", "is_active"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        days = given.pop("days", "work")
        given["workdays_only"], given["rest_days_only"] = days == "work", days == "rest"
        return given


def people_now() -> Any:
    """Who works here; an inspector who only looks is none of them."""
    lookers = RoleHolding.objects.filter(role=Role.INSPECTOR).values("staff")
    here = Staff.objects.filter(left_on=None).exclude(pk__in=lookers)
    return here.only("pk", "name").order_by("name")


class FillForm(forms.Form):
    first = day_field("从哪天起")
    last = day_field("到哪天")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = forms.ModelMultipleChoiceField(
            people_now(), label="轮流值日的人", widget=forms.CheckboxSelectMultiple,
            help_text="按姓名先后一天一天轮；已经排好的日子不动。",
            error_messages={"required": "请选值日的人。"},
        )  # fmt: skip


class GiveForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"] = pick_field(
            "改由谁值日", people_now(), empty="（撤下这一班，先空着）"
        )


class SwapForm(forms.Form):
    why = forms.CharField(
        label="原因", max_length=100, error_messages={"required": "请写为什么换班。"}
    )

    def __init__(self, *args: Any, duty: Duty, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"] = pick_field(
            "换给谁", people_now().exclude(pk=duty.staff_id), required=True, empty="（请选）"
        )
        theirs = Duty.objects.filter(day__gte=today, signed_at=None).exclude(staff=duty.staff_id)
        self.fields["in_return"] = _TurnField(
            theirs.select_related("post", "staff")[:200] if not self.is_bound
            else theirs.select_related("post", "staff"),
            label="换回哪一班", required=False, empty_label="（不换回，只请替班）",
            error_messages={"invalid_choice": "这一班已经变了，请重新选。"},
        )  # fmt: skip
        self.order_fields(["taker", "in_return", "why"])


class _TurnField(forms.ModelChoiceField[Duty]):
    def label_from_instance(self, obj: Duty) -> str:
        return f"{obj.staff.name} {obj}"
