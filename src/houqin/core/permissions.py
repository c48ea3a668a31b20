"""May this person do that, to this row, and why not: an answer carries its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from houqin.core import manifest
from houqin.core.roles import Kind, Role, role_name


class Holder(Protocol):
    """Who asks: a person in an institution, with the roles held today."""

    @property
    def roles(self) -> frozenset[Role]: ...
    @property
    def kind(self) -> Kind: ...


@dataclass(frozen=True, slots=True)
class Allowed:
    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """``reason`` is a Chinese sentence for the greyed button and for the 403 page."""

    reason: str

    def __bool__(self) -> bool:
        return False


Answer = Allowed | Denied
RowRule = Callable[[Any, Any], Answer]
_row_rules: dict[str, RowRule] = {}


def row_rule(code: str) -> Callable[[RowRule], RowRule]:
    """Register how permission ``code`` is decided for one row, beyond the role."""

    def register(rule: RowRule) -> RowRule:
        _row_rules[code] = rule
        return rule

    return register


@cache
def _roles_of(code: str) -> frozenset[Role]:
    return manifest.permission(code).roles


def held(roles: frozenset[Role], code: str) -> bool:
    """Whether one of the roles holds ``code``; KeyError for an undeclared permission."""
    return bool(roles & _roles_of(code))


def may(holder: Holder, code: str, row: object | None = None) -> Answer:
    """Whether the holder may do ``code`` (to ``row``); KeyError for an undeclared permission."""
    if not held(holder.roles, code):
        return Denied(_role_reason(holder, code))
    if row is not None and code in _row_rules:
        return _row_rules[code](holder, row)
    return Allowed()


def _role_reason(holder: Holder, code: str) -> str:
    wanted = manifest.permission(code)
    names = "、".join(role_name(role, holder.kind) for role in Role if role in wanted.roles)
    many = len(wanted.roles) > 4
    who = names.split("、")[0] + "等" if many else names
    return f"“{wanted.name}”由{who}办理。需要时请联系信息员调整角色。"
