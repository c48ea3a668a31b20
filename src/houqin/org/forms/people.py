"""Staff, roles, leave, accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from houqin.core.roles import Kind
from houqin.org.forms.structure import staff_here, text
from houqin.org.models import Department, RoleHolding, Staff
from houqin.org.resources.staff import role_labels
from houqin.org.wording import words
from houqin.ui.forms import day_field, pick_field

_PHONE = RegexValidator(r"^\+?\d{5,19}$", "手机号只含数字，例如 13800000000。")
_USERNAME = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]{1,39}$", "用户名用 2 到 40 个字母、数字，可以带点、横线和下划线。"
)


def _role_choices(kind: Kind) -> list[tuple[str, str]]:
    return [(code, name) for name, code in role_labels(kind).items()]


class StaffForm(forms.Form):
    """A person with undated roles; ``row`` is the person being changed."""

    def __init__(self, *args: Any, kind: Kind, row: Staff | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = staff_here().exclude(pk=row.pk) if row else staff_here()
        self.fields["name"] = text("姓名", 50)
        self.fields["number"] = text("工号", 30, required=False)
        self.fields["department"] = pick_field(words(kind).department, Department.objects.all())
        self.fields["position"] = text("岗位", 30, required=False, help_text="例如：语文教师、厨师")
        self.fields["superior"] = pick_field(
            "上级", others, help_text="任务逾期、延期时，由上级知道。"
        )
        self.fields["phone"] = forms.CharField(
            label="手机号",
            max_length=20,
            required=False,
            validators=[_PHONE],
            widget=forms.TextInput(attrs={"inputmode": "tel"}),
        )
        self.fields["roles"] = self._many("角色", kind, "可选多个。没有选的就是普通教职工。")
        self.fields["deputy_roles"] = self._many("代理角色", kind, "担任人不在时由他代办。")

    def _many(self, label: str, kind: Kind, help_text: str) -> forms.MultipleChoiceField:
        return forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=_role_choices(kind),
            widget=forms.CheckboxSelectMultiple,
            help_text=help_text,
        )

    @staticmethod
    def start(row: Staff) -> dict[str, Any]:
        held = RoleHolding.objects.filter(staff=row, since=None, until=None, department=None)
        pairs = list(held.values_list("role", "is_deputy"))
        return {
            "name": row.name, "number": row.number, "department": row.department_id,
            "position": row.position, "superior": row.superior_id, "phone": row.phone,
            "roles": [role for role, deputy in pairs if not deputy],
            "deputy_roles": [role for role, deputy in pairs if deputy],
        }  # fmt: skip


class RoleForm(forms.Form):
    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(label="角色", choices=_role_choices(kind))
        self.fields["department"] = pick_field(
            words(kind).department, Department.objects.all(), empty="（全单位）",
            help_text="只管一个部门时选它，例如某年级的组长。",
        )  # fmt: skip
        self.fields["is_deputy"] = forms.BooleanField(
            label="代理（别人不在时代办）", required=False
        )
        self.fields["since"] = day_field("从哪天起", required=False)
        self.fields["until"] = day_field("到哪天止", required=False)


class LeaveForm(forms.Form):
    left_on = day_field("离岗日期", help_text="从这天起不能再登录本单位，过去的记录都保留。")


class AccountForm(forms.Form):
    username = forms.CharField(
        label="用户名",
        max_length=40,
        validators=[_USERNAME],
        help_text="登录用，全系统不重复。登记了手机号的，也可以用手机号登录。",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )


class AbsenceForm(forms.Form):
    """Leave; who may not keep people sees only the own name."""

    def __init__(self, *args: Any, only: Staff | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Staff.objects.filter(pk=only.pk) if only else staff_here()
        self.fields["staff"] = pick_field("谁请假", people, required=True, empty="请选择")
        if only:
            self.fields["staff"].initial = only.pk
            self.fields["staff"].empty_label = None  # type: ignore[attr-defined]
        self.fields["first"] = day_field("第一天")
        self.fields["last"] = day_field("最后一天")
        self.fields["substitute"] = pick_field(
            "代班人", staff_here(), help_text="这几天到期的任务会交给代班人；不选则列入待改派。"
        )
        self.fields["reason"] = text("原因", 100, required=False)
