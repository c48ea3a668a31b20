"""A form that makes no sense is refused, and the refusal names the field."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from houqin.forms import Confidence, FormError, form_from, form_from_toml, form_to_dict
from houqin.forms.tests.making import make_field, make_form

GUIDE = Path(__file__).parents[4] / "docs/engineers/forms.md"


def refused(*fields: dict[str, Any], **settings: Any) -> FormError:
    with pytest.raises(FormError) as error:
        make_form(*fields, **settings)
    return error.value


@pytest.mark.skipif(not GUIDE.exists(), reason="only in a checkout")
def test_the_form_of_the_guide_can_be_read() -> None:
    found = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    form = form_from_toml(found[1])
    assert form_from(form_to_dict(form)) == form
    assert [heading for heading, _fields in form.sections()] == ["留样", "留样柜"]


def test_a_misspelt_setting_is_refused_with_the_one_meant() -> None:
    error = refused(make_field("grams", "integer", label="克数", mni=1))
    assert "“克数”" in error.message
    assert "“mni”，是不是“min”" in error.message
    assert error.path == "grams"


def test_a_setting_of_another_type_is_refused() -> None:
    assert "options" in refused(make_field("it", "integer", options=["a"])).message


def test_a_code_stands_once_in_a_form_columns_included() -> None:
    assert refused(make_field("a"), make_field("a")).path == "a"
    table = make_field("rows", "table", columns=[make_field("a")])
    assert refused(make_field("a"), table).path == "rows.a"
    make_form(make_field("one", "table", columns=[make_field("a")]), make_field("b"))


def test_a_code_no_expression_could_name_is_refused() -> None:
    for code in ("class", "Grams", "1st", "today", "a.b", ""):
        assert "代码" in refused(make_field(code)).message


def test_an_unknown_type_is_refused() -> None:
    assert "“colour”不认识" in refused(make_field("it", "colour")).message


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (make_field(min=3), "不能用“min”"),
        (make_field("it", "integer", min="three"), "应为数"),
        (make_field("it", "integer", min=9, max=3), "下限大于上限"),
        (make_field("it", "date", max="tomorrow"), "界限“tomorrow”看不懂"),
        (make_field(pattern="(a+)+"), "pattern"),
        (make_field(pattern="("), "pattern"),
        (make_field("it", "choice", options=["a"], allowed=["b"]), "没有选项“b”"),
        (make_field("it", "choice"), "至少要有一个选项"),
        (make_field("it", "choice", options=["a", "a"]), "选项“a”重复"),
        (make_field("it", "choices", options=["a、b"]), "顿号"),
        (make_field("it", "table"), "至少要有一个列"),
        (make_field("it", "entry"), "book"),
        (make_field("it", "computed"), "expression"),
        (make_field("it", "integer", default="now"), "默认值不能是“now”"),
        (make_field("it", "integer", default="many"), "默认值有误"),
        (make_field("it", checks=[{"required": True, "min_length": 2}]), "正好写一种约束"),
        (make_field("it", checks=[{"required": True, "confidence": "memory"}]), "没有“source”"),
        (make_field("it", show_when="other"), "“other”不是这里可用的字段"),
    ],
)
def test_what_makes_no_sense_is_refused_and_named(field: dict[str, Any], said: str) -> None:
    error = refused(field)
    assert said in error.message
    assert error.path.split(".")[0] == "it"


def test_a_condition_names_only_what_stands_before() -> None:
    error = refused(make_field("a", show_when="filled(b)"), make_field("b"))
    assert (error.path, "排在前面" in error.message) == ("a", True)


def test_a_rule_names_fields_that_exist() -> None:
    assert (
        refused(make_field("a"), rule=[{"expression": "b > 1", "message": "x。"}]).path == "rule.1"
    )


def test_a_limit_from_memory_is_shown_as_to_be_confirmed() -> None:
    check = {"min": 125, "source": "某规定", "severity": "abnormal"}
    form = make_form(make_field("it", "integer", checks=[check]))
    basis = form.fields[0].checks[0].basis
    assert basis is not None
    assert basis.confidence is Confidence.MEMORY
    assert str(basis) == "某规定（依据待核）"


def test_broken_toml_is_refused_in_a_sentence() -> None:
    with pytest.raises(FormError, match="不是合法的 TOML"):
        form_from_toml("code = ")
