"""Loaded by pytest before the settings: a PostgreSQL for the tests, unless DATABASE_URL names one.

Several test runs may share the embedded server: each has a database of its own, named after the
process that began the run; those of runs that were killed are dropped by the next one.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import psutil
import psycopg

os.environ["HOUQIN_TESTING"] = "1"
os.environ["HOUQIN_AS_OWNER"] = "1"
if "HOUQIN_DATA" not in os.environ:  # the workers of one run inherit it
    os.environ["HOUQIN_DATA"] = tempfile.mkdtemp(prefix="houqin-test-")
    atexit.register(shutil.rmtree, os.environ["HOUQIN_DATA"], ignore_errors=True)
Path(os.environ["HOUQIN_DATA"], "static").mkdir(parents=True, exist_ok=True)  # settings name it
os.environ.setdefault("HOUQIN_SECRET_KEY", "only-for-tests")


def drop_abandoned(url: str) -> None:
    """Drop the databases of runs whose process is gone."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute(
            r"SELECT datname FROM pg_database WHERE datname ~ '^test_houqin_[0-9]+(_[a-z0-9_]+)?$'"
        )
        for (name,) in rows.fetchall():
            if not psutil.pid_exists(int(name.split("_")[2])):
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


if "HOUQIN_TEST_DATABASE" not in os.environ:  # the workers of one run inherit it
    os.environ["HOUQIN_TEST_DATABASE"] = f"test_houqin_{os.getpid()}"
if "DATABASE_URL" not in os.environ:
    from houqin.config import embedded

    folder = Path(tempfile.gettempdir()) / "houqin-test-postgres"
    server = embedded.start(folder, durable=False)
    os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
    drop_abandoned(server.superuser_url)
