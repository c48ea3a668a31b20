"""What is wrong with a field, in the words of the form: Django's own sentences name no field."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.forms import CharField, ChoiceField, Field, ModelChoiceField
from django.forms.boundfield import BoundField

_CHOSEN = (ChoiceField, ModelChoiceField)


def said(field: BoundField) -> str:
    """All of the field's errors; a form's own words stay as they are."""
    return _joined(_said(one, field) for one in field.errors.as_data())


def _joined(sentences: Iterable[str]) -> str:
    """One after the other; what does not end as a sentence is parted by a semicolon."""
    return "；".join(sentences).replace("。；", "。")


def _said(error: ValidationError, field: BoundField) -> str:
    words = _joined(error.messages)
    if error.code == "required" and words == str(Field.default_error_messages["required"]):
        verb = "选择" if isinstance(field.field, _CHOSEN) else "填写"
        return f"请{verb}“{field.label}”。"
    if error.code == "max_length" and isinstance(field.field, CharField) and error.params:
        most, typed = error.params["limit_value"], error.params["show_value"]
        return f"最多 {most} 个字，现在有 {typed} 个，请缩短。"
    return words
