"""The schema an empty database begins with is the one that the migrations make."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from houqin.cli.postgres_programs import run as run_program
from houqin.core import first_schema
from tests import template

FILE = settings.FIRST_SCHEMA
LATER = 20  # migrations that may follow the file before it has to be written anew
_SHAPE = ("--schema-only", "--no-owner")
# Rights and policies are laid after every migration; see core.row_security.
_WRITTEN = (*_SHAPE, "--no-privileges", "--no-policies", "--no-comments", "--no-security-labels")
_KEY = re.compile(r"^\\(un)?restrict .*\n", re.MULTILINE)  # pg_dump draws another each time
_TITLE = re.compile(r"\n+--\n-- (?:Name: (.*); Type: .*|PostgreSQL database dump complete)\n--\n+")
# Brings code of its own to the database, which is not ours to keep; its migrations are quick.
QUEUE = "procrastinate"
_LAID_ELSEWHERE = (QUEUE, "houqin_found")  # the latter with the policies
_HEAD = """\
-- The tables of a new database: what pg_dump says after the migrations below.
-- Written by `make schema`, never by hand.
"""
_FOR_THIS = """\
SET LOCAL check_function_bodies = false;
SELECT pg_catalog.set_config('search_path', '', true);
"""


@contextmanager
def database(name: str) -> Iterator[str]:
    """An empty database, which Django uses meanwhile."""
    fullname = f"test_houqin_{os.getpid()}_{name}"
    made = sql.Identifier(fullname)
    used = connection.settings_dict["NAME"]
    with template.connected() as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(made))
        connection.close()
        connection.settings_dict["NAME"] = fullname
        try:
            yield fullname
        finally:
            connection.close()
            connection.settings_dict["NAME"] = used
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(made))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Migrating makes thousands of classes and throws them away: looking for them takes long."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def dump(*how: str) -> str:
    """What pg_dump says of the database in use, but for its key."""
    given = connection.settings_dict
    where = make_conninfo(
        dbname=given["NAME"], user=given["USER"], password=given["PASSWORD"] or None,
        host=given["HOST"] or None, port=given["PORT"] or None,
    )  # fmt: skip
    said = run_program("pg_dump", *how, "--dbname", where, connect=False)
    return _KEY.sub("", said)


def laid_again(dumped: str) -> str:
    """What PostgreSQL says of it after reading it: the same meaning has several spellings."""
    with database("again"):
        with connection.cursor() as cursor:
            cursor.execute(dumped)
        return dump(*_SHAPE)


def statements(dumped: str) -> str:
    """Without pg_dump's settings, of which an older server does not know all, and its titles."""
    _settings, *parts = _TITLE.split(dumped)
    named = zip(parts[::2], parts[1::2], strict=True)
    kept = (text for name, text in named if not any(one in (name or "") for one in _LAID_ELSEWHERE))
    return "\n".join(text.strip() for text in kept)


def taken() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return cursor.fetchall()


def write() -> None:
    made_from = "\n".join(first_schema.made_from())
    rows = ",\n".join(f"('{app}', '{name}', now())" for app, name in taken() if app != QUEUE)
    FILE.write_text(
        f"{_HEAD}{made_from}\n{_FOR_THIS}{statements(dump(*_WRITTEN))}\n"
        f"INSERT INTO public.django_migrations (app, name, applied) VALUES\n{rows};\n",
        encoding="utf-8",
        newline="\n",
    )


def test_no_migration_was_changed_after_the_first_schema_was_made_from_it():
    changed = first_schema.changed_since(FILE.read_text(encoding="utf-8"))
    assert changed == [], "new databases begin slowly: make schema"


@pytest.mark.slow
def test_an_empty_database_begins_as_the_migrations_would_make_it(django_db_blocker):
    with django_db_blocker.unblock():
        with database("one_by_one"), without_collecting():
            call_command("migrate", one_by_one=True, verbosity=0)
            steps, expected = taken(), dump(*_SHAPE)
            if not FILE.exists():
                write()
                pytest.fail("first_schema.sql is written anew: run again")
            expected = laid_again(expected)
        with database("at_once"):
            assert first_schema.begin(FILE, "default")
            began = taken()
            call_command("migrate", verbosity=0)
            assert sorted(taken()) == sorted(steps)
            assert laid_again(dump(*_SHAPE)) == expected
    ours = [step for step in steps if step[0] != QUEUE]
    assert len(ours) - len(began) <= LATER, "new databases begin slowly again: make schema"
