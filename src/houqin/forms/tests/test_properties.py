"""What holds for every form and everything that may be sent for it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houqin.forms import (
    FieldType,
    Form,
    Reading,
    as_text,
    canonical,
    columns,
    compatible,
    differences,
    form_from,
    form_to_dict,
    from_cells,
    prefill,
    range_text,
    read,
    revive,
    text_of,
    to_cells,
)
from houqin.forms.tests.strategies import CONTEXT, entries, forms

every = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def names_a_field(form: Form, path: str) -> bool:
    """`grams`, `cabinet.clean` or `dishes.2.grams`."""
    first, *rest = path.split(".")
    field = form.by_code.get(first)
    if field is None or not rest:
        return field is not None
    if field.items:
        return rest[0] in {item.code for item in field.items} and len(rest) == 1
    return (
        len(rest) == 2
        and rest[0].isdecimal()
        and rest[1] in {column.code for column in field.columns}
    )


@every
@given(st.data())
def test_whatever_is_refused_or_flagged_or_hidden_names_a_field_that_exists(data: Any) -> None:
    form = data.draw(forms())
    reading = read(form, data.draw(entries(form, noise=3)), CONTEXT)
    for said in (*reading.refusals, *reading.abnormal):
        assert names_a_field(form, said.path), said
        assert said.message.endswith("。")
    assert all(names_a_field(form, path) for path in reading.hidden)


@pytest.mark.parametrize("holding", FieldType)
@settings(every, max_examples=10)
@given(data=st.data())
def test_what_is_accepted_comes_back_from_json_cells_and_pages_and_can_be_shown(
    holding: FieldType, data: Any
) -> None:
    form = data.draw(forms(holding))
    reading = read(form, data.draw(entries(form)), CONTEXT)
    if reading.accepted:
        comes_back_from_json(form, reading)
        comes_back_from_a_row_of_cells(form, reading)
        comes_back_from_a_page(form, reading)
    can_be_shown(form, reading)


def comes_back_from_json(form: Form, reading: Reading) -> None:
    kept = json.dumps(canonical(form, reading.values), sort_keys=True, allow_nan=False)
    assert not any(isinstance(part, float) for part in leaves(json.loads(kept)))
    back = revive(form, json.loads(kept))
    assert back == reading.values
    assert json.dumps(canonical(form, back), sort_keys=True) == kept
    again = read(form, json.loads(kept), CONTEXT)
    assert (again.values, again.abnormal) == (reading.values, reading.abnormal)
    assert again.hidden == reading.hidden


def comes_back_from_a_row_of_cells(form: Form, reading: Reading) -> None:
    headers = [column.header for column in columns(form)]
    assert len(set(headers)) == len(headers)
    row = dict(zip(headers, to_cells(form, reading.values), strict=True))
    assert read(form, from_cells(form, row), CONTEXT).values == reading.values


def comes_back_from_a_page(form: Form, reading: Reading) -> None:
    assert read(form, Post(canonical(form, reading.values)), CONTEXT).values == reading.values


def can_be_shown(form: Form, reading: Reading) -> None:
    shown = [label for label, _text in as_text(form, reading.values)]
    for field in form.fields:
        assert (field.code not in reading.values) or field.label in shown
        assert bool(text_of(form, reading.values, field.code)) == (field.code in reading.values)
        assert isinstance(range_text(field), str)


@every
@given(forms(), forms())
def test_a_form_comes_back_from_json_and_differs_from_itself_in_nothing(
    one: Form, other: Form
) -> None:
    assert form_from(json.loads(json.dumps(form_to_dict(one)))) == one
    assert differences(one, one) == []
    assert compatible(one, replace(one, version=one.version + 1)) == []
    assert all(change.text.endswith("。") for change in differences(one, other))
    assert bool(differences(one, other)) == (one.fields != other.fields or one.rules != other.rules)


@every
@given(forms())
def test_an_empty_entry_and_a_prefilled_one_can_always_be_read(form: Form) -> None:
    assert read(form, {}, CONTEXT).values.keys() <= form.by_code.keys()
    read(form, canonical(form, prefill(form, CONTEXT)), CONTEXT)


class Post(dict[str, Any]):
    """What a browser sends: text only, under dotted names, several times the same name."""

    def __init__(self, data: Any) -> None:
        super().__init__()
        self._several = dict[str, list[str]]()
        self._put("", data)

    def _put(self, path: str, value: Any) -> None:
        if isinstance(value, dict):
            for key, below in value.items():
                self._put(f"{path}.{key}" if path else key, below)
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            self._put(path, dict(enumerate(value)))
        else:
            texts = [str(item) for item in (value if isinstance(value, list) else [value])]
            self._several[path] = texts
            self[path] = texts[-1]

    def getlist(self, key: str) -> list[str]:
        return self._several[key]


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for below in value.values() for leaf in leaves(below)]
    if isinstance(value, list):
        return [leaf for below in value for leaf in leaves(below)]
    return [value]
