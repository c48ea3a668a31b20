"""What strangers fill in, and what the office fills in about it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from houqin.core.roles import Kind, Role, role_name
from houqin.files.forms import PhotosField
from houqin.org.models import Department, Place, Staff
from houqin.ui.forms import day_field, pick_field
from houqin.voice.flows import VERDICTS
from houqin.voice.models import InspectionVisit, StationService, TaskCheck
from houqin.voice.services.going_round import LEADERS
from houqin.voice.subjects import SUBJECTS

OPEN_KINDS = (
    ("complaint", "投诉"), ("suggestion", "建议"), ("praise", "表扬"), ("question", "咨询"),
)  # fmt: skip
_MARKS = [(5, "5 很好"), (4, "4 好"), (3, "3 一般"), (2, "2 差"), (1, "1 很差")]


def _area(
    label: str, *, required: bool = True, most: int = 500, rows: int = 3, hint: str = ""
) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": f"请写{label}。"},
    )  # fmt: skip


def _people() -> Any:
    return Staff.objects.filter(left_on=None)


class Sender(forms.Form):
    """Who says it, if they like, and the token that makes two taps one."""

    name = forms.CharField(label="怎么称呼", max_length=30, required=False)
    phone = forms.CharField(
        label="电话", max_length=20, required=False,
        help_text="都不填就是匿名。填了只有受理的人看得到，不会让被反映的人知道。",
    )  # fmt: skip
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class SayForm(Sender):
    kind = forms.ChoiceField(
        label="想说什么", choices=OPEN_KINDS, widget=forms.RadioSelect,
        error_messages={"required": "请选是投诉、建议、表扬还是咨询。"},
    )  # fmt: skip
    text = _area("内容", most=1500, rows=5, hint="什么时候、在哪里、什么事。别写身份证号。")
    subject = forms.ChoiceField(
        label="关于", required=False, choices=[("", "（自动判断）"), *SUBJECTS]
    )
    photos = PhotosField(most=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["kind", "text", "photos", "subject", "name", "phone"])


class DeskForm(SayForm):
    """Of a stranger, who may say that it is about those who would handle it."""

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"] = forms.MultipleChoiceField(
            label="是不是反映下面的人", required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(str(role), role_name(role, kind)) for role in LEADERS],
            help_text="选了就绕开他们，由别的领导或上级来办，他们看不到。",
        )  # fmt: skip
        self.order_fields(["kind", "text", "photos", "subject", "about", "name", "phone"])


class EnterForm(SayForm):
    """Somebody of the office writes down what came on paper, by telephone or in person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = pick_field("地点", Place.objects.order_by("path"))
        self.fields["department"] = pick_field("涉及部门", Department.objects.all())
        self.fields["concerned"] = forms.ModelMultipleChoiceField(
            _people(), label="被反映的人", required=False,
            help_text="写了的人看不到这件事，也不能来调查。可选几位，电脑上按住 Ctrl 点。",
        )  # fmt: skip


class ConcernedForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = forms.ModelMultipleChoiceField(
            _people(),
            label="被反映的人",
            required=False,
            help_text="可选几位，电脑上按住 Ctrl 点。",
        )


class PublishOpinionForm(forms.Form):
    public_problem = _area("反映的问题", most=300, hint="概括地写，不写姓名、电话、班级里的谁。")
    public_answer = _area("怎么解决的", most=500, rows=4)


class TakeOnForm(forms.Form):
    plan = _area("打算怎么办")
    due_on = day_field("什么时候前答复")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = pick_field("责任人", _people(), required=True, empty="请选择")
        self.order_fields(["owner", "plan", "due_on"])


class AnswerHotForm(forms.Form):
    findings = _area("调查情况", most=1000)
    verdict = forms.ChoiceField(
        label="结论", choices=VERDICTS, widget=forms.RadioSelect,
        error_messages={"required": "请选结论。"},
    )  # fmt: skip
    measure = _area("处理措施", most=1000)
    answer = _area(
        "统一答复",
        most=1000,
        rows=4,
        hint="每一位反映的人看到的都是这段话，公开页上也有，别写姓名电话。",
    )


class CloseHotForm(forms.Form):
    conclusion = _area(
        "责任追究", required=False, most=1000, hint="查实的投诉必填：谁负什么责任，怎么处理。"
    )


class KeyCaseForm(forms.Form):
    title = forms.CharField(label="案例", max_length=80)
    category = forms.ChoiceField(label="类别", choices=SUBJECTS)
    happened_on = day_field("发生日期")
    course = _area("经过", most=1000, rows=4)
    displeased = _area("对方不满什么", most=300, rows=2)
    cause = _area("原因")
    weak_link = forms.CharField(label="薄弱环节", max_length=200)
    improvement = _area("怎么改进")
    due_on = day_field("改进期限")
    check_on = day_field("哪天查效果", help_text="一般是改进后三个月。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"] = pick_field("责任部门", Department.objects.all())
        self.fields["assignee"] = pick_field("谁来改进", _people(), required=True, empty="请选择")
        self.order_fields([
            "title", "category", "happened_on", "department", "course", "displeased", "cause",
            "weak_link", "improvement", "assignee", "due_on", "check_on",
        ])  # fmt: skip


class EffectForm(forms.Form):
    effect = _area("效果怎么样")
    is_effective = forms.TypedChoiceField(
        label="管用吗", coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=(("yes", "管用"), ("no", "不管用，还要再改")),
        error_messages={"required": "请选管用不管用。"},
    )  # fmt: skip


