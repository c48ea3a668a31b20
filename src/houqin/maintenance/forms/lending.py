"""Lending, handing out to rooms, and bringing back."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from houqin.maintenance.models import EquipmentKind, GoodsLoan
from houqin.org.forms.structure import staff_here, text
from houqin.org.models import Place, SchoolClass
from houqin.org.wording import Words
from houqin.ui.forms import day_field, pick_field

_NUMBER = {"invalid": "请填整数。", "required": "请填数量。"}


class LendForm(forms.Form):
    def __init__(self, *args: Any, said: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goods"] = text("借什么", 40, help_text="例如：篮球、跳绳。")
        self.fields["quantity"] = forms.IntegerField(
            label="数量", min_value=1, max_value=9999, error_messages=_NUMBER
        )
        if said.has_classes:
            self.fields["school_class"] = pick_field("班级", SchoolClass.objects.all())
        self.fields["staff"] = pick_field("借用人", staff_here(), required=True)
        self.fields["place"] = pick_field(
            "放在哪间", Place.objects.all(), empty="（不固定放）",
            help_text="发到房间里用的（遥控器、饮水机钥匙）选上，没交齐这间不能清退。",
        )  # fmt: skip
        self.fields["due_on"] = day_field(
            "什么时候还", required=False, help_text="不填就是当天还。"
        )
        self.fields["token"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class HandOutForm(forms.Form):
    """One for each piece of a kind, to every room at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goods"] = text("发什么", 40)
        self.fields["kind"] = pick_field(
            "按哪类设备发", EquipmentKind.objects.all(), required=True,
            help_text="设备台账里有几台就发几个，一间一笔。",
        )  # fmt: skip
        self.fields["due_on"] = day_field("什么时候收回", help_text="一般是学期最后一天。")
        self.fields["staff"] = pick_field(
            "没有保管人的由谁签收", staff_here(), required=True,
            help_text="先看设备的保管人，再看这个班的班主任，都没有的由这位签收。",
        )  # fmt: skip
        self.fields["token"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class CollectForm(forms.Form):
    """How many each room brought back: all, unless somebody says otherwise."""

    def __init__(self, *args: Any, loans: list[GoodsLoan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loans = loans
        for loan in loans:
            self.fields[f"back{loan.pk}"] = forms.IntegerField(
                label=str(loan.place), min_value=loan.returned, max_value=loan.quantity,
                initial=loan.quantity, error_messages=_NUMBER,
                help_text=f"发了 {loan.quantity}，{loan.staff.name}签收",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        found = {loan.pk: given.get(f"back{loan.pk}") for loan in self.loans}
        return {"counts": {pk: count for pk, count in found.items() if count is not None}}


class BackForm(forms.Form):
    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["returned"] = forms.IntegerField(
            label="一共还了几个", min_value=0, max_value=most, error_messages=_NUMBER
        )
        self.fields["note"] = text(
            "没还的怎么办", 200, required=False,
            help_text="还齐了不用写。丢了、坏了的写明，这一笔就结清。",
        )  # fmt: skip
        self.fields["charge"] = forms.DecimalField(
            label="赔多少（元）", min_value=0, max_digits=8, decimal_places=2, required=False,
            error_messages={"invalid": "请填金额，例如 25。"},
        )  # fmt: skip
