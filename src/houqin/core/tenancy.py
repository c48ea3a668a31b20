"""Which institution's rows the running code may touch.

The scope is chosen once (middleware, job, command) and enters every query's WHERE clause when its
SQL is compiled, so an unscoped query raises instead of leaking. ``core.postgres`` tells PostgreSQL
the same scope, where row-level security is the second wall.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models.sql.compiler import SQLCompiler

EVERY = "*"
NOBODY = "-"
_scope: ContextVar[int | str | None] = ContextVar("houqin_institution", default=None)

M = TypeVar("M", bound=models.Model)


class NoInstitutionChosen(LookupError):  # noqa: N818 - says what happened
    """Scoped rows were asked for before anybody chose an institution."""

    def __init__(self) -> None:
        super().__init__("choose an institution first: institution_scope() or every_institution()")


@contextmanager
def institution_scope(institution_id: int) -> Iterator[None]:
    """Limit every query inside to one institution."""
    token = _scope.set(institution_id)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def every_institution() -> Iterator[None]:
    """Lift the limit on purpose: sign-in, jobs that visit each institution, the roll-up."""
    token = _scope.set(EVERY)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def nobodys_rows() -> Iterator[None]:
    """For rows of no institution (sessions): scoped ones stay refused."""
    token = _scope.set(NOBODY)
    try:
        yield
    finally:
        _scope.reset(token)


def chosen() -> int | str | None:
    """The scope as it stands: an id, ``EVERY``, ``NOBODY`` or None."""
    return _scope.get()


def institution_id() -> int:
    """The one institution in scope; NoInstitutionChosen where there is none or every."""
    scope = _scope.get()
    if not isinstance(scope, int):
        raise NoInstitutionChosen
    return scope


class InScope(models.Func):
    """``institution_id = <the scope>``, resolved each time the query runs."""

    output_field: ClassVar[models.Field[Any, Any]] = models.BooleanField()
    conditional = True

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: Any, **_extra: Any
    ) -> tuple[str, tuple[Any, ...]]:
        scope = _scope.get()
        if scope is None or scope == NOBODY:
            raise NoInstitutionChosen
        sql, params = compiler.compile(self.source_expressions[0])
        if scope == EVERY:
            return "1 = 1", ()
        return f"{sql} = %s", (*params, scope)


class ScopedManager(models.Manager[M]):
    """Filters every query by the scope; ``from_queryset`` adds a room's own methods."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(InScope("institution_id"))
