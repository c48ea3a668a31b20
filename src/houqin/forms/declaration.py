"""From a declared table (TOML or JSON) to a Form, strictly."""

from __future__ import annotations

import keyword
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from houqin.forms.declared import Declared, as_number
from houqin.forms.errors import FormError
from houqin.forms.model import (
    REFERENCES,
    Basis,
    Check,
    CheckKind,
    Confidence,
    Default,
    Field,
    FieldType,
    Form,
    Item,
    Limit,
    Option,
    Rule,
    Severity,
)
from houqin.forms.soundness import sound

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CHECKS = frozenset(CheckKind)
_BASIS = frozenset({"source", "confidence"})
_EVERY = _CHECKS | {
    *("code", "label", "type", "help", "section", "checks", "show_when", "default"),
    *("listed", "sensitive"),
}
_T = FieldType
_OWN: dict[str, frozenset[FieldType]] = {
    "unit": frozenset({_T.INTEGER, _T.DECIMAL, _T.COMPUTED}),
    "places": frozenset({_T.DECIMAL, _T.COMPUTED}),
    "options": frozenset({_T.CHOICE, _T.CHOICES}),
    "yes": frozenset({_T.YES_NO, _T.COMPUTED}),
    "no": frozenset({_T.YES_NO, _T.COMPUTED}),
    "scale": frozenset({_T.RATING}),
    "items": frozenset({_T.CHECKLIST}),
    "many": REFERENCES,
    "book": frozenset({_T.ENTRY}),
    "columns": frozenset({_T.TABLE}),
    "expression": frozenset({_T.COMPUTED}),
}
_OPTION = frozenset({"value", "label", "abnormal"})
_ITEM = frozenset({"code", "label", "weight", "photo_on_fail", "abnormal_on_fail"}) | _BASIS
_CHECK = _CHECKS | _BASIS | {"severity", "message", "when"}
_RULE = frozenset({"expression", "message", "severity", "path"}) | _BASIS
_FORM = frozenset({"code", "title", "version", "field", "rule"})


