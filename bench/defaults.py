"""Columns that a bench's own INSERT leaves out take the model's default, as any row of it would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def defaulted(*models: Any) -> Iterator[None]:
    """A field learnt since a bench was written must not end its seeding."""
    from django.db import connection
    from psycopg import sql

    columns = []
    for model in models:
        for field in model._meta.concrete_fields:
            if not field.primary_key and (field.has_default() or field.empty_strings_allowed):
                value = field.get_db_prep_save(field.get_default(), connection)
                columns.append((model._meta.db_table, field.column, value))
    change = "ALTER TABLE {} ALTER COLUMN {} "
    with connection.cursor() as cursor:
        for table, column, value in columns:
            names = sql.Identifier(table), sql.Identifier(column)
            statement = sql.SQL(change + "SET DEFAULT {}").format(*names, sql.Literal(value))
            cursor.execute(statement.as_string(connection.connection))
        yield
        for table, column, _value in columns:
            statement = sql.SQL(change + "DROP DEFAULT").format(
                sql.Identifier(table), sql.Identifier(column)
            )
            cursor.execute(statement.as_string(connection.connection))
