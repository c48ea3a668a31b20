"""``houqin up``: database, web pages and background work, started and stopped together."""

from __future__ import annotations

import argparse
import gc
import os
from pathlib import Path

import fasteners

from houqin.cli import addresses
from houqin.cli.chinese import fail, say
from houqin.cli.database import MigrationError, data_dir, database, migrate, owner_url
from houqin.cli.watching import kept_running
from houqin.web.setup_token import token_file

ADDRESS_FILE = "address"


def run(chosen: argparse.Namespace) -> int:
    gc.disable()  # until the pages are served: little of what is loaded now ever goes
    folder = data_dir()
    (folder / "static").mkdir(parents=True, exist_ok=True)  # settings name it
    lock = fasteners.InterProcessLock(folder / "running.lock")
    if not lock.acquire(blocking=False):
        return fail(_already(folder))
    try:
        if not addresses.is_free(chosen.host, chosen.port):
            return fail(_taken(chosen.host, chosen.port), 2)
        return _up(chosen, folder)
    finally:
        (folder / ADDRESS_FILE).unlink(missing_ok=True)
        lock.release()


def _already(folder: Path) -> str:
    kept = folder / ADDRESS_FILE
    where = kept.read_text(encoding="utf-8").strip() if kept.exists() else ""
    at = f"，请在浏览器打开 {where}" if where else ""
    return f"这个数据文件夹（{folder}）里的后勤已经在运行{at}。不需要再启动一次。"


def _taken(host: str, port: int) -> str:
    other = addresses.next_free(host, port)
    advice = f"请改用：houqin up --port {other}" if other else "请用 --port 换一个端口。"
    return f"{port} 端口已被别的程序占用。{advice}"


def _up(chosen: argparse.Namespace, folder: Path) -> int:
    from houqin.config.embedded import DatabaseStartError

    own = not os.environ.get("DATABASE_URL")
    say(f"正在启动{'内置' if own else ''}数据库（数据在 {folder}）……")
    try:
        with database() as server:
            migrate(say)
            token = setup_token(folder)
            with kept_running(server, say):
                code = _serve(chosen, folder, token)
            say("正在停止……")
    except (DatabaseStartError, MigrationError) as error:
        return fail(str(error))
    if code:
        return fail("网页没有启动起来，数据都在。请把上面的原因发给信息员。", code)
    say("后勤已停止，数据都已写入磁盘。")
    return 0


def setup_token(folder: Path) -> str | None:
    """The one-time secret of the first-run page; None once somebody can sign in."""
    import psycopg

    kept = token_file(folder)
    with psycopg.connect(owner_url()) as connection:
        row = connection.execute("SELECT EXISTS (SELECT 1 FROM accounts_user)").fetchone()
    if row is not None and row[0]:
        kept.unlink(missing_ok=True)
        return None
    if not kept.exists():
        return new_setup_token(folder)
    return kept.read_text(encoding="ascii").strip()


def new_setup_token(folder: Path) -> str:
    """A fresh one-time secret, kept where only the program's own account reads it."""
    import secrets

    kept, token = token_file(folder), secrets.token_urlsafe(24)
    kept.write_text(token, encoding="ascii")
    kept.chmod(0o600)
    return token


def _serve(chosen: argparse.Namespace, folder: Path, token: str | None) -> int:
    from houqin.cli import serving

    here = addresses.local_url(chosen.host, chosen.port)
    phone = addresses.phone_url(chosen.host, chosen.port)
    os.environ.setdefault("HOUQIN_URL", phone or here)
    (folder / ADDRESS_FILE).write_text(here, encoding="utf-8")
    first = f"{here}/setup/{token}/" if token else here

    def ready() -> None:
        say(f"后勤已启动：{here}")
        if phone:
            say(f"同一网络的手机：{phone}")
        if token:
            say(f"第一次使用，请在浏览器打开下面的地址建立单位和第一个账号：\n  {first}")
        say("按 Ctrl+C 停止。")
        if not chosen.no_browser:
            serving.open_browser(first)

    return serving.serve(
        host=chosen.host,
        port=chosen.port,
        workers=chosen.workers,
        with_worker=not chosen.no_worker,
        ready=ready,
    )
