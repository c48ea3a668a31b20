"""``houqin restore FILE``: all of a backup or nothing of it.

The archive is read and compared before anything is touched; photos are added first (a photo without
a row harms nobody) and the database changes in one transaction, so that a power cut at any moment
leaves either the old data or the new.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import fasteners

from houqin.cli import archive
from houqin.cli.chinese import fail, say
from houqin.cli.database import MigrationError, data_dir, database, migrate, owner_url
from houqin.cli.postgres_programs import ProgramError
from houqin.cli.postgres_programs import run as run_program

_EMPTY_FIRST = "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
# Settings that pg_restore of PostgreSQL 18 writes and an older server does not know.
_NEW_SETTINGS = {b"SET transaction_timeout": 170000}


class RestoreError(RuntimeError):
    """Refused before anything was changed; ``str()`` says why."""


def run(chosen: argparse.Namespace) -> int:
    source = Path(chosen.file).expanduser().resolve()
    folder = data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    lock = fasteners.InterProcessLock(folder / "running.lock")
    if not lock.acquire(blocking=False):
        return fail("后勤正在运行。请先在启动它的窗口按 Ctrl+C 停止，再恢复。")
    try:
        contents = archive.verify(source)
        say(f"备份完整（{contents.made_at} 制作，版本 {contents.version}）。")
        with database():
            _restore(source, contents, folder, force=chosen.force)
    except (RestoreError, archive.ArchiveError) as error:
        return fail(str(error), 2)
    except ProgramError as error:
        return fail(f"恢复没有做成，原有数据没有改动：\n{error}")
    except MigrationError as error:
        return fail(f"数据已恢复，但还没有升级到这个版本；修好后再执行 houqin up。\n{error}")
    finally:
        lock.release()
    say("已恢复。用 houqin up 启动。")
    return 0


def _restore(source: Path, contents: archive.Contents, folder: Path, *, force: bool) -> None:
    if not force and _has_data():
        raise RestoreError(
            "这里已经有数据，没有恢复。要替换它，请先 houqin backup 一次，再加 --force。"
        )
    _refuse_newer(contents)
    _refuse_different_files(contents, folder / "files")
    say("正在放回照片和文档……")
    for name in contents.parts:
        if name.startswith(archive.FILES):
            _put_back(source, name, folder / name)
    say("正在恢复数据库……")
    with tempfile.TemporaryDirectory(prefix="houqin-restore-", dir=folder) as scratch:
        _restore_database(source, Path(scratch))
    for name in archive.KEPT:
        if name in contents.parts:
            archive.extract(source, name, folder / name)
    (folder / "schema.json").unlink(missing_ok=True)
    migrate(say)  # grants the program's role its rights, and brings an older backup up to date


def _has_data() -> bool:
    import psycopg

    with psycopg.connect(owner_url()) as connection:
        found = connection.execute("SELECT to_regclass('accounts_user')").fetchone()
        if found is None or found[0] is None:
            return False
        row = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM accounts_user) OR EXISTS (SELECT 1 FROM org_institution)"
        ).fetchone()
    return bool(row and row[0])


def _refuse_newer(contents: archive.Contents) -> None:
    from django.db.migrations.loader import MigrationLoader

    from houqin.cli.database import setup_django

    setup_django()
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if set(contents.migrations) - known:
        raise RestoreError(
            f"这个备份由更新的版本（{contents.version}）制作，请先升级后勤再恢复。没有改动任何数据。"
        )


def _refuse_different_files(contents: archive.Contents, folder: Path) -> None:
    for name, digest in contents.parts.items():
        here = folder / name.removeprefix(archive.FILES)
        if name.startswith(archive.FILES) and here.exists():
            if archive.same_content(here, digest):
                continue
            raise RestoreError(
                f"{here} 和备份里的同名文件内容不同，没有恢复。请先把 {folder} 改名放到一边，再试。"
            )


def _put_back(source: Path, name: str, target: Path) -> None:
    if target.exists():
        return
    unfinished = target.with_name(target.name + ".part")
    archive.extract(source, name, unfinished)
    unfinished.replace(target)


def _restore_database(source: Path, scratch: Path) -> None:
    dump, script, first = scratch / "dump", scratch / "script.sql", scratch / "first.sql"
    archive.extract(source, archive.DATABASE, dump)
    run_program(
        "pg_restore", "--no-owner", "--no-privileges", "--file", str(script), str(dump),
        connect=False,
    )  # fmt: skip
    _fit_to_server(script)
    first.write_text(_EMPTY_FIRST, encoding="utf-8")
    run_program(
        "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
        "--output", str(scratch / "said"), "--file", str(first), "--file", str(script),
    )  # fmt: skip


def _fit_to_server(script: Path) -> None:
    """Leave out the settings an older server would refuse; they stand in the first lines."""
    import psycopg

    with psycopg.connect(owner_url()) as connection:
        version = connection.info.server_version
    unknown = tuple(line for line, since in _NEW_SETTINGS.items() if version < since)
    if not unknown:
        return
    fitted = script.with_suffix(".fitted")
    with script.open("rb") as old, fitted.open("wb") as new:
        for number, line in enumerate(old):
            if number > 40 or not line.startswith(unknown):
                new.write(line)
    fitted.replace(script)
