"""An empty database begins with the tables as they were, instead of with every step to them.

Django works out all models anew for each step, so the whole way takes a minute and grows with each
room. ``settings.FIRST_SCHEMA`` is what pg_dump said of a database that had gone the way; it names
the migrations that led there, and whatever came later follows as in any other database. Where one
of those migrations has been changed since, or is not known here, the whole way is gone instead.

``tests/test_first_schema.py`` compares the two and writes the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

PACKAGE = Path(__file__).resolve().parents[1]
_MADE_FROM = re.compile(r"^-- from (\S+) (\w+)$", re.MULTILINE)


def begin(file: Path, using: str) -> bool:
    """Lay the tables, if the database is empty and the file fits this program."""
    connection = connections[using]
    if not file.is_file() or connection.introspection.table_names():
        return False
    written = file.read_text(encoding="utf-8")
    if changed_since(written):
        return False
    with transaction.atomic(using):
        with connection.cursor() as cursor:
            cursor.execute(written)
        taken = set(MigrationRecorder(connection).applied_migrations())
        known = set(MigrationLoader(None).disk_migrations or ())
        if taken <= known:
            return True
        transaction.set_rollback(
            rollback=True, using=using
        )  # packages older than those it was written with
        return False


def made_from() -> Iterator[str]:
    """For each file that our migrations consist of, the line that the schema says of it."""
    for config in sorted(apps.get_app_configs(), key=lambda one: one.name):
        for folder in ("migrations", "sql"):  # a migration may take its statements from beside it
            place = Path(config.path, folder)
            if not place.is_relative_to(PACKAGE):
                continue
            for path in sorted([*place.rglob("*.py"), *place.rglob("*.sql")]):
                if path.name != "__init__.py":
                    yield f"-- from {path.relative_to(PACKAGE).as_posix()} {_digest(path)}"


def changed_since(written: str) -> list[str]:
    """The files that are no longer what the schema was made from."""
    said = _MADE_FROM.findall(written)
    return [name for name, digest in said if _digest(PACKAGE / name) != digest]


def _digest(path: Path) -> str:
    """The same whichever line ends the file has here."""
    if not path.is_file():
        return ""
    return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()[:16]
