"""A migrated, empty database on the test server, which each run and each worker copies.

It is named after what the migrations say, so that a changed migration makes another one; copying
it takes a second where migrating takes ten. What follows a migration (row-level security, content
types) still happens in each copy, so only the migrations have to be known here.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from psycopg import sql

_KEPT = 8  # several checkouts may use one server


def migrated() -> str:
    """The name of the template on the server of the tests; it is made where it is missing."""
    digest = _digest()
    name = f"houqin_migrated_{digest}"
    with _server() as server:
        # Workers wait for the one that makes it; the lock is let go with the connection.
        server.execute("SELECT pg_advisory_lock(%s)", [int(digest[:15], 16)])
        if name not in _templates(server):
            _make(server, name)
    return name


def _digest() -> str:
    read = hashlib.sha256()
    for config in sorted(apps.get_app_configs(), key=lambda one: one.name):
        # a migration may take its statements from a folder beside it
        for folder in ("migrations", "sql"):
            for file in sorted(Path(config.path, folder).rglob("*.py")):
                read.update(f"{config.name}/{file.name}".encode() + file.read_bytes())
            for file in sorted(Path(config.path, folder).rglob("*.sql")):
                read.update(f"{config.name}/{file.name}".encode() + file.read_bytes())
    return read.hexdigest()[:16]


def _server() -> psycopg.Connection:
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
    settings = connection.settings_dict
    real = settings["NAME"]
    connection.close()
    settings["NAME"] = f"making_{name}"
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        settings["NAME"] = real
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(unfinished, sql.Identifier(name))
    )
    for old in _templates(server)[:-_KEPT]:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(old))
        )
