"""Forms made of what a flow asks for: one for each step, one to open a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import Case as When
from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Value
from django.db.models import When as If

from houqin.cases.flow import Flow, Need, NeedKind
from houqin.cases.services.given import FILES, LONGEST
from houqin.core import clock
from houqin.files.forms import PhotosField
from houqin.ledgers.forms.controls import SignatureField
from houqin.org.colleagues import colleagues
from houqin.org.models import Place, RoleHolding, Staff
from houqin.ui.forms import day_field, pick_field

STARS = (("5", "很满意"), ("4", "满意"), ("3", "一般"), ("2", "不满意"), ("1", "很不满意"))


def staff_rows(roles: Sequence[str] = ()) -> QuerySet[Staff]:
    """Everybody here; holders of the roles first."""
    rows = colleagues()
    if not roles:
        return rows.order_by("name", "pk")
    held = RoleHolding.objects.on(clock.today()).filter(staff=OuterRef("pk"), role__in=roles)
    first = When(If(Exists(held), then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.annotate(rank=first).order_by("rank", "name", "pk")


def _lines(need: Need) -> forms.Field:
    return forms.CharField(
        max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), help_text=need.help
    )


def _money(need: Need) -> forms.Field:
    return forms.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, help_text=need.help,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "data-unit": "元"}),
        error_messages={"invalid": "金额请填数字，例如 120.50。"},
    )  # fmt: skip


def _pick(options: Sequence[tuple[str, str]]) -> forms.Field:
    return forms.ChoiceField(choices=options, widget=forms.RadioSelect())


_MAKE: dict[NeedKind, Callable[[Need], forms.Field]] = {
    NeedKind.TEXT: _lines,
    NeedKind.MEASURE: _lines,
    NeedKind.MONEY: _money,
    NeedKind.PERSON: lambda need: pick_field(
        need.label, staff_rows(need.roles), empty="（请选人）"
    ),
    NeedKind.PLACE: lambda need: pick_field(
        need.label, Place.objects.order_by("path"), empty="（请选地点）", help_text=need.help
    ),
    NeedKind.DATE: lambda need: day_field(need.label, help_text=need.help),
    NeedKind.CHOICE: lambda need: _pick(need.options),
    NeedKind.RATING: lambda need: _pick(STARS),
    NeedKind.PHOTO: lambda need: PhotosField(help_text=need.help),
    NeedKind.SIGNATURE: lambda need: SignatureField(most=1, help_text=need.help),
}


class NeedsForm(forms.Form):
    """``given`` and ``uploads`` are what the services want, by need."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs: Sequence[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = needs
        for need in needs:
            field = _MAKE[need.kind](need)
            field.label, field.required = need.label, need.required
            self.fields[need.code] = field

    @property
    def given(self) -> dict[str, Any]:
        return {
            need.code: self.cleaned_data.get(need.code)
            for need in self.needs
            if need.kind not in FILES
        }

    @property
    def uploads(self) -> dict[str, list[Any]]:
        return {
            need.code: self.cleaned_data.get(need.code) or []
            for need in self.needs
            if need.kind in FILES
        }


class OpenForm(NeedsForm):
    """Reporting: a title, a photo, a place; the flow's own questions after them."""

    title = forms.CharField(
        label="什么事", max_length=120,
        error_messages={"required": "请写一句是什么事。"},
        widget=forms.TextInput(attrs={"placeholder": "例如：三楼走廊灯不亮"}),
    )  # fmt: skip
    photos = PhotosField(required=False, label="照片")
    text = forms.CharField(
        label="详细说明", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, flow: Flow, **kwargs: Any) -> None:
        super().__init__(*args, needs=flow.open_needs, **kwargs)
        own = [need.code for need in flow.open_needs]
        self.fields["place"] = pick_field("在哪里", Place.objects.order_by("path"))
        if flow.kinds:
            self.fields["kind"] = _pick(flow.kinds)
            self.fields["kind"].label, self.fields["kind"].required = "类别", False
        if len(flow.grades) > 1:
            self.fields["grade"] = _pick([(one.code, one.name) for one in flow.grades])
            self.fields["grade"].label = "等级"
            self.initial.setdefault("grade", flow.default_grade or flow.grades[0].code)
        self.order_fields(["title", "photos", "place", "kind", "grade", "text", *own])
