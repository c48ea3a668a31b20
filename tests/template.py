"""A migrated, empty database on the test server, which each run and each worker copies.

It is named after what the migrations say, so that a changed migration makes another one; copying
it takes a second where migrating takes ten. What follows a migration (row-level security, content
types) still happens in each copy, so only the migrations have to be known here.
"""

from __future__ import annotations

import hashlib

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from houqin.core import first_schema

_KEPT = 8  # several checkouts may use one server


def migrated() -> str:
    """The name of the template on the server of the tests; it is made where it is missing."""
    digest = _digest()
    name = f"houqin_migrated_{digest}"
    with connected() as server:
        # Workers wait for the one that makes it; the lock is let go with the connection.
        server.execute("SELECT pg_advisory_lock(%s)", [int(digest[:15], 16)])
        if name not in _templates(server):
            _make(server, name)
    return name


def _digest() -> str:
    made_from = "\n".join(first_schema.made_from()).encode()
    begins_with = settings.FIRST_SCHEMA.read_bytes() if settings.FIRST_SCHEMA.exists() else b""
    return hashlib.sha256(made_from + begins_with).hexdigest()[:16]


def connected() -> psycopg.Connection:
    """To the server of the tests, beside its databases."""
    given = connection.settings_dict
    return psycopg.connect(
        dbname="postgres", user=given["USER"], password=given["PASSWORD"] or None,
        host=given["HOST"] or None, port=given["PORT"] or None, autocommit=True,
    )  # fmt: skip


def _templates(server: psycopg.Connection) -> list[str]:
    """Oldest first."""
    rows = server.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'houqin\\_migrated\\_%' ORDER BY oid"
    )
    return [name for (name,) in rows.fetchall()]


def _make(server: psycopg.Connection, name: str) -> None:
    """Under another name until it is whole, so that a run that was killed leaves no half of one."""
    unfinished = sql.Identifier(f"making_{name}")
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(unfinished))
    server.execute(sql.SQL("CREATE DATABASE {}").format(unfinished))
    chosen = connection.settings_dict
    real = chosen["NAME"]
    connection.close()
    chosen["NAME"] = f"making_{name}"
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        chosen["NAME"] = real
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(unfinished, sql.Identifier(name))
    )
    for old in _templates(server)[:-_KEPT]:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(old))
        )
