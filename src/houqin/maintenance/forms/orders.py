"""Reporting from inside, parts, firms, repairers, and several faults at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from houqin.files.forms import PhotosField
from houqin.maintenance.models import Contractor
from houqin.maintenance.rules.faults import fault_choices, trade_choices
from houqin.org.forms.structure import staff_here, text
from houqin.org.models import Place
from houqin.ui.forms import pick_field

LINES = 8
_NUMBER = {"invalid": "请填数字。", "required": "请填数字。"}


class ReportForm(forms.Form):
    """Short: a place, what is broken, a sentence, a photo."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = pick_field("在哪里", Place.objects.all(), required=True)
        self.fields["fault"] = forms.ChoiceField(
            label="什么坏了", choices=fault_choices(), widget=forms.RadioSelect,
            error_messages={"required": "请选什么坏了。"},
        )  # fmt: skip
        self.fields["text"] = forms.CharField(
            label="说一句", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": "请说一句是什么毛病。"},
        )  # fmt: skip
        self.fields["grade"] = forms.ChoiceField(
            label="急不急", widget=forms.RadioSelect, initial="normal",
            choices=(("normal", "一般"), ("urgent", "紧急"), ("later", "不急")),
        )  # fmt: skip
        self.fields["photos"] = PhotosField(label="照片", required=False, most=6)
        self.fields["token"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class PartForm(forms.Form):
    name = text("材料", 40)
    quantity = forms.DecimalField(
        label="数量", min_value=Decimal("0.01"), max_digits=8, decimal_places=2, initial=1,
        error_messages=_NUMBER,
    )  # fmt: skip
    unit = text("单位", 6, required=False)
    price = forms.DecimalField(
        label="单价（元）", min_value=0, max_digits=9, decimal_places=2, error_messages=_NUMBER
    )


class FirmLinkForm(forms.Form):
    days = forms.IntegerField(
        label="链接几天有效", min_value=1, max_value=90, initial=14, error_messages=_NUMBER
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Contractor.objects.filter(is_active=True)
        self.fields["contractor"] = pick_field("外单位", rows, required=True)
        self.order_fields(["contractor", "days", "token"])


class RepairerForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"] = pick_field("维修人员", staff_here(), required=True)
        self.fields["trades"] = forms.MultipleChoiceField(
            label="会修什么", choices=trade_choices(), required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        high = Place.objects.filter(sort__in=["site", "building", "floor", "ground"])
        self.fields["zones"] = forms.ModelMultipleChoiceField(
            high, label="负责哪些地方", required=False, widget=forms.CheckboxSelectMultiple,
            help_text="选楼或场地，里面的房间都算。不选就是全单位。",
        )  # fmt: skip
        self.fields["most_jobs"] = forms.IntegerField(
            label="同时最多几件", min_value=1, max_value=99, initial=8, error_messages=_NUMBER
        )
        self.fields["is_active"] = forms.BooleanField(
            label="参加派工", required=False, initial=True
        )


class BatchForm(forms.Form):
    """Up to eight faults on one sheet, for whoever collects them for a grade or an office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = text("名称", 60, help_text="例如：三年级第 12 周教室问题。")
        self.fields["token"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
        places = list(Place.objects.order_by("path").values_list("pk", "full_name"))
        for number in range(LINES):
            self.fields[f"place{number}"] = forms.TypedChoiceField(
                label="在哪里", choices=[("", "（选地方）"), *places], required=False, coerce=int,
                empty_value=None,
            )  # fmt: skip
            self.fields[f"fault{number}"] = forms.ChoiceField(
                label="什么坏了", choices=fault_choices(), required=False, initial="other"
            )
            self.fields[f"text{number}"] = text("说一句", 200, required=False)

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Bound fields line by line, for the template."""
        return [(self[f"place{n}"], self[f"fault{n}"], self[f"text{n}"]) for n in range(LINES)]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        lines = []
        for number in range(LINES):
            place, said = given.pop(f"place{number}", None), given.pop(f"text{number}", "")
            fault = given.pop(f"fault{number}", "") or "other"
            if place and said:
                lines.append((place, fault, said))
            elif place or said:
                name = "text" if place else "place"
                self.add_error(f"{name}{number}", "这一行没有写全。")
        if not lines and not self.errors:
            raise ValidationError("请至少写一处问题。")
        return given | {"lines": lines}