def form_from_toml(text: str) -> Form:
    try:
        return form_from(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise FormError(f"表单不是合法的 TOML：{error}。") from error


def form_from(declared: Mapping[str, Any]) -> Form:
    """The form a declaration means; FormError, naming the field, where it means none."""
    if not isinstance(declared, Mapping):
        raise FormError("表单应为一个表。")
    title = declared.get("title")
    table = Declared(f"表单“{title}”" if title else "表单", "", declared)
    table.know(_FORM)
    form = Form(
        code=_code(table),
        title=table.text("title"),
        version=table.whole("version", 1, 1, 1_000_000),
        fields=tuple(
            _field(table, position, row) for position, row in enumerate(table.rows("field", 200), 1)
        ),
        rules=tuple(
            _rule(table.below(f"第 {position} 条规则", f"rule.{position}", row))
            for position, row in enumerate(table.rows("rule", 100), 1)
        ),
    )
    return sound(form)


def _code(table: Declared) -> str:
    code = table.text("code")
    if not _CODE.fullmatch(code) or keyword.iskeyword(code):
        raise table.error(f"代码“{code}”应由小写字母开头，只含字母、数字和下划线，且不是保留字")
    return code


def _field(form: Declared, position: int, row: Any, *, inside: bool = False) -> Field:
    kind = "列" if inside else "字段"
    named = row.get("label") or row.get("code") if isinstance(row, Mapping) else None
    code = row.get("code") if isinstance(row, Mapping) else None
    where = f"{kind}“{named}”" if named else f"第 {position} 个{kind}"
    table = form.below(where, str(code or position), row)
    type_ = table.choice("type", FieldType)
    table.know(_EVERY | {key for key, types in _OWN.items() if type_ in types})
    if inside and type_ in {_T.TABLE, _T.CHECKLIST}:
        raise table.error("表格的列不能又是表格或检查表")
    field = Field(
        code=_code(table),
        label=_label(table),
        type=type_,
        help=table.text("help", ""),
        section=table.text("section", ""),
        checks=_checks(table),
        show_when=table.text("show_when", ""),
        default=_default(table),
        listed=table.truth("listed"),
        sensitive=table.truth("sensitive"),
    )
    return _of_type(field, table)


def _of_type(field: Field, table: Declared) -> Field:
    """With what only some types have."""
    money = field.type is _T.MONEY
    return replace(
        field,
        unit="元" if money else table.text("unit", ""),
        places=2 if money else table.whole("places", 2, 0, 6),
        options=tuple(_option(table, row) for row in table.rows("options", 500)),
        yes=table.text("yes", "是"),
        no=table.text("no", "否"),
        scale=table.whole("scale", 5, 2, 100),
        items=tuple(
            _item(table.below(f"第 {position} 项", f"items.{position}", row))
            for position, row in enumerate(table.rows("items", 300), 1)
        ),
        many=table.truth("many"),
        book=table.text("book", None if field.type is _T.ENTRY else ""),
        columns=tuple(
            _field(table, position, row, inside=True)
            for position, row in enumerate(table.rows("columns", 50), 1)
        ),
        expression=table.text("expression", None if field.type is _T.COMPUTED else ""),
    )


def _label(table: Declared) -> str:
    label = table.text("label")
    if not label or "\n" in label or len(label) > 100:
        raise table.error("“label”应为一行文字，不超过 100 字")
    return label


def _option(field: Declared, row: Any) -> Option:
    if isinstance(row, str):
        row = {"value": row}
    table = field.below("选项", "options", row)
    table.know(_OPTION)
    value = table.text("value")
    if not value:
        raise table.error("选项不能是空的")
    return Option(value, table.text("label", value), table.truth("abnormal"))


def _item(table: Declared) -> Item:
    table.know(_ITEM)
    weight = table.decimal("weight", Decimal(1))
    if weight < 0:
        raise table.error("“weight”不能小于 0")
    return Item(
        code=_code(table),
        label=_label(table),
        weight=weight,
        photo_on_fail=table.truth("photo_on_fail"),
        abnormal_on_fail=table.truth("abnormal_on_fail") if "abnormal_on_fail" in table else True,
        basis=_basis(table),
    )


def _checks(table: Declared) -> tuple[Check, ...]:
    """First what stands directly at the field, then the list `checks` in its order."""
    short = [
        Check(kind, _limit(table, kind))
        for kind in CheckKind
        if kind in table and table.raw(kind) is not False
    ]
    long = [
        _check(table.below(f"第 {position} 条检查", f"checks.{position}", row))
        for position, row in enumerate(table.rows("checks", 50), 1)
    ]
    return (*short, *long)


def _check(table: Declared) -> Check:
    table.know(_CHECK)
    kinds = [kind for kind in CheckKind if kind in table]
    if len(kinds) != 1:
        raise table.error(f"应正好写一种约束：{'、'.join(CheckKind)}")
    return Check(
        kind=kinds[0],
        limit=_limit(table, kinds[0]),
        severity=table.choice("severity", Severity, Severity.REFUSE),
        message=table.text("message", ""),
        basis=_basis(table),
        when=table.text("when", ""),
    )


def _limit(table: Declared, kind: CheckKind) -> Limit:
    value = table.raw(kind)
    if kind is CheckKind.REQUIRED:
        if value is not True:
            raise table.error("“required”应为 true")
        return True
    if isinstance(value, list | tuple):
        if not value or not all(isinstance(item, str) for item in value):
            raise table.error(f"“{kind}”应为文字列表")
        return tuple(value)
    if isinstance(value, str | Decimal):
        return value
    number = as_number(value)
    if number is not None:
        return number if isinstance(value, float) else int(number)
    # A day or time that TOML itself has read.
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise table.error(f"“{kind}”的值看不懂")


def _default(table: Declared) -> Default:
    value = table.raw("default")
    if isinstance(value, list | tuple):
        if not all(isinstance(item, str) for item in value):
            raise table.error("“default”应为文字列表")
        return tuple(value)
    if value is None or isinstance(value, bool | int | str | Decimal):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    number = as_number(value)
    if number is None:
        raise table.error("“default”的值看不懂")
    return number


def _rule(table: Declared) -> Rule:
    table.know(_RULE)
    return Rule(
        expression=table.text("expression"),
        message=table.text("message"),
        severity=table.choice("severity", Severity, Severity.REFUSE),
        basis=_basis(table),
        path=table.text("path", ""),
    )


def _basis(table: Declared) -> Basis | None:
    source = table.text("source", "")
    if not source:
        if "confidence" in table:
            raise table.error("写了“confidence”，却没有“source”")
        return None
    return Basis(source, table.choice("confidence", Confidence, Confidence.MEMORY))