class StationForm(forms.Form):
    name = forms.CharField(label="名称", max_length=40, initial="阳光服务站")
    hours = forms.CharField(label="开放时间", max_length=100)
    place = forms.CharField(label="地点", max_length=60)
    phone = forms.CharField(label="电话", max_length=30, required=False)
    duty_note = forms.CharField(
        label="值班安排",
        max_length=200,
        required=False,
        help_text="例如：周一、三总务干事，周五校医。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"] = pick_field("今天值班", _people())
        self.order_fields(["name", "hours", "place", "duty", "duty_note", "phone"])


class ServiceForm(forms.Form):
    name = forms.CharField(label="办什么", max_length=40)
    steps = _area("怎么办、带什么")
    days = forms.IntegerField(label="几个工作日办好", min_value=1, max_value=60, initial=3)
    role = forms.ChoiceField(label="谁来办")
    position = forms.IntegerField(label="排第几", min_value=0, max_value=999, initial=10)
    is_offered = forms.BooleanField(label="正在受理", required=False, initial=True)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(str(r), role_name(r, kind)) for r in Role if r != Role.INSPECTOR]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


class AskForm(Sender):
    text = _area("要办的事", most=1000, rows=4)
    photos = PhotosField(most=3, required=False)

    def __init__(self, *args: Any, service: StationService, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = f"申请{service.name}："
        for field in ("name", "phone"):
            self.fields[field].required = True
            self.fields[field].error_messages["required"] = "办事要留姓名和电话，好通知您。"
        self.fields["phone"].help_text = "只用来通知办理结果。"
        self.order_fields(["text", "photos", "name", "phone"])


class VisitForm(forms.Form):
    title = forms.CharField(label="督察主题", max_length=60, initial="家长代表、社会人士督察")
    day = day_field("哪天")
    places = forms.CharField(label="看哪里", max_length=200)
    guests = _area(
        "来的代表", rows=6, most=2000, hint="一行一位：姓名，代表谁。例如：张岚，三（1）班家长"
    )

    repeat = forms.ChoiceField(
        label="多久一次", choices=InspectionVisit.Repeat.choices, required=False,
        help_text="定期的，这次过后自动排下一次，代表和陪同人照旧，日子避开节假日，都可以再改。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guide"] = pick_field("陪同人", _people(), required=True, empty="请选择")
        self.order_fields(["title", "day", "repeat", "places", "guide", "guests"])

    def clean_repeat(self) -> int:
        return int(self.cleaned_data["repeat"] or 0)

    def clean_guests(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["guests"].replace(",", "，").splitlines():
            name, _, stands_for = line.strip().partition("，")
            if name.strip():
                found.append((name.strip()[:30], stands_for.strip()[:40]))
        return found


class GuestForm(forms.Form):
    text = _area("意见", most=1000, rows=4, hint="一次写一条，交了可以再写。")
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class VisitPlanForm(forms.Form):
    day = day_field("哪天前去")
    look_at = _area("去看什么", required=False, most=300, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departments"] = forms.ModelMultipleChoiceField(
            Department.objects.all(), label="去哪些科室", widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "请选要去的科室。"},
        )  # fmt: skip
        self.fields["leader"] = pick_field("谁去", _people(), required=True, empty="请选择")
        self.order_fields(["departments", "leader", "day", "look_at"])


class DepartmentVisitForm(forms.Form):
    day = day_field("哪天去的")
    work = _area("工作情况")
    mood = _area("思想动态", required=False)
    problems = _area(
        "发现的问题", required=False, most=2000, hint="一行一条，每条单独有人整改、有复查。"
    )
    difficulties = _area(
        "科室困难", required=False, most=2000, rows=4, hint="一行一条，每条单独有人办、有答复。"
    )
    personal = _area(
        "个人困难（保密）", required=False, most=2000, hint="一行一条，只有责任人和领导看得到。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"] = pick_field(
            "科室", Department.objects.all(), required=True, empty="请选择"
        )
        self.fields["told_by"] = pick_field("谁反映的", _people(), help_text="办好以后由这位确认。")
        self.order_fields([
            "department", "day", "work", "mood", "problems", "difficulties", "personal",
        ])  # fmt: skip

    def _lines(self, name: str) -> list[str]:
        return [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()][:20]

    def clean_problems(self) -> list[str]:
        return self._lines("problems")

    def clean_difficulties(self) -> list[str]:
        return self._lines("difficulties")

    def clean_personal(self) -> list[str]:
        return self._lines("personal")


class DifficultyForm(forms.Form):
    text = _area("困难", most=1000, rows=4, hint="只有您、责任人和领导看得到；统计时不带姓名。")


class CheckForm(forms.Form):
    found = forms.ChoiceField(
        label="落实了吗", choices=TaskCheck.Found.choices, widget=forms.RadioSelect,
        error_messages={"required": "请选结论。"},
    )  # fmt: skip
    note = _area("说明", required=False, most=300, rows=2, hint="没有全部落实的必填：差在哪里。")


class PointForm(forms.Form):
    name = forms.CharField(label="哪里", max_length=40, help_text="例如：门诊一楼候诊区、五病区。")
    is_used = forms.BooleanField(label="正在用", required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"] = pick_field("科室、部门", Department.objects.all())
        self.order_fields(["name", "department"])


class RateForm(forms.Form):
    environment = forms.TypedChoiceField(
        label="环境", coerce=int, choices=_MARKS, widget=forms.RadioSelect,
        error_messages={"required": "请给环境打个分。"},
    )  # fmt: skip
    service = forms.TypedChoiceField(
        label="服务", coerce=int, choices=_MARKS, widget=forms.RadioSelect,
        error_messages={"required": "请给服务打个分。"},
    )  # fmt: skip
    said = _area("说一句", required=False, most=300, rows=2)
