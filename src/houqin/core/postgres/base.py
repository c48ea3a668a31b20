"""Tells PostgreSQL the scope before a statement whenever the scope has changed.

The value set is remembered on the connection itself, so a pooled connection that already serves
the same institution costs nothing; a rollback undoes a SET, so it forgets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection, OperationalError

from houqin.core import tenancy
from houqin.core.postgres.instants import Instants
from houqin.core.row_security import CHOOSE, span

_UNKNOWN = object()


def _apply_scope(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001 - Django's signature
    context: dict[str, Any],
) -> Any:
    wrapper = context["connection"]
    connection = wrapper.connection
    scope = tenancy.chosen()
    known = getattr(connection, "houqin_scope", _UNKNOWN)
    is_settled = scope in {known, tenancy.NOBODY} or wrapper.is_rolling_back
    if connection is not None and not is_settled:
        with wrapper.wrap_database_errors:
            connection.execute(CHOOSE, span(scope))
        connection.houqin_scope = scope
    return execute(sql, params, many, context)


def _has_died(connection: Connection[Any]) -> bool:
    """Told without asking the server: of one that went, the end of the line has come in by now."""
    try:
        connection.pgconn.consume_input()
        connection.pgconn.consume_input()  # the first may have read a farewell before the end
    except OperationalError:
        return True
    return bool(connection.closed)


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_rolling_back = False
        self.execute_wrappers.append(_apply_scope)

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if self.timezone is Instants.timezone:
            params["context"].register_loader("timestamptz", Instants)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A request is lent no connection that has died since the last one gave it back."""
        connection = super().get_new_connection(conn_params)
        while self.pool and _has_died(connection):
            self.pool.putconn(connection)  # it sees that this one is closed, and makes another
            connection = super().get_new_connection(conn_params)
        return connection

    def _forget_scope(self) -> None:
        if self.connection is not None:
            self.connection.houqin_scope = _UNKNOWN

    def _rollback(self) -> Any:
        self._forget_scope()
        return super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> Any:
        # A broken transaction takes no other statement than this one.
        self.is_rolling_back = True
        try:
            return super()._savepoint_rollback(sid)  # type: ignore[misc]
        finally:
            self.is_rolling_back = False
            self._forget_scope()
