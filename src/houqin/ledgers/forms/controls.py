"""Which control each type of field gets on a page, and how its post becomes a raw value.

The control never judges: the form engine reads what was typed, so page, phone and Excel agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from houqin.files.forms import PhotosField
from houqin.forms import CheckKind, Field, FieldType
from houqin.forms.model import NUMBERS, REFERENCES
from houqin.ledgers.forms.numbers import number_widget
from houqin.ledgers.forms.picking import NamedInput, Offers, reference_widget
from houqin.ledgers.forms.wide import ChecklistInput, TableInput
from houqin.ui.forms import ClockInput, DayInput

T = FieldType
FEW = 7


class Typed(forms.Field):
    """Hands on what was typed; ``required`` only draws the star and tells the browser."""

    def clean(self, value: Any) -> Any:
        return value

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return BoundField(form, self, field_name)


class SignatureField(PhotosField):
    """A drawing made with a finger, or a photo of the signature on paper."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"data-sign": ""}


def field_for(field: Field, offers: Offers) -> forms.Field | None:
    """The control of a field, or None for what is computed. ``offers``: rows of references."""
    if field.type is T.COMPUTED:
        return None
    if field.type is T.PHOTOS:
        most = field.limit(CheckKind.MAX_COUNT)
        count = int(str(most.limit)) if most else 9
        return PhotosField(most=count, required=False, label=field.label, help_text=_hint(field))
    if field.type is T.SIGNATURE:
        return SignatureField(most=1, required=False, label=field.label, help_text=field.help)
    is_sure = field.required and not field.show_when and field.type not in {T.CHECKLIST, T.TABLE}
    widget = _widget(field, offers)
    if field.default in ("now", "today"):
        widget.attrs["data-now"] = ""  # a page kept on the phone tells the time anew
    return Typed(label=field.label, help_text=_hint(field), required=is_sure, widget=widget)


def _widget(field: Field, offers: Offers) -> forms.Widget:
    if field.type in REFERENCES:
        return reference_widget(field, offers.get(field.code, []))
    if field.type is T.TABLE:
        made = [(column, field_for(column, offers)) for column in field.columns]
        return TableInput(field, [(column, shown) for column, shown in made if shown is not None])
    if field.type is T.CHECKLIST:
        return ChecklistInput(field)
    return _choosing(field) or _plain(field, offers.get(field.code) or ())


def _choosing(field: Field) -> forms.Widget | None:
    choices = [(option.value, option.label) for option in field.options]
    if field.type is T.CHOICES:
        return forms.CheckboxSelectMultiple(choices=choices)
    if field.type is T.CHOICE:
        if len(choices) <= FEW:
            return forms.RadioSelect(choices=choices)
        return forms.Select(choices=[("", "（请选择）"), *choices])
    if field.type is T.YES_NO:
        return forms.RadioSelect(choices=[("true", field.yes), ("false", field.no)])
    if field.type is T.RATING:
        grades = [(str(n), str(n)) for n in range(1, field.scale + 1)]
        return forms.RadioSelect(choices=grades)
    return None


def _plain(field: Field, offered: Sequence[tuple[str, str]]) -> forms.Widget:
    if field.type is T.LONG_TEXT:
        return forms.Textarea(attrs={"rows": 3})
    if field.type is T.DATE:
        return DayInput()
    if field.type is T.TIME:
        return ClockInput()
    if field.type is T.INSTANT:
        return forms.DateTimeInput()
    if field.type is T.FILE:
        return forms.FileInput()
    if field.type in NUMBERS:
        return number_widget(field)
    if field.type is T.SCAN:
        return forms.TextInput(attrs={"data-code": "", "autocomplete": "off"})
    return NamedInput(offered) if offered else forms.TextInput()


def _hint(field: Field) -> str:
    """What the field says of itself, and where its limits come from."""
    said = [field.help] if field.help else []
    basis = next((check.basis for check in field.checks if check.basis), None)
    if basis is not None:
        said.append(f"依据：{basis}。")
    return " ".join(said)
