"""Publishing and withdrawing."""

from __future__ import annotations

from typing import Any

from django import forms

from houqin.core.roles import Kind, Role, role_name
from houqin.files.forms import FilesField
from houqin.org.colleagues import colleagues
from houqin.org.models import Department
from houqin.ui.forms import day_field

BOTH = "选了岗位、部门或人员，又选了“全体”：请改选“选岗位、部门、人员”，或去掉勾选。"
NOBODY = "请选岗位、部门或人员；发给所有人就选“全体”。"


class PublishForm(forms.Form):
    title = forms.CharField(
        label="标题", max_length=80, error_messages={"required": "请写标题。"},
    )  # fmt: skip
    text = forms.CharField(
        label="正文", max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "请写正文。"},
    )  # fmt: skip
    attached = FilesField(
        label="附件", required=False, help_text="照片、PDF、Word、Excel，最多 6 个。"
    )
    for_everybody = forms.TypedChoiceField(
        label="发给谁", choices=[("1", "全体"), ("0", "选岗位、部门、人员")],
        widget=forms.RadioSelect, initial="1", coerce=lambda told: told == "1",
        error_messages={"required": "请选发给谁。"},
    )  # fmt: skip
    must_confirm = forms.BooleanField(label="须确认：每个人要按“我已知悉”", required=False)
    confirm_by = day_field(
        "确认截止", required=False, help_text="须确认时可填；到期当天早上自动提醒没确认的人。"
    )
    is_urgent = forms.BooleanField(
        label="要紧：马上发到邮件和消息渠道，不等每日汇总", required=False
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # everybody is of the staff, and an inspector is no reader
        offered = [r for r in Role if r not in {Role.INSPECTOR, Role.STAFF}]
        inside = [(r.value, role_name(r, kind)) for r in offered]
        self.fields["roles"] = forms.MultipleChoiceField(
            label="岗位", choices=inside, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields["departments"] = forms.ModelMultipleChoiceField(
            Department.objects.all(), label="部门", required=False,
            widget=forms.CheckboxSelectMultiple, help_text="下属部门的人也会收到。",
        )  # fmt: skip
        self.fields["people"] = forms.ModelMultipleChoiceField(
            colleagues().select_related("department").order_by("department__name", "name", "pk"),
            label="人员", required=False, widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip

    def by_department(self) -> list[tuple[str, list[Any]]]:
        """The boxes of the people, folded by department: a school has hundreds."""
        groups: dict[str, list[Any]] = {}
        for box in self["people"]:
            department = box.data["value"].instance.department
            groups.setdefault(department.name if department else "没有部门", []).append(box)
        return list(groups.items())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        chosen = any(given.get(name) for name in ("roles", "departments", "people"))
        if given.get("for_everybody") is False and not chosen:
            self.add_error("for_everybody", NOBODY)
        if given.get("for_everybody") and chosen:
            self.add_error("for_everybody", BOTH)
        if given.get("confirm_by") and not given.get("must_confirm"):
            self.add_error("confirm_by", "填了确认截止，请同时勾上“须确认”。")
        return given


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="为什么撤回", max_length=100, help_text="收到的人会看到，例如：时间有变，另发一份。",
        error_messages={"required": "请写明为什么撤回。"},
    )  # fmt: skip
