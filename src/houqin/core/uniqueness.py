"""Whether a row's unique values are free: asked by a query that is compiled once for each rule.

Django builds and compiles it anew for every row that is checked, which costs more than the answer.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.db.models import Model, UniqueConstraint

from houqin.core.prepared import PreparedRows

_ASKED = (str, int)  # True and False are numbers, too; what else a rule may hold Django asks itself


def is_free(row: Model, rule: UniqueConstraint, exclude: Collection[str]) -> bool:
    """Whether no other row has these values; False where Django must say, with its sentence.

    Only of rules that name columns and hold always, and of values that are there.
    """
    if not _is_plain(rule) or any(name in exclude for name in rule.fields):
        return False
    fields: list[Any] = [row._meta.get_field(name) for name in rule.fields]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    if not all(isinstance(value, _ASKED) for value in values.values()):
        return False
    values = {name: str(v) if isinstance(v, str) else v for name, v in values.items()}
    if row._state.adding:
        return not _others(type(row), tuple(values), own=False)(**values)
    return not _others(type(row), tuple(values), own=True)(own=row.pk, **values)


def _is_plain(rule: UniqueConstraint) -> bool:
    return bool(rule.fields) and rule.condition is None and rule.nulls_distinct is None


@lru_cache(maxsize=1024)
def _others(kind: type[Model], columns: tuple[str, ...], *, own: bool) -> PreparedRows:
    def build(own: Any = None, **values: Any) -> Any:
        rows = kind._default_manager.filter(**values)
        return (rows.exclude(pk=own) if own is not None else rows).values("pk")[:1]

    return PreparedRows(build)
