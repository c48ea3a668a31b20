"""Whether conditions hold for values that are not stored yet: said here where they are plain,
asked of PostgreSQL where they are not.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import BooleanField, F, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE


def those_that_hold(conditions: Mapping[str, Any], values: Mapping[str, Any]) -> set[str]:
    """Like ``Q.check`` of each, without its savepoint, and without a question where none is needed;
    what is not plain is asked at once. As with Django, a condition that speaks of a field that is
    not among the values is left to the database. A name that is missing does not hold, or Django
    has to ask for it alone.

    For values whose fields have been cleaned, so that the question itself cannot fail.
    """
    found, open_ones = set[str](), dict[str, Any]()
    for name, condition in conditions.items():
        try:
            if _truth(condition, values) is not False:  # as in a CHECK, what is unknown passes
                found.add(name)
        except _Elsewhere:
            found.add(name)
        except _NotPlain:
            open_ones[name] = condition
    if open_ones and _hold_together(Q(*open_ones.values()), values):
        found.update(open_ones)
    return found


def _hold_together(conditions: Q, values: Mapping[str, Any]) -> bool:
    try:
        return _asked(conditions, values)
    except FieldError:
        return False


def _asked(conditions: Q, values: Mapping[str, Any]) -> bool:
    query = Query(None)
    for name, value in values.items():
        given = value if hasattr(value, "resolve_expression") else Value(value)
        query.add_annotation(given, name, select=False)
    query.add_annotation(Value(1), "_check")
    said = Coalesce(conditions, Value(1, output_field=BooleanField()), output_field=BooleanField())
    query.add_q(Q(said))
    return query.get_compiler(using=DEFAULT_DB_ALIAS).execute_sql(SINGLE) is not None


class _NotPlain(Exception):  # noqa: N818 - says what the condition is
    """Only PostgreSQL can say."""


class _Elsewhere(Exception):  # noqa: N818 - says where the field is
    """It speaks of a field that is not looked at now."""


_PLAIN = (str, bool, int, Decimal, date, datetime, time, UUID)
_NUMBERS = (bool, int, Decimal)
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le,
}  # fmt: skip


def _truth(condition: Any, values: Mapping[str, Any]) -> bool | None:
    """True, False, or None for SQL's NULL."""
    if isinstance(condition, tuple):
        path, given = condition
        return _compared(path, given, values)
    if not isinstance(condition, Q) or condition.connector not in {Q.AND, Q.OR}:
        raise _NotPlain
    parts = {_truth(child, values) for child in condition.children}
    deciding = condition.connector == Q.OR  # one such part decides, else one unknown leaves it open
    found = deciding if deciding in parts else None if None in parts else not deciding
    return found if found is None else found is not condition.negated


def _compared(path: str, given: Any, values: Mapping[str, Any]) -> bool | None:
    name, _, lookup = path.partition("__")
    left = _plain(F(name), values)
    if lookup == "range":
        least, most = given
        return _truth(Q((f"{name}__gte", least), (f"{name}__lte", most)), values)
    if lookup == "isnull":
        return (left is None) is bool(given)
    if lookup == "in" and isinstance(given, list | tuple | set | frozenset):
        among = [_plain(one, values) for one in given]
        if left is None or None in among:
            raise _NotPlain
        return any(_alike(left, one) and left == one for one in among)
    right = _plain(given, values)
    if lookup in {"", "exact"}:
        if given is None:
            return left is None
        return None if left is None or right is None else _alike(left, right) and left == right
    if lookup not in _ORDERS or str in {type(left), type(right)}:  # its order is the collation's
        raise _NotPlain
    if left is None or right is None:
        return None
    return _alike(left, right) and _ORDERS[lookup](left, right)


def _plain(given: Any, values: Mapping[str, Any]) -> Any:
    """The value of a field or a constant."""
    if isinstance(given, F):
        name = given.name  # type: ignore[attr-defined] # the stubs lack it
        if name not in values:
            raise _Elsewhere
        given = values[name]
    if isinstance(given, Value):
        given = given.value
    if given is not None and not isinstance(given, _PLAIN):
        raise _NotPlain
    return given


def _alike(left: Any, right: Any) -> bool:
    """Whether Python compares the two as PostgreSQL does."""
    numbers = isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS)
    texts = isinstance(left, str) and isinstance(right, str)
    if numbers or texts or type(left) is type(right):
        return True
    raise _NotPlain
