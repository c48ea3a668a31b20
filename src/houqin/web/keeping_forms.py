"""What the keeper of the installation fills in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from houqin.accounts.models import User
from houqin.core.roles import Kind
from houqin.org.models import Institution
from houqin.org.models.institution import KindChoices

_SEPARATORS = re.compile(r"[\s-]+")


def _phone(help_text: str) -> forms.CharField:
    return forms.CharField(
        label="手机号",
        max_length=20,
        validators=User._meta.get_field("phone").validators,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        error_messages={"required": "请填写手机号，登录时要用。"},
        help_text=help_text,
    )


class _Person(forms.Form):
    """Spaces and dashes that people write into a telephone number are no mistake."""

    _phone_name = "phone"

    def __init__(self, data: Any = None, **known: Any) -> None:
        if data is not None:
            data = data.copy()
            data[self._phone_name] = _SEPARATORS.sub("", data.get(self._phone_name, ""))
        super().__init__(data, **known)


class AnotherForm(_Person):
    _phone_name = "admin_phone"

    kind = forms.ChoiceField(
        label="类型",
        choices=KindChoices.choices,
        initial=str(Kind.SCHOOL),
        widget=forms.RadioSelect,
        help_text="用词、部门、校历和法定职责照它准备好，以后不能改。",
    )
    name = forms.CharField(
        label="单位名称", max_length=80, error_messages={"required": "请填写单位名称。"}
    )
    code = forms.CharField(
        label="网址代码",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        help_text="出现在网址里，2 到 30 个小写字母、数字或短横。不填就用名称的拼音首字母。",
    )
    admin_name = forms.CharField(
        label="第一位信息员",
        max_length=50,
        error_messages={"required": "请填写信息员的姓名。"},
        help_text="先由这个人兼任总务主任，以后再分给别人。",
    )
    admin_phone = _phone("用它登录。临时密码在下一页显示一次。")


def institution_choices(works_at: Iterable[int] = ()) -> forms.ModelMultipleChoiceField[Any]:
    return forms.ModelMultipleChoiceField(
        Institution.objects.exclude(pk__in=works_at).order_by("name", "pk"),
        label="可以查看的单位",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "有一个单位已经不在，请刷新后再选。"},
    )


class InspectorForm(_Person):
    name = forms.CharField(
        label="姓名",
        max_length=50,
        error_messages={"required": "请填写检查员的姓名，例如“教育局王老师”。"},
    )
    phone = _phone("用它登录。没有账号就新建，临时密码在下一页显示一次。")

    def __init__(self, data: Any = None, **known: Any) -> None:
        super().__init__(data, **known)
        field = institution_choices()
        field.required = True
        field.error_messages["required"] = "请至少选一个单位。"
        self.fields["institutions"] = field


class AccessForm(forms.Form):
    """The institutions of a known inspector, but for those where this person works."""

    def __init__(self, data: Any = None, *, works_at: set[int], **known: Any) -> None:
        super().__init__(data, **known)
        field = institution_choices(works_at)
        field.help_text = "去掉勾选，马上不能再看。"
        self.fields["institutions"] = field
