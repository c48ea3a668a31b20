"""Whether a value keeps a check."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from houqin.forms.context import Context
from houqin.forms.expressions.kinds import Base
from houqin.forms.limits import RANGES, moment_limit, range_base
from houqin.forms.model import Check, CheckKind, Field
from houqin.forms.values import Value

K = CheckKind


def keeps(field: Field, check: Check, value: Value | None, context: Context) -> bool:
    """A value that is not there breaks `required` and lower counts only."""
    kind = check.kind
    if kind is K.REQUIRED:
        return value is not None
    if value is None:
        return kind is not K.MIN_COUNT or check.limit == 0
    limit: Any = check.limit
    if kind in RANGES and range_base(field) is not Base.NUMBER:
        limit = _moment(field, limit, context.now)
    return _KEEPS[kind](value, limit)


def _moment(field: Field, limit: Any, now: datetime) -> Any:
    relative = str(limit).startswith(("today", "now"))
    return moment_limit(field, limit, now) if relative else _fixed(field.type, field.result, limit)


@lru_cache(maxsize=1024)
def _fixed(type_: Any, result: Base | None, limit: str) -> Any:
    bare = Field("", "", type_, result=result)
    return moment_limit(bare, limit, datetime.min)  # noqa: DTZ901 - a fixed limit asks for no now


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _each(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


_KEEPS: dict[CheckKind, Callable[[Any, Any], bool]] = {
    K.MIN: lambda value, limit: value >= limit,
    K.MAX: lambda value, limit: value <= limit,
    K.ABOVE: lambda value, limit: value > limit,
    K.BELOW: lambda value, limit: value < limit,
    K.STEP: lambda value, limit: Decimal(value) % limit == 0,
    K.MIN_LENGTH: lambda value, limit: len(value) >= limit,
    K.MAX_LENGTH: lambda value, limit: len(value) <= limit,
    K.PATTERN: lambda value, limit: _pattern(limit).fullmatch(value) is not None,
    K.ALLOWED: lambda value, limit: all(item in limit for item in _each(value)),
    K.FORBIDDEN: lambda value, limit: not any(item in limit for item in _each(value)),
    K.CONTAINS: lambda value, limit: all(item in value for item in limit),
    K.MIN_COUNT: lambda value, limit: len(value) >= limit,
    K.MAX_COUNT: lambda value, limit: len(value) <= limit,
}
