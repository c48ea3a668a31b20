"""``houqin backup FILE``: the database and the photos in one verified file, while people work."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from houqin import __version__
from houqin.cli import archive
from houqin.cli.chinese import fail, say
from houqin.cli.database import data_dir, database, owner_url
from houqin.cli.postgres_programs import ProgramError
from houqin.cli.postgres_programs import run as run_program

LAST = "last-backup.json"


def run(chosen: argparse.Namespace) -> int:
    target = Path(chosen.file).expanduser().resolve()
    if target.exists() and not chosen.force:
        return fail(f"{target} 已经存在。请换一个文件名，或加 --force 覆盖。", 2)
    if not target.parent.is_dir():
        return fail(f"没有文件夹 {target.parent}，请先建立。", 2)
    from houqin.config.embedded import DatabaseStartError

    try:
        with database():
            count = make(target)
    except (ProgramError, DatabaseStartError, archive.ArchiveError) as error:
        return fail(f"备份没有做成，原有文件没有改动：{error}")
    except OSError as error:
        return fail(f"备份没有做成：写不进 {target}（{error.strerror}）。请检查磁盘。")
    megabytes = target.stat().st_size / 1e6
    say(f"已备份到 {target}（{megabytes:.1f} MB，照片和文档 {count} 个），并已重新读出核对无误。")
    return 0


def make(target: Path) -> int:
    """Write the backup; gives the number of photos and documents in it."""
    folder = data_dir()
    say("正在导出数据库……")
    with tempfile.TemporaryDirectory(prefix="houqin-backup-", dir=folder) as name:
        dump = Path(name) / archive.DATABASE
        contents = _contents()
        # The database first: a photo is on the disk before its row is committed, so every row in
        # the dump finds its photo among the files read afterwards.
        run_program("pg_dump", "--format=custom", "--file", str(dump))
        say("正在收进照片和文档，然后重新读出核对……")
        archive.write(target, contents, _parts(folder, dump))
    last = {"at": contents.made_at, "file": str(target)}
    (folder / LAST).write_text(json.dumps(last, ensure_ascii=False), encoding="utf-8")
    return sum(name.startswith(archive.FILES) for name in contents.parts)


def _parts(folder: Path, dump: Path) -> Iterator[tuple[str, Path]]:
    yield archive.DATABASE, dump
    for name in archive.KEPT:
        if (folder / name).exists():
            yield name, folder / name
    yield from archive.files_below(folder / "files")


def _contents() -> archive.Contents:
    import psycopg

    with psycopg.connect(owner_url()) as connection:
        found = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
        if found is None or found[0] is None:
            raise archive.ArchiveError(
                "数据库还是空的，没有可备份的内容。先用 houqin up 启动一次。"
            )
        applied = connection.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
        return archive.Contents(
            made_at=datetime.now(ZoneInfo("Asia/Shanghai")).isoformat(timespec="seconds"),
            version=__version__,
            postgres=str(connection.info.server_version),
            migrations=[f"{app}.{name}" for app, name in applied],
        )
