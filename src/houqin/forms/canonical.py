"""Values as JSON that is always the same for the same values, and back; and as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from houqin.forms.fieldtypes import codec_of
from houqin.forms.model import Form
from houqin.forms.operands import is_true, names_of
from houqin.forms.values import Value, Values


def canonical(form: Form, values: Mapping[str, Value]) -> dict[str, Any]:
    """For hashing and for the database: no float, decimals as text with the declared places."""
    return {
        field.code: codec_of(field).canonical(field, values[field.code])
        for field in form.fields
        if field.code in values
    }


def revive(form: Form, data: Mapping[str, Any]) -> Values:
    """The values `canonical` was made from, by the version of the form they were made with."""
    return {
        field.code: codec_of(field).revive(field, data[field.code])
        for field in form.fields
        if field.code in data
    }


def as_text(form: Form, values: Mapping[str, Value]) -> list[tuple[str, str]]:
    """Label and text of every field that shows, empty ones too: for lists, pages and print."""
    names = names_of(form, values)
    return [
        (field.label, codec_of(field).text(field, values[field.code]))
        if field.code in values
        else (field.label, "")
        for field in form.fields
        if field.code in values or not field.show_when or is_true(field.show_when, names)
    ]


def text_of(form: Form, values: Mapping[str, Value], code: str) -> str:
    """One field, for a cell of a list."""
    field = form.by_code[code]
    return codec_of(field).text(field, values[code]) if code in values else ""


def text_kept(form: Form, data: Mapping[str, Any], code: str) -> str:
    """One field of what `canonical` made, read without the other fields; "" where it is not."""
    field = form.by_code.get(code)
    if field is None or code not in data:
        return ""
    codec = codec_of(field)
    return codec.text(field, codec.revive(field, data[code]))
