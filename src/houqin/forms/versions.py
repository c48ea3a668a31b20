"""What a new version of a form changes, and whether it still speaks of the same things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from houqin.forms.model import Field, FieldType, Form
from houqin.forms.sentences import sentence

T = FieldType
# What a list over both versions can still show and reckon as one column.
_WIDENED = {
    (T.TEXT, T.LONG_TEXT),
    (T.SCAN, T.TEXT),
    (T.SCAN, T.LONG_TEXT),
    (T.INTEGER, T.DECIMAL),
    (T.CHOICE, T.TEXT),
}
_WORDS = {
    "label": "名称",
    "type": "类型",
    "help": "说明",
    "section": "分组",
    "show_when": "显示条件",
    "default": "默认值",
    "listed": "列表中显示",
    "sensitive": "列表中遮盖",
    "unit": "单位",
    "places": "小数位数",
    "yes": "“是”的说法",
    "no": "“否”的说法",
    "scale": "最高分",
    "many": "可选多个",
    "book": "引用的台账",
    "expression": "算式",
}


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is added, removed, changed or moved; `text` one Chinese sentence."""

    kind: str
    path: str
    label: str
    text: str


def differences(old: Form, new: Form) -> list[Change]:
    """What a person publishing the new version should see."""
    changes = list(_of_fields("", old.fields, new.fields))
    if old.title != new.title:
        changes.insert(0, Change("changed", "", old.title, f"标题“{old.title}”改为“{new.title}”。"))
    if old.rules != new.rules:
        changes.append(Change("changed", "", "规则", "字段之间的规则有改动。"))
    return changes


def _of_fields(prefix: str, old: tuple[Field, ...], new: tuple[Field, ...]) -> Iterator[Change]:
    before, after = ({field.code: field for field in fields_} for fields_ in (old, new))
    for code, field in before.items():
        if code not in after:
            text = f"去掉“{field.label}”；以前的记录仍保留它。"
            yield Change("removed", prefix + code, field.label, text)
    for code, field in after.items():
        if code not in before:
            yield Change("added", prefix + code, field.label, f"增加“{field.label}”。")
        elif before[code] != field:
            yield from _of_field(prefix + code, before[code], field)
    kept_before = [code for code in before if code in after]
    kept_after = [code for code in after if code in before]
    if kept_before != kept_after:
        yield Change("moved", prefix.rstrip("."), "", "字段的顺序有改动。")


def _of_field(path: str, old: Field, new: Field) -> Iterator[Change]:
    said = []
    for key, word in _WORDS.items():
        one, other = getattr(old, key), getattr(new, key)
        if one != other:
            said.append(f"{word}由“{_show(one)}”改为“{_show(other)}”")
    said += _sets("选项", _labels(old.options), _labels(new.options))
    said += _sets("检查项", _labels(old.items), _labels(new.items))
    said += _sets("检查", _checks(old), _checks(new))
    if not said and _but_columns(old) != _but_columns(new):
        said.append("设置有改动")
    if said:
        yield Change("changed", path, new.label, f"“{new.label}”：{'，'.join(said)}。")
    yield from _of_fields(f"{path}.", old.columns, new.columns)


def _but_columns(field: Field) -> list[Any]:
    return [getattr(field, each.name) for each in fields(field) if each.name != "columns"]


def _labels(parts: tuple[Any, ...]) -> list[str]:
    return [part.label for part in parts]


def _checks(field: Field) -> list[str]:
    return [sentence(field, check).rstrip("。") for check in field.checks]


def _sets(word: str, old: list[str], new: list[str]) -> list[str]:
    gone = [item for item in old if item not in new]
    come = [item for item in new if item not in old]
    said = [f"去掉{word}“{item}”" for item in gone]
    return said + [f"增加{word}“{item}”" for item in come]


def _show(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(value)
    return "无" if value is None or value == "" else str(value)


def compatible(old: Form, new: Form) -> list[str]:
    """Why entries of both versions could not be listed, searched and reckoned together.

    Old entries are always readable with their own version; this is about one column for both.
    Empty: nothing speaks against it.
    """
    said = []
    if old.code != new.code:
        said.append(f"代码由“{old.code}”变成了“{new.code}”，这是另一本台账。")
    if new.version <= old.version:
        said.append(f"新版本号应大于 {old.version}。")
    return [*said, *_clashes(old.fields, new.fields)]


def _clashes(old: tuple[Field, ...], new: tuple[Field, ...]) -> Iterator[str]:
    after = {field.code: field for field in new}
    for field in old:
        if other := after.get(field.code):
            if clash := _clash(field, other):
                yield clash
            yield from _clashes(field.columns, other.columns)


def _clash(old: Field, new: Field) -> str:
    if old.type is not new.type and (old.type, new.type) not in _WIDENED:
        return f"“{new.label}”换了类型，以前的内容和新的对不上；请保留原字段，另加一个新字段。"
    if old.result is not new.result:
        return f"“{new.label}”算出来的不再是同一类内容，请另加一个新字段。"
    if old.unit != new.unit:
        return (
            f"“{new.label}”的单位由“{_show(old.unit)}”变成“{_show(new.unit)}”，请另加一个新字段。"
        )
    if old.many and not new.many:
        return f"“{new.label}”以前可选多个，现在只能选一个，请另加一个新字段。"
    if old.scale != new.scale:
        return f"“{new.label}”的最高分变了，以前的评分和新的不能比，请另加一个新字段。"
    return _changed_option(old, new)


def _changed_option(old: Field, new: Field) -> str:
    """A stored value must not come to mean another option."""
    labels = {option.value: option.label for option in new.options}
    for option in old.options:
        if (
            option.label in labels.values()
            and labels.get(option.value, option.label) != option.label
        ):
            return f"“{new.label}”的选项“{option.label}”换了意思，请另用新的值。"
    return ""
