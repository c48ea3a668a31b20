"""A query that is compiled once and then only run: the hot path of every page.

Compiling a queryset costs several times what PostgreSQL needs to answer it. A prepared query is
built once with slots where its values go; running it fills them in. The scope is a slot, too,
so a prepared query is held to the institution in scope like any other, and NoInstitutionChosen is
raised where there is none.
"""

from __future__ import annotations

import re
import threading
from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler
from psycopg.sql import Literal

from houqin.core import tenancy

M = TypeVar("M", bound=models.Model)


class _Named:
    """What stands among the parameters until the query is run."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


_ONE = "one"
_BIGINT = range(-(2**63), 2**63)
_SCOPE = _Named("institution in scope")


class Slot(models.Expression):
    """Where a value of this field's type goes when the query is run."""

    def __init__(self, name: str, output_field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.slot = _Named(name)
        self.cast = output_field.db_type(connection)

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        return f"%s::{self.cast}", (self.slot,)


_FIELDS: dict[type, Callable[[], models.Field[Any, Any]]] = {
    bool: models.BooleanField,
    int: models.BigIntegerField,
    str: models.TextField,
    date: models.DateField,
    datetime: models.DateTimeField,
    UUID: models.UUIDField,
}


class Compiled:
    """The SQL of a queryset with its parameters, and how its rows become tuples or instances."""

    def __init__(self, queryset: models.QuerySet[Any, Any], *, one: bool) -> None:
        query = queryset.query
        with _scope_as_slot() if one else nullcontext():
            self.compiler = query.get_compiler(using=DEFAULT_DB_ALIAS)
            sql, params = self.compiler.as_sql()
        self.sql, self.slots = _with_constants(sql, params)
        select = self.compiler.select or []
        self.converters = self.compiler.get_converters([column for column, _sql, _as in select])
        names = query.selected or [*query.values_select, *query.annotation_select]
        self.named = namedtuple("Row", names, rename=True)._make  # type: ignore[attr-defined]
        self.klass = self.compiler.klass_info
        if self.klass is not None:
            fields = self.klass["select_fields"]
            self.span = slice(fields[0], fields[-1] + 1)
            self.attributes = [column.target.attname for column, _sql, _as in select[self.span]]
            self.related = get_related_populators(self.klass, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]

    def rows(self, values: dict[str, Any]) -> Iterator[Any]:
        """The rows as PostgreSQL gave them, converted where a field asks for it."""
        found = [tenancy.chosen() if slot is _SCOPE else values[slot.name] for slot in self.slots]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, found)
            rows: Any = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return iter(rows)

    def instance(self, row: Any) -> Any:
        made = self.klass["model"].from_db(DEFAULT_DB_ALIAS, self.attributes, row[self.span])
        for each in self.related:
            each.populate(row, made)
        for name, position in (self.compiler.annotation_col_map or {}).items():
            setattr(made, name, row[position])
        return made


def _with_constants(sql: str, params: Sequence[Any]) -> tuple[str, list[_Named]]:
    """The SQL with what never changes written into it, and the slots that are left.

    A plan that PostgreSQL keeps for any values can use a partial index only where it reads the
    index's condition in the statement itself.
    """
    connection.ensure_connection()
    waiting, slots = iter(params), []

    def place(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        param = next(waiting)
        if isinstance(param, _Named):
            slots.append(param)
            return "%s"
        return Literal(param).as_string(connection.connection).replace("%", "%%")

    return re.sub("%%|%s", place, sql), slots


@contextmanager
def _scope_as_slot() -> Iterator[None]:
    token = tenancy._scope.set(_SCOPE)  # type: ignore[arg-type]
    try:
        yield
    finally:
        tenancy._scope.reset(token)


class _Prepared:
    """``build`` takes the values by name and gives a queryset.

    It is called with slots, once for each kind of scope (an institution, all, none), so it may
    compare and select with what it is given, not compute with it in Python. Values are whole
    numbers, texts, truths, days, instants and UUIDs, each always of one type.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]]) -> None:
        self._build = build
        self._known: dict[str | None, Compiled] = {}
        self._lock = threading.Lock()

    def _compiled(self, values: dict[str, Any]) -> Compiled | None:
        """None where no row can fit."""
        if not all(value in _BIGINT for value in values.values() if isinstance(value, int)):
            try:  # a number that no column holds, as an address may name it: Django knows
                return Compiled(self._build(**values), one=False)
            except EmptyResultSet:
                return None
        scope = tenancy.chosen()
        sort = _ONE if isinstance(scope, int) else scope
        with self._lock:
            if sort not in self._known:
                slots = {name: Slot(name, _FIELDS[type(v)]()) for name, v in values.items()}
                self._known[sort] = Compiled(self._build(**slots), one=sort == _ONE)
            return self._known[sort]


class PreparedRows(_Prepared):
    """Of a queryset of ``values()``: named tuples."""

    def __call__(self, **values: Any) -> list[Any]:
        compiled = self._compiled(values)
        return [compiled.named(row) for row in compiled.rows(values)] if compiled else []


class Prepared(_Prepared, Generic[M]):
    """Of a queryset of a model, with its ``select_related`` and annotations: instances."""

    def __call__(self, **values: Any) -> list[M]:
        compiled = self._compiled(values)
        return [compiled.instance(row) for row in compiled.rows(values)] if compiled else []

    def one(self, **values: Any) -> M | None:
        """The first row's instance, or None."""
        return next(iter(self(**values)), None)

    def get(self, **values: Any) -> M:
        """The first row's instance of what must be there; LookupError otherwise."""
        found = self.one(**values)
        if found is None:
            raise LookupError(f"no row of {values}")
        return found
