"""Conditions by picking: 当 [字段] [等于] [值]; and which expressions can be shown so again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from houqin.forms import FieldType
from houqin.forms.model import NUMBERS, TEXTS
from houqin.ledgers.designing.editing import Declared

T = FieldType
# What is picked, what the expression has, and how the sentence reads.
COMPARISONS: Mapping[str, str] = {
    "==": "等于", "!=": "不等于", ">": "大于", ">=": "不小于", "<": "小于", "<=": "不大于",
}  # fmt: skip
PRESENCE: Mapping[str, str] = {"filled": "已填", "empty": "没填"}
CONTAINS = "in"
OPERATORS: list[tuple[str, str]] = [*COMPARISONS.items(), (CONTAINS, "包括"), *PRESENCE.items()]
ORDERED = frozenset({*NUMBERS, T.DATE, T.TIME, T.INSTANT})
_COMPARED = re.compile(
    r"(?P<field>[a-z]\w*) *(?P<op>==|!=|>=|<=|>|<) *"
    r"(?P<value>'[^']*'|-?\d+(?:\.\d+)?|[a-z]\w*|True|False)"
)
_HELD = re.compile(r"(?P<value>'[^']*') in (?P<field>[a-z]\w*)")
_PRESENT = re.compile(r"(?P<op>filled|empty)\((?P<field>[a-z]\w*)\)")
_TRUTH = re.compile(r"(?P<not>not )?(?P<field>[a-z]\w*)")


@dataclass(frozen=True, slots=True)
class Condition:
    """``value`` is what a person typed or picked: an option's label, a number, 是."""

    field: str
    op: str
    value: str = ""


class UnpickableError(ValueError):
    """What was picked makes no condition; a Chinese sentence."""


def expression_of(condition: Condition, fields: Mapping[str, Declared]) -> str:
    field = fields.get(condition.field)
    if field is None:
        raise UnpickableError("请选择一个字段。")
    if condition.op in PRESENCE:
        return f"{condition.op}({condition.field})"
    if not can_be_compared(field):
        raise UnpickableError(f"“{field['label']}”只能看“已填”还是“没填”，请改选。")
    value = condition.value.strip()
    if not value:
        raise UnpickableError("请填要比较的值；只看填没填，就选“已填”或“没填”。")
    kind = FieldType(field["type"])
    if kind is T.YES_NO:
        return _truth(condition, field, value)
    if kind is T.CHOICES or condition.op == CONTAINS:
        written = f"{_quoted(stored_option(field, value))} in {condition.field}"
        return f"not {written}" if condition.op == "!=" else written
    if kind in ORDERED or kind is T.COMPUTED:
        return f"{condition.field} {condition.op} {_literal(kind, value, fields)}"
    return f"{condition.field} {condition.op} {_quoted(stored_option(field, value))}"


def _truth(condition: Condition, field: Declared, value: str) -> str:
    yes, no = field.get("yes", "是"), field.get("no", "否")
    if value not in {yes, no, "是", "否"}:
        raise UnpickableError(f"“{field['label']}”只能是“{yes}”或“{no}”。")
    holds = (value in {yes, "是"}) == (condition.op != "!=")
    return condition.field if holds else f"not {condition.field}"


def _literal(kind: FieldType, value: str, fields: Mapping[str, Declared]) -> str:
    if value in fields or value in {"today", "now"}:
        return value
    words = {"今天": "today", "现在": "now"}
    by_label = {field["label"]: code for code, field in fields.items()}
    if value in words or value in by_label:
        return words.get(value) or by_label[value]
    if kind in NUMBERS or kind is T.COMPUTED:
        if not re.fullmatch(r"-?\d+(\.\d+)?", value):
            raise UnpickableError(f"“{value}”不是数，也不是另一个字段的名称。")
        return value
    return _quoted(value)


def stored_option(field: Declared, value: str) -> str:
    """The stored value behind a label; UnpickableError where the field has no such option."""
    value = value.strip()
    options = field.get("options", ())
    for option in options:
        stored, label = _parts(option)
        if value in {stored, label}:
            return stored
    if options:
        raise UnpickableError(f"“{field['label']}”没有选项“{value}”。")
    return value


def _parts(option: str | Declared) -> tuple[str, str]:
    if isinstance(option, str):
        return option, option
    return str(option["value"]), str(option.get("label", option["value"]))


def _quoted(value: str) -> str:
    if "'" in value:
        raise UnpickableError("值里不能有单引号。")
    return f"'{value}'"


def condition_of(expression: str, fields: Mapping[str, Declared]) -> Condition | None:
    """The picked condition that makes this expression, if there is one."""
    text = " ".join(expression.split())
    if (found := _PRESENT.fullmatch(text)) and found["field"] in fields:
        return Condition(found["field"], found["op"])
    if (found := _COMPARED.fullmatch(text)) and found["field"] in fields:
        return _compared(found, fields)
    if (found := _HELD.fullmatch(text)) and found["field"] in fields:
        return Condition(found["field"], CONTAINS, _label(fields[found["field"]], found["value"]))
    found = _TRUTH.fullmatch(text)
    if found and found["field"] in fields and fields[found["field"]]["type"] == T.YES_NO:
        field = fields[found["field"]]
        word = field.get("no", "否") if found["not"] else field.get("yes", "是")
        return Condition(found["field"], "==", word)
    return None


def _compared(found: re.Match[str], fields: Mapping[str, Declared]) -> Condition | None:
    field, value = fields[found["field"]], found["value"]
    if value in {"True", "False"}:
        if field["type"] != T.YES_NO:
            return None
        word = field.get("yes", "是") if value == "True" else field.get("no", "否")
        return Condition(found["field"], found["op"], word)
    if value[0].isalpha() and value not in {"today", "now"} and value not in fields:
        return None
    if value in fields:
        return Condition(found["field"], found["op"], fields[value]["label"])
    return Condition(found["field"], found["op"], _label(field, value))


def _label(field: Declared, written: str) -> str:
    value = written.strip("'")
    for option in field.get("options", ()):
        stored, label = _parts(option)
        if stored == value:
            return label
    return {"today": "今天", "now": "现在"}.get(value, value)


def sentence_of(condition: Condition, fields: Mapping[str, Declared]) -> str:
    """当“餐次”等于“午餐”时显示."""
    label = fields[condition.field]["label"]
    said = dict(OPERATORS)[condition.op]
    value = "" if condition.op in PRESENCE else f"“{condition.value}”"
    return f"“{label}”{said}{value}"


def can_be_compared(field: Declared) -> bool:
    """Whether a field can stand at the left of a picked condition."""
    kind = FieldType(field["type"])
    return kind in ORDERED | TEXTS | {T.CHOICE, T.CHOICES, T.YES_NO, T.COMPUTED}
