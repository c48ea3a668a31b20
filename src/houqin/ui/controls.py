"""How a form field's control is drawn: the class, keyboard and kind each widget gets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

PICKS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
DATED = {
    "DateTimeInput": ("datetime-local", "%Y-%m-%dT%H:%M"),
    "DateInput": ("date", "%Y-%m-%d"),
    "TimeInput": ("time", "%H:%M"),
}


def kind(field: BoundField) -> str:
    """``pick`` (buttons), ``check`` (one box), ``photos``, ``select`` or ``text``."""
    widget = field.field.widget
    if isinstance(widget, PICKS):
        return "pick"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput) and "image" in str(widget.attrs.get("accept", "")):
        return "photos"
    return "select" if isinstance(widget, forms.Select) else "text"


def _dated(widget: forms.Widget) -> str:
    return next(c.__name__ for c in type(widget).__mro__ if c.__name__ in DATED)


def _css(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        base = "form-check-input"
    else:
        base = "form-select" if kind(field) == "select" else "form-control"
    own = str(widget.attrs.get("class", ""))
    return " ".join(filter(None, (base, own, "is-bad" if field.errors else "")))


def attrs(field: BoundField) -> dict[str, Any]:
    """Attributes added to the control; the widget's own win."""
    widget = field.field.widget
    added: dict[str, Any] = {"class": _css(field)}
    if isinstance(widget, forms.DateInput | forms.DateTimeInput | forms.TimeInput):
        # A date input reads only ISO; the locale's own order would show as empty.
        widget.input_type, widget.format = DATED[_dated(widget)]
    if isinstance(widget, forms.NumberInput) or isinstance(field.field, forms.DecimalField):
        whole = isinstance(field.field, forms.IntegerField) and not isinstance(
            field.field, forms.DecimalField | forms.FloatField
        )
        added["inputmode"] = "numeric" if whole else "decimal"
        added["class"] += " hq-num"
    if isinstance(widget, forms.Textarea):
        added["rows"] = widget.attrs.get("rows") if widget.attrs.get("rows") != "10" else 3
    return added | {k: v for k, v in widget.attrs.items() if k == "inputmode"}


def render(field: BoundField) -> SafeString:
    return field.as_widget(attrs=attrs(field))
