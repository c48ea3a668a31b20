"""The register's forms."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from houqin.files.forms import PhotosField
from houqin.maintenance.models import Contractor, Equipment, EquipmentKind
from houqin.org.forms.structure import staff_here, text
from houqin.org.models import Place
from houqin.ui.forms import day_field, pick_field

_WRONG = {"invalid": "请填数字。", "required": "请填数字。"}


class KindForm(forms.Form):
    name = text("类别", 30)
    months = forms.IntegerField(
        label="法定检验周期（月）", required=False, min_value=1, max_value=120,
        help_text="法律没有要求检验的，空着。", error_messages=_WRONG,
    )  # fmt: skip
    remind_days = forms.IntegerField(
        label="到期前几天提醒", min_value=1, max_value=365, error_messages=_WRONG
    )
    stops = forms.BooleanField(label="过期没有合格证，自动停用", required=False)


class ContractorForm(forms.Form):
    name = text("单位名称", 60)
    trade = text("做什么", 60, required=False, help_text="例如：电梯维保、消防维保、空调清洗。")
    contact = text("联系人", 30, required=False)
    phone = text("电话", 30, required=False)
    contract_until = day_field("合同到期", required=False)
    is_active = forms.BooleanField(label="在用", required=False, initial=True)


class EquipmentForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = text("名称", 40)
        self.fields["code"] = text("编号", 30, help_text="一台一个编号，例如 KT-101。")
        self.fields["kind"] = pick_field("类别", EquipmentKind.objects.all(), required=True)
        self.fields["place"] = pick_field("场所", Place.objects.all(), required=True)
        self.fields["quantity"] = forms.IntegerField(
            label="数量", min_value=1, max_value=9999, initial=1, error_messages=_WRONG,
            help_text="同一间里同样的几台，可以记在一行。",
        )  # fmt: skip
        self.fields["maker"] = text("厂家和型号", 60, required=False)
        self.fields["installed_on"] = day_field("安装日期", required=False)
        self.fields["warranty_until"] = day_field("保修到", required=False)
        self.fields["keeper"] = pick_field("保管人", staff_here())
        self.fields["contractor"] = pick_field("维保单位", Contractor.objects.all())
        self.fields["estimate"] = forms.DecimalField(
            label="更换估价（元）", required=False, min_value=0, max_digits=10, decimal_places=2,
            help_text="要更换的填上，更换清单会合计。", error_messages=_WRONG,
        )  # fmt: skip
        self.fields["certificate"] = text("检验证号", 60, required=False)
        self.fields["next_inspection_on"] = day_field(
            "下次检验日期", required=False, help_text="有法定检验的填；到期前自动提醒。"
        )


class StateForm(forms.Form):
    state = forms.ChoiceField(
        label="状态", choices=Equipment.State.choices, widget=forms.RadioSelect
    )
    reason = text("原因", 200, required=False, help_text="停用必须写明。")


class InspectionForm(forms.Form):
    inspected_on = day_field("检验日期")
    agency = text("检验机构", 60)
    passed = forms.TypedChoiceField(
        label="结论", choices=(("1", "合格"), ("0", "不合格")), widget=forms.RadioSelect,
        coerce=lambda value: value == "1", initial="1",
    )  # fmt: skip
    certificate = text("证书或报告号", 60, required=False)
    next_on = day_field("下次检验日期")
    note = text("说明", 300, required=False)
    papers = PhotosField(label="证书照片", required=False)


class RecheckForm(forms.Form):
    passed = forms.TypedChoiceField(
        label="复查结果", choices=(("1", "合格，恢复使用"), ("0", "仍不合格")),
        widget=forms.RadioSelect, coerce=lambda value: value == "1",
    )  # fmt: skip
    note = text("看了什么", 300)
    photos = PhotosField(label="照片", required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
