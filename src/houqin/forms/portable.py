"""A form's rules as JSON, for whoever judges an entry without us: a phone without a network.

Conditions are trees (the text is parsed here, once), sentences are ready. The reader of it is
``frontend/src/rules*.js``; ``tests/browser/test_rules.py`` holds both to the same answers.
"""

from __future__ import annotations

import ast
from decimal import Decimal
from typing import Any

from houqin.forms.expressions import names_in, parse
from houqin.forms.limits import range_base
from houqin.forms.model import Check, CheckKind, Field, FieldType, Form, Rule, Severity
from houqin.forms.scopes import kind_of_field
from houqin.forms.sentences import sentence

Tree = list[Any]

_SIGNS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.USub: "neg", ast.UAdd: "pos",
    ast.Not: "not", ast.And: "and", ast.Or: "or", ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<",
    ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip


def portable(form: Form) -> dict[str, Any]:
    """What decides which fields show, what is computed, refused and abnormal."""
    return {
        "fields": [_field(field) for field in form.fields],
        "rules": [_rule(form, rule) for rule in form.rules],
    }


def _field(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {"code": field.code, "label": field.label, "type": str(field.type)}
    if kind_of_field(field).many:
        made["many"] = True
    if field.show_when:
        made["show"] = tree_of(field.show_when)
    if field.checks:
        made["checks"] = [_check(field, check) for check in field.checks]
    if field.unit:
        made["unit"] = field.unit
    if field.options:
        made["options"] = [[one.value, one.label, one.abnormal] for one in field.options]
    if field.items:
        made["items"] = [
            {
                "code": one.code, "label": one.label, "weight": str(one.weight),
                "shot": one.photo_on_fail, "abnormal": one.abnormal_on_fail,
            }
            for one in field.items
        ]  # fmt: skip
    if field.columns:
        made["columns"] = [_field(column) for column in field.columns]
    return made | _of_type(field)


def _of_type(field: Field) -> dict[str, Any]:
    if field.type in {FieldType.DECIMAL, FieldType.MONEY}:
        return {"places": field.places}
    if field.type is FieldType.YES_NO:
        return {"words": [field.yes, field.no]}
    if field.type is FieldType.RATING:
        return {"scale": field.scale}
    if field.type is FieldType.COMPUTED:
        return {
            "expression": tree_of(field.expression), "places": field.places,
            "words": [field.yes, field.no],
        }  # fmt: skip
    return {}


def _check(field: Field, check: Check) -> dict[str, Any]:
    base = range_base(field) if check.kind in _RANGES else None
    limit = list(check.limit) if isinstance(check.limit, tuple) else check.limit
    made: dict[str, Any] = {
        "kind": str(check.kind),
        "limit": limit if isinstance(limit, bool | int | list) and base is None else str(limit),
        "say": sentence(field, check),
    }
    if base is not None:
        made["base"] = base.name.lower()
    if check.severity is Severity.ABNORMAL:
        made["abnormal"] = True
    if check.when:
        made["when"] = tree_of(check.when)
    return made


_RANGES = (CheckKind.MIN, CheckKind.MAX, CheckKind.ABOVE, CheckKind.BELOW, CheckKind.STEP)


def _rule(form: Form, rule: Rule) -> dict[str, Any]:
    named = names_in(parse(rule.expression))
    first = next((name for name in named if name in form.by_code), form.fields[0].code)
    return {
        "tree": tree_of(rule.expression),
        "names": list(named),
        "path": rule.path or first,
        "say": rule.message,
        "abnormal": rule.severity is Severity.ABNORMAL,
    }


def tree_of(text: str) -> Tree:
    """``a > 1`` as ``["cmp", ["name", "a"], [[">", ["num", "1"]]]]``."""
    return _tree(parse(text))


def _tree(node: ast.expr) -> Tree:
    made = _leaf(node)
    if made is not None:
        return made
    if isinstance(node, ast.UnaryOp):
        return [_SIGNS[type(node.op)], _tree(node.operand)]
    if isinstance(node, ast.BinOp):
        return [_SIGNS[type(node.op)], _tree(node.left), _tree(node.right)]
    if isinstance(node, ast.BoolOp):
        return [_SIGNS[type(node.op)], *map(_tree, node.values)]
    if isinstance(node, ast.Compare):
        signs = (_SIGNS[type(operation)] for operation in node.ops)
        pairs = zip(signs, map(_tree, node.comparators), strict=True)
        return ["cmp", _tree(node.left), [list(pair) for pair in pairs]]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return ["call", node.func.id, *map(_tree, node.args)]
    if isinstance(node, ast.List | ast.Tuple):
        return ["list", *map(_tree, node.elts)]
    raise TypeError(f"not of the language: {type(node).__name__}")


def _leaf(node: ast.expr) -> Tree | None:
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, bool):
            return ["truth", value]
        return ["text", value] if isinstance(value, str) else ["num", _digits(value)]
    if isinstance(node, ast.Name):
        return ["name", node.id]
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return ["part", node.value.id, node.attr]
    return None


def _digits(number: Any) -> str:
    return format(Decimal(str(number)), "f")
