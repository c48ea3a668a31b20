"""A class's list of broken furniture, as many lines as it takes, and what became of them."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from houqin.maintenance.models import BrokenPiece
from houqin.maintenance.rules.furniture import Broken, thing_choices
from houqin.org.forms.structure import text
from houqin.org.models import Place, SchoolClass
from houqin.ui.forms import pick_field

SHOWN, MOST = 4, 60
_LINE = re.compile(r"line-(\d{1,3})-thing")
_FATES = (("mended", "修好"), ("exchanged", "换新"), ("scrapped", "报废"))
_NUMBER = {"invalid": "请填整数。", "required": "请填整数。"}


class LineForm(forms.Form):
    def __init__(self, *args: Any, places: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = forms.TypedChoiceField(
            label="在哪里", required=False, coerce=int, empty_value=None,
            choices=[("", "（同上一行）"), *places],
        )  # fmt: skip
        self.fields["thing"] = forms.ChoiceField(label="什么", choices=thing_choices())
        self.fields["quantity"] = forms.IntegerField(
            label="几件", min_value=1, max_value=999, required=False, error_messages=_NUMBER
        )
        self.fields["said"] = text("怎么坏的", 100, required=False)


class ClassListForm(forms.Form):
    """``lines`` are what was sent, by the numbers in the names; a line without a count is none."""

    def __init__(self, *args: Any, title: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        classes = SchoolClass.objects.all()
        self.fields["title"] = text("名称", 60)
        self.fields["title"].initial = title
        self.fields["school_class"] = pick_field("班级", classes)
        self.fields["token"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
        self._places = list(Place.objects.order_by("path").values_list("pk", "full_name"))
        sent = {int(found[1]) for name in self.data if (found := _LINE.fullmatch(name))}
        numbers = sorted(sent)[:MOST] if self.is_bound else range(SHOWN)
        self.lines = [(number, self._line(str(number))) for number in numbers]
        for _number, first in self.lines[:1]:
            first.fields["place"].choices = [("", "（选地方）"), *self._places]  # type: ignore[attr-defined]
        self.blank = self._line("__n__")

    def _line(self, number: str) -> LineForm:
        return LineForm(
            self.data if self.is_bound and number.isdigit() else None,
            prefix=f"line-{number}", places=self._places,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        found: list[Broken] = []
        place: int | None = None
        for _number, line in self.lines:
            if not line.is_valid():
                raise ValidationError("有的行填得不对，请看标红的地方。")
            row = line.cleaned_data
            place = row["place"] or place
            if row["quantity"] is None:
                if row["said"]:
                    line.add_error("quantity", "请填几件。")
                    raise ValidationError("有的行填得不对，请看标红的地方。")
                continue
            if place is None:
                line.add_error("place", "请选在哪里。")
                raise ValidationError("有的行填得不对，请看标红的地方。")
            found.append(Broken(place, row["thing"], row["quantity"], row["said"]))
        if not found:
            raise ValidationError("请至少写一行：在哪里、什么、几件。")
        return given | {"lines": found}


class FatesForm(forms.Form):
    """For each line of the list how many were mended, exchanged, scrapped."""

    def __init__(self, *args: Any, pieces: list[BrokenPiece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces = pieces
        for piece in pieces:
            for name, label in _FATES:
                self.fields[f"{name}{piece.pk}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=piece.quantity,
                    initial=getattr(piece, name), error_messages=_NUMBER,
                )  # fmt: skip

    def rows(self) -> list[tuple[BrokenPiece, list[Any]]]:
        return [(one, [self[f"{name}{one.pk}"] for name, _label in _FATES]) for one in self.pieces]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        fates = {}
        for one in self.pieces:
            fate = tuple(given.pop(f"{name}{one.pk}", None) for name, _label in _FATES)
            if None in fate:
                continue
            if sum(fate) > one.quantity:
                self.add_error(f"mended{one.pk}", f"一共只报了 {one.quantity} 件。")
            fates[one.pk] = fate
        return {"fates": fates}
