"""The kind of an expression, found without evaluating it: a slip shows when a form is read."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from houqin.forms.errors import ExpressionError
from houqin.forms.expressions.kinds import DATE, NUMBER, TEXT, TRUTH, Base, Kind, Scope
from houqin.forms.expressions.signatures import SIGNATURES

_ORDERED = {Base.NUMBER, Base.DATE, Base.TIME, Base.INSTANT}


def kind_of(node: ast.expr, scope: Scope) -> Kind:
    """Raises ExpressionError where names, operators or functions do not fit together."""
    return _HANDLERS[type(node)](node, scope)


def _constant(node: ast.Constant, scope: Scope) -> Kind:
    if isinstance(node.value, bool):
        return TRUTH
    return TEXT if isinstance(node.value, str) else NUMBER


def _name(node: ast.Name, scope: Scope) -> Kind:
    if node.id not in scope.names:
        raise ExpressionError(f"表达式里的“{node.id}”不是这里可用的字段")
    return scope.names[node.id]


def _attribute(node: ast.Attribute, scope: Scope) -> Kind:
    assert isinstance(node.value, ast.Name)  # noqa: S101 - parse() refuses everything else
    owner = node.value.id
    _name(node.value, scope)
    if node.attr not in scope.parts.get(owner, {}):
        raise ExpressionError(f"“{owner}”没有“{node.attr}”这一部分")
    return scope.parts[owner][node.attr]


def _unary(node: ast.UnaryOp, scope: Scope) -> Kind:
    wanted = TRUTH if isinstance(node.op, ast.Not) else NUMBER
    return _expect(
        kind_of(node.operand, scope), wanted, "“非”的后面" if wanted is TRUTH else "正负号的后面"
    )


def _binary(node: ast.BinOp, scope: Scope) -> Kind:
    left, right = kind_of(node.left, scope), kind_of(node.right, scope)
    if left == DATE and right == NUMBER and isinstance(node.op, ast.Add | ast.Sub):
        return DATE
    _expect(left, NUMBER, "加减乘除的左边")
    return _expect(right, NUMBER, "加减乘除的右边")


def _boolean(node: ast.BoolOp, scope: Scope) -> Kind:
    for value in node.values:
        _expect(kind_of(value, scope), TRUTH, "“且”“或”的两边")
    return TRUTH


def _compare(node: ast.Compare, scope: Scope) -> Kind:
    left = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        _pair(operator, left, right, scope)
        _known_option(left, right, scope)
        _known_option(right, left, scope)
        left = right
    return TRUTH


def _pair(operator: ast.cmpop, left: ast.expr, right: ast.expr, scope: Scope) -> None:
    one, other = kind_of(left, scope), kind_of(right, scope)
    if isinstance(operator, ast.In | ast.NotIn):
        fits = not one.many and one.base is other.base and (other.many or other == TEXT)
    elif isinstance(operator, ast.Eq | ast.NotEq):
        fits = one == other and not one.many and one.base is not Base.THING
    else:
        fits = one == other and not one.many and one.base in _ORDERED
    if not fits:
        raise ExpressionError(f"{one}不能这样和{other}比较")


def _known_option(name: ast.expr, other: ast.expr, scope: Scope) -> None:
    """A choice is compared with one of its own options: a misspelt one would never be true."""
    if not isinstance(name, ast.Name) or name.id not in scope.options:
        return
    written = other.elts if isinstance(other, ast.List | ast.Tuple) else [other]
    for node in written:
        value = str(node.value) if isinstance(node, ast.Constant) else None
        if value is not None and value not in scope.options[name.id]:
            raise ExpressionError(f"“{name.id}”没有选项“{value}”")


def _several(node: ast.List | ast.Tuple, scope: Scope) -> Kind:
    kinds = {kind_of(item, scope) for item in node.elts}
    if len(kinds) != 1 or any(kind.many for kind in kinds):
        raise ExpressionError("括号里应是几个同类的值")
    return Kind(kinds.pop().base, many=True)


def _call(node: ast.Call, scope: Scope) -> Kind:
    assert isinstance(node.func, ast.Name)  # noqa: S101 - parse() refuses everything else
    if node.func.id not in SIGNATURES:
        known = "、".join(SIGNATURES)
        raise ExpressionError(f"没有函数“{node.func.id}”，可用的有 {known}")
    found = SIGNATURES[node.func.id](tuple(kind_of(item, scope) for item in node.args))
    if found is None:
        raise ExpressionError(f"函数“{node.func.id}”的参数不合适")
    return found


def _expect(found: Kind, wanted: Kind, where: str) -> Kind:
    if found != wanted:
        raise ExpressionError(f"{where}应是{wanted}，不是{found}")
    return found


_HANDLERS: dict[type[ast.expr], Callable[[Any, Scope], Kind]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.List: _several,
    ast.Tuple: _several,
    ast.Call: _call,
}
