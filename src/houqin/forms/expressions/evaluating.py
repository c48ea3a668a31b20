"""The value of an expression: simpleeval walks the tree with our operators and functions only.

What is not filled in is *unknown* (None): arithmetic and comparison with it are unknown too, so
that a rule never refuses an entry because of a field somebody has not reached yet.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, DecimalException, localcontext
from functools import cache
from threading import local
from typing import Any

from simpleeval import InvalidExpression, SimpleEval

from houqin.forms.errors import ExpressionError
from houqin.forms.expressions.functions import FUNCTIONS

PRECISION = 40
_here = local()


def evaluate(tree: ast.expr, names: Mapping[str, object]) -> Any:
    """True, False, a Decimal, text, a day …, or None where it is unknown."""
    walker = getattr(_here, "walker", None) or _walker()
    before, walker.names = walker.names, names
    try:
        with localcontext() as context:
            context.prec = PRECISION
            return walker.eval("", previously_parsed=tree)
    except (InvalidExpression, TypeError, AttributeError, KeyError) as error:
        raise ExpressionError("表达式用在了不合适的值上") from error
    except (DecimalException, OverflowError, ValueError):
        return None  # a division by nothing, a day outside the calendar
    finally:
        walker.names = before


def _walker() -> Any:
    """One per thread: making it costs more than most expressions."""
    walker = SimpleEval(operators=_OPERATORS, functions=FUNCTIONS, names={})
    walker.nodes = {
        ast.Constant: lambda node: _constant(node.value),
        ast.Name: lambda node: walker.names[node.id],
        ast.Attribute: lambda node: part(walker.names[node.value.id], node.attr),
        ast.UnaryOp: walker.nodes[ast.UnaryOp],
        ast.BinOp: walker.nodes[ast.BinOp],
        ast.Call: walker.nodes[ast.Call],
        ast.BoolOp: lambda node: _boolean(node, walker._eval),
        ast.Compare: lambda node: _compare(node, walker._eval),
        ast.List: lambda node: tuple(walker._eval(item) for item in node.elts),
        ast.Tuple: lambda node: tuple(walker._eval(item) for item in node.elts),
    }
    _here.walker = walker
    return walker


@cache
def _constant(value: bool | float | str) -> bool | Decimal | str:  # noqa: FBT001 - any constant
    return value if isinstance(value, bool | str) else Decimal(str(value))


def part(owner: Any, name: str) -> Any:
    """A column of a table, or a part of a thing prepared by `operands`."""
    if owner is None:
        return None
    if isinstance(owner, tuple):
        return tuple(row[name] for row in owner if row.get(name) is not None)
    return owner.get(name)


def _boolean(node: ast.BoolOp, value_of: Callable[[ast.expr], Any]) -> bool | None:
    """Three-valued: one False decides an `and`, one True an `or`; else unknown stays unknown."""
    decisive: bool = isinstance(node.op, ast.Or)
    unknown = False
    for item in node.values:
        value = value_of(item)
        if value is decisive:
            return bool(decisive)
        unknown = unknown or value is None
    return None if unknown else not decisive


def _compare(node: ast.Compare, value_of: Callable[[ast.expr], Any]) -> bool | None:
    left, unknown = value_of(node.left), False
    for operation, item in zip(node.ops, node.comparators, strict=True):
        right = value_of(item)
        if left is None or right is None:
            unknown = True
        elif not _OPERATORS[type(operation)](left, right):
            return False
        left = right
    return None if unknown else True


def _known(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *values: None if None in values else function(*values)


def _add(left: Any, right: Any) -> Any:
    return left + timedelta(days=int(right)) if _is_day(left) else left + right


def _subtract(left: Any, right: Any) -> Any:
    return left - timedelta(days=int(right)) if _is_day(left) else left - right


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: _known(_add),
    ast.Sub: _known(_subtract),
    ast.Mult: _known(operator.mul),
    ast.Div: _known(operator.truediv),
    ast.USub: _known(operator.neg),
    ast.UAdd: _known(operator.pos),
    ast.Not: _known(operator.not_),
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda item, among: item in among,
    ast.NotIn: lambda item, among: item not in among,
}
