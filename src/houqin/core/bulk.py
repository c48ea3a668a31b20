"""Many new rows in one statement whose text does not grow with them.

``bulk_create`` writes a placeholder for every value; for two thousand rows, taking that statement
apart costs more than storing them, and COPY does not know row security. So the rows go as one JSON
text that PostgreSQL takes apart itself. Its policies and constraints hold as ever.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models.base import ModelState

BATCH = 1_000
M = TypeVar("M", bound=models.Model)


def add_many(rows: Sequence[M]) -> list[M]:
    """Store new rows of one model and give them their numbers; like ``bulk_create`` they are
    neither validated nor announced. For models with a number of their own and plain columns.
    """
    made = list(rows)
    if not made:
        return made
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        for first in range(0, len(made), BATCH):
            some = made[first : first + BATCH]
            kind = type(some[0])
            cursor.execute(_numbers(kind), [len(some)])
            for row, (number,) in zip(some, cursor.fetchall(), strict=True):
                row.pk = number
            given = [_given(row, _columns(kind)) for row in some]
            text = json.dumps(given, ensure_ascii=False, default=_said)
            cursor.execute(_insert(kind), [text])
    for row in made:
        row._state.adding, row._state.db = False, connection.alias
    return made


def blanks(kind: type[M]) -> Callable[[], M]:
    """Makes new rows as ``kind()`` does, in a tenth of the time: what a field begins with is looked
    up once, and only what is drawn anew (a code, the moment, a list) is asked for each row.

    For models whose columns are plain: nobody is told of a row that begins.
    """
    fixed: dict[str, Any] = {}
    drawn: list[tuple[str, Callable[[], Any]]] = []
    for field in kind._meta.concrete_fields:
        if field.has_default() and callable(field.default):
            drawn.append((field.attname, field.default))
        else:
            fixed[field.attname] = field.get_default()

    def blank() -> M:
        row = kind.__new__(kind)
        given = row.__dict__
        given["_state"] = ModelState()
        given.update(fixed)
        for name, draw in drawn:
            given[name] = draw()
        return row

    return blank


def set_many(kind: type[models.Model], column: str, values: Mapping[int, Any]) -> None:
    """One field of many stored rows, each with a value of its own, in one statement.

    ``bulk_update`` writes a WHEN for every row, and taking those apart grows with their square.
    """
    field: Any = kind._meta.get_field(column)
    quote, kept = connection.ops.quote_name, field.db_type(connection)
    table, key, name = (quote(one) for one in (kind._meta.db_table, "id", str(field.column)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {name} = given.value"  # noqa: S608 - names of models
            f" FROM unnest(%s::bigint[], %s::{kept}[]) AS given (id, value)"
            f" WHERE {table}.{key} = given.id",
            [list(values), [field.get_prep_value(one) for one in values.values()]],
        )


Columns = list[tuple[str, str, Callable[[models.Model], Any] | None]]


@cache
def _columns(kind: type[models.Model]) -> Columns:
    """Each column's name, the attribute that holds it, and who gives it where nothing stands."""
    found: Columns = []
    for field in kind._meta.concrete_fields:
        is_plain = type(field).pre_save is models.Field.pre_save
        give = None if is_plain else partial(_before_saving, field)
        found.append((str(field.column), field.attname, give))
    return found


def _before_saving(field: models.Field[Any, Any], row: models.Model) -> Any:
    return field.pre_save(row, add=True)


def _given(row: models.Model, columns: Columns) -> dict[str, Any]:
    held = row.__dict__
    return {name: give(row) if give else held[attribute] for name, attribute, give in columns}


def _said(value: Any) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"no way to write {type(value).__name__} of a new row")


@lru_cache(maxsize=256)
def _numbers(kind: type[models.Model]) -> str:
    quote = connection.ops.quote_name
    table, column = quote(kind._meta.db_table), kind._meta.pk.column
    sequence = f"pg_get_serial_sequence('{table}', '{column}')"
    return f"SELECT nextval({sequence}) FROM generate_series(1, %s)"  # noqa: S608 - names of models


@lru_cache(maxsize=256)
def _insert(kind: type[models.Model]) -> str:
    quote = connection.ops.quote_name
    fields = kind._meta.concrete_fields
    names = ", ".join(quote(str(field.column)) for field in fields)
    # without lengths, so that the table's own refuse what is too long
    types = ", ".join(f"{quote(str(f.column))} {_plain_type(f)}" for f in fields)
    return (
        f"INSERT INTO {quote(kind._meta.db_table)} ({names})"  # noqa: S608 - names of models
        f" SELECT {names} FROM json_to_recordset(%s::json) AS given ({types})"
    )


def _plain_type(field: models.Field[Any, Any]) -> str:
    return re.sub(r"\(.*?\)", "", field.rel_db_type(connection) or "")
