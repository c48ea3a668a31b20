"""Ask PostgreSQL whether conditions hold for values that are not stored yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BooleanField, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE


def hold(conditions: Q, values: Mapping[str, Any]) -> bool:
    """Like ``Q.check``, without its savepoint: two statements fewer for each row that is added.

    For values whose fields have been cleaned, so that the question itself cannot fail. Raises
    FieldError where a condition speaks of a field that is not among the values.
    """
    query = Query(None)
    for name, value in values.items():
        given = value if hasattr(value, "resolve_expression") else Value(value)
        query.add_annotation(given, name, select=False)
    query.add_annotation(Value(1), "_check")
    said = Coalesce(conditions, Value(1, output_field=BooleanField()), output_field=BooleanField())
    query.add_q(Q(said))
    return query.get_compiler(using=DEFAULT_DB_ALIAS).execute_sql(SINGLE) is not None
