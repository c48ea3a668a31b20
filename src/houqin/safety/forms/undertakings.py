"""Forms of undertakings."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.core.roles import Role, role_name
from houqin.files.forms import PhotosField
from houqin.org.models import SchoolClass
from houqin.safety.models import Audience, UndertakingTemplate
from houqin.ui.forms import day_field


class TemplateForm(forms.Form):
    title = forms.CharField(
        label="名称", max_length=60, error_messages={"required": "请写责任状名称。"}
    )
    audience = forms.ChoiceField(
        label="谁来签", choices=Audience.choices, widget=forms.RadioSelect, initial="staff"
    )
    roles = forms.MultipleChoiceField(
        label="岗位",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="由教职工签的选岗位；一个都不选就是全体。",
    )
    text = forms.CharField(
        label="正文",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": "请写责任状正文。"},
    )
    is_active = forms.BooleanField(label="在用", required=False, initial=True)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = [r for r in Role if r is not Role.INSPECTOR]
        roles = [(r.value, role_name(r, kind)) for r in inside]
        self.fields["roles"].choices = roles  # type: ignore[attr-defined]


class IssueForm(forms.Form):
    title = forms.CharField(
        label="这一批的名称", max_length=80, error_messages={"required": "请写这一批的名称。"}
    )
    since = day_field("从哪天起")
    until = day_field("到哪天止")

    def __init__(self, *args: Any, template: UndertakingTemplate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if template.audience == Audience.PARENTS:
            self.fields["classes"] = forms.ModelMultipleChoiceField(
                SchoolClass.objects.only("pk", "name"),
                label="班级",
                widget=forms.CheckboxSelectMultiple,
                help_text="每个学生的家长一份，各有各的链接，不用账号。",
                error_messages={"required": "请选班级。"},
            )
        if template.audience == Audience.OTHERS:
            self.fields["names"] = forms.CharField(
                label="名单",
                widget=forms.Textarea(attrs={"rows": 8}),
                help_text="一行一个，例如：3号楼201 张师傅。",
                error_messages={"required": "请填名单，一行一个。"},
            )

    def clean_names(self) -> list[str]:
        return str(self.cleaned_data["names"]).splitlines()


class SignForm(forms.Form):
    """A signature drawn with the finger; the pad puts it into the file field."""

    drawn = PhotosField(
        label="签名", most=1, error_messages={"required": "请在框里用手指签名，再提交。"}
    )


class OutsideSignForm(SignForm):
    name = forms.CharField(
        label="签名人姓名", max_length=60, error_messages={"required": "请写您的姓名。"}
    )
    agreed = forms.BooleanField(
        label="我已看完正文，愿意遵守", error_messages={"required": "请看完正文后勾选。"}
    )
    field_order = ["agreed", "name", "drawn"]


class PaperForm(forms.Form):
    photos = PhotosField(label="签字页照片", most=4)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="为什么不用签", max_length=100, help_text="例如：已转学、已离岗。",
        error_messages={"required": "请写明为什么不用签。"},
    )  # fmt: skip
