"""What a new version of a form changes."""

from __future__ import annotations

from dataclasses import replace

from houqin.forms import Form, compatible, differences
from houqin.forms.tests.making import make_field, make_form


def next_version(*fields: dict[str, object]) -> Form:
    return replace(make_form(*fields), version=2)


def test_what_is_added_removed_and_changed_is_said_by_label() -> None:
    old = make_form(
        make_field("grams", "integer", label="留样量", unit="克", min=100),
        make_field("note", label="备注"),
    )
    new = next_version(
        make_field("grams", "integer", label="留样克数", unit="克", min=125),
        make_field("by", "staff", label="留样人"),
    )
    assert [(change.kind, change.path) for change in differences(old, new)] == [
        ("removed", "note"),
        ("changed", "grams"),
        ("added", "by"),
    ]
    said = differences(old, new)[1].text
    assert "名称由“留样量”改为“留样克数”" in said
    assert "“留样克数”不能小于 125 克" in said
    assert compatible(old, new) == []


def test_a_field_that_comes_to_mean_something_else_is_a_clash() -> None:
    old = make_form(
        make_field("temp", "integer", unit="℃"),
        make_field("meal", "choice", options=[{"value": "a", "label": "早餐"}, "b"]),
        make_field("rows", "table", columns=[make_field("cell", "date")]),
    )
    new = next_version(
        make_field("temp", "decimal", unit="℉"),
        make_field("meal", "choice", options=[{"value": "b", "label": "早餐"}, "a"]),
        make_field("rows", "table", columns=[make_field("cell", "text")]),
    )
    said = compatible(old, new)
    assert len(said) == 3
    assert "单位由“℃”变成“℉”" in said[0]
    assert "选项“早餐”换了意思" in said[1]
    assert "“cell”换了类型" in said[2]


def test_a_version_goes_up_and_stays_the_same_book() -> None:
    form = make_form(make_field())
    assert "大于 1" in compatible(form, form)[0]
    assert "另一本台账" in compatible(form, replace(form, code="other", version=2))[0]


def test_a_wider_type_takes_the_old_entries_in() -> None:
    old = make_form(make_field("a", "integer"), make_field("b", "text"))
    new = next_version(make_field("a", "decimal"), make_field("b", "long_text"))
    assert compatible(old, new) == []
