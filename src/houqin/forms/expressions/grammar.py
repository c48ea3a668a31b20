"""From text to a syntax tree that holds nothing but what the language has."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from functools import lru_cache

from houqin.forms.errors import ExpressionError

LONGEST = 500
DEEPEST = 30

# What a Chinese keyboard gives for the operators; replaced only outside quotation marks.
_SIGNS = {
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "＞": ">",
    "＜": "<",
    "＝": "==",
    "×": "*",
    "÷": "/",
    "＋": "+",
    "－": "-",
    "（": "(",
    "）": ")",
    "，": ",",
    "、": ",",
    "且": " and ",
    "或": " or ",
    "非": " not ",
    "是": " True ",
    "否": " False ",
}
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_QUOTED = re.compile(r"""("[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’)""")

_NODES: tuple[type[ast.AST], ...] = (
    ast.Constant,
    ast.Name,
    ast.Attribute,
    ast.UnaryOp,
    ast.BinOp,
    ast.BoolOp,
    ast.Compare,
    ast.Call,
    ast.List,
    ast.Tuple,
    ast.Load,
    *(ast.Add, ast.Sub, ast.Mult, ast.Div),
    *(ast.And, ast.Or, ast.Not, ast.USub, ast.UAdd),
    *(ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn),
)


@lru_cache(maxsize=4096)
def parse(text: str) -> ast.expr:
    """The tree of an expression, or one clause about what is wrong with it."""
    if not text.strip():
        raise ExpressionError("表达式是空的")
    if len(text) > LONGEST:
        raise ExpressionError(f"表达式超过 {LONGEST} 个字，请拆成几条")
    try:
        tree = ast.parse(_plain(text).strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ExpressionError(f"看不懂表达式“{text}”") from error
    for node in _walk(tree, 0):
        _refuse_strange(node)
    return tree


@lru_cache(maxsize=4096)
def names_in(tree: ast.expr) -> tuple[str, ...]:
    """The fields an expression names, in the order it names them."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = (n for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called)
    return tuple(dict.fromkeys(node.id for node in found))


def _plain(text: str) -> str:
    parts = _QUOTED.split(text)
    for position, part in enumerate(parts):
        if position % 2:
            parts[position] = repr(part[1:-1])
        else:
            parts[position] = _SIGN.sub(lambda found: _SIGNS[found.group()], part)
    return "".join(parts)


def _walk(node: ast.AST, depth: int) -> Iterator[ast.AST]:
    if depth > DEEPEST:
        raise ExpressionError("表达式套得太深，请拆成几条")
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, depth + 1)


def _refuse_strange(node: ast.AST) -> None:
    if not isinstance(node, _NODES):
        raise ExpressionError("表达式里只能用字段、数、比较、且或非、加减乘除和规定的函数")
    if isinstance(node, ast.Constant):
        if not isinstance(node.value, bool | int | float | str):
            raise ExpressionError(f"表达式里不能写 {node.value!r}")
        if isinstance(node.value, float) and not math.isfinite(node.value):
            raise ExpressionError("表达式里的数太大")
    if isinstance(node, ast.Call) and (node.keywords or not isinstance(node.func, ast.Name)):
        raise ExpressionError("表达式里的函数写法不对")
    if isinstance(node, ast.Attribute) and not isinstance(node.value, ast.Name):
        raise ExpressionError("表达式里“.”的前面应是一个字段")
