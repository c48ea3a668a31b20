"""The names an expression sees while an entry is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from houqin.forms.expressions import evaluate, parse
from houqin.forms.fieldtypes import codec_of
from houqin.forms.model import Field, Form
from houqin.forms.scopes import kind_of_field
from houqin.forms.values import Value

Names = dict[str, Any]


def nothing_yet(fields: tuple[Field, ...]) -> Names:
    """Every field unknown; what holds several holds none."""
    return {field.code: () if kind_of_field(field).many else None for field in fields}


def operand(field: Field, value: Value) -> Any:
    return codec_of(field).operand(field, value)


def is_true(text: str, names: Names) -> bool:
    """Unknown is not true."""
    return evaluate(parse(text), names) is True


def is_false(text: str, names: Names) -> bool:
    return evaluate(parse(text), names) is False


def names_of(form: Form, values: Mapping[str, Value]) -> Names:
    """For values that were read before: without `now`, on which what showed may have depended."""
    names = {**nothing_yet(form.fields), "now": None, "today": None}
    for field in form.fields:
        if field.code in values:
            names[field.code] = operand(field, values[field.code])
    return names
