"""A running database for a command, and its schema brought up to date as its owner."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
SETTINGS = "houqin.config.settings"
_SHAPED_BY = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "core/row_security.py")
_DEPENDENCIES = ("django-", "django_allauth-", "procrastinate-")


def data_dir() -> Path:
    """The data folder, absolute from now on for every process we start."""
    folder = Path(os.environ.get("HOUQIN_DATA") or "data").expanduser().resolve()
    os.environ["HOUQIN_DATA"] = str(folder)
    return folder


@contextmanager
def database() -> Iterator[Any]:
    """``DATABASE_URL`` names a running database inside; yields the embedded one or None."""
    folder = data_dir()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if os.environ.get("DATABASE_URL"):
        folder.mkdir(parents=True, exist_ok=True)
        yield None
        return
    from houqin.config import embedded

    server = embedded.start(folder)
    try:
        yield server
    finally:
        server.leave()
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            os.environ.pop(name, None)


def owner_url() -> str:
    return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]


def _code_mark() -> str:
    """Changes whenever the code could want another schema."""
    total = hashlib.sha256()
    for pattern in _SHAPED_BY:
        for path in sorted(PACKAGE.glob(pattern)):
            total.update(path.relative_to(PACKAGE).as_posix().encode())
            total.update(path.read_bytes())
    total.update("".join(_versions()).encode())
    return total.hexdigest()


def _versions() -> list[str]:
    """Of what brings tables of its own, by the name of its record among the installed packages:
    asking ``importlib.metadata`` takes longer than everything else here.
    """
    found = find_spec("django")
    here = Path(found.origin).parents[1] if found and found.origin else PACKAGE
    return sorted(
        name
        for name in os.listdir(here)  # noqa: PTH208 - names are all it wants
        if name.lower().startswith(_DEPENDENCIES) and name.endswith(".dist-info")
    )


def _schema_mark() -> str:
    """Which database this is and the migrations it has seen; empty for a new one."""
    import psycopg

    with psycopg.connect(owner_url()) as connection:
        found = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
        if found is None or found[0] is None:
            return ""
        row = connection.execute(
            "SELECT (SELECT oid FROM pg_database WHERE datname = current_database()),"
            " count(*), max(id), max(applied) FROM django_migrations"
        ).fetchone()
    return str(row)


def migrate(tell: Callable[[str], None]) -> None:
    """Apply what is pending, as the owner; skipped in a moment when nothing can be pending."""
    kept = data_dir() / "schema.json"
    code = _code_mark()
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if known == {"code": code, "schema": _schema_mark()}:
        return
    tell("正在准备数据库……")
    _run_migrate(tell)
    kept.write_text(json.dumps({"code": code, "schema": _schema_mark()}), encoding="utf-8")


def _run_migrate(tell: Callable[[str], None]) -> None:
    environment = {**os.environ, "HOUQIN_AS_OWNER": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "django", "migrate", "--noinput", "--no-color"]
    lines: list[str] = []
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        done = 0
        for line in process.stdout or ():
            lines.append(line.rstrip())
            if "... OK" in line:
                done += 1
                if done % 20 == 0:
                    tell(f"  已升级 {done} 步……")
    if process.returncode:
        tail = "\n".join(lines[-12:])
        raise MigrationError(f"数据库升级没有成功，数据没有改动。请把下面几行发给信息员：\n{tail}")


class MigrationError(RuntimeError):
    """Pending migrations could not be applied; ``str()`` is what to tell the person."""


def setup_django() -> None:
    """Load the program in this process; only for commands that need it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()
