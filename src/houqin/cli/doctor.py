"""``houqin doctor``: what is well, what to watch, what to mend, and how."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from houqin.cli.checks.finding import Finding, State, bad
from houqin.cli.chinese import say
from houqin.cli.database import data_dir, database, setup_django


def run(_chosen: argparse.Namespace) -> int:
    folder = data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for finding in _look(folder):
        say(str(finding))
        found.append(finding)
    wrong = sum(finding.state is State.BAD for finding in found)
    notes = sum(finding.state is State.NOTE for finding in found)
    if wrong:
        say(f"发现 {wrong} 处问题、{notes} 处提醒，请按箭头后的说明处理。")
        return 1
    say(f"一切正常，{notes} 处提醒。" if notes else "一切正常。")
    return 0


def _look(folder: Path) -> Iterator[Finding]:
    from houqin.cli.checks import machine
    from houqin.config.embedded import DatabaseStartError

    today = date.today()  # noqa: DTZ011 - the day on this machine's clock is what is checked
    yield from machine.look(folder, today)
    try:
        with database():
            yield from _look_inside(today)
    except DatabaseStartError as error:
        yield bad("数据库", "内置数据库没有启动起来", str(error))


def _look_inside(today: date) -> Iterator[Finding]:
    setup_django()
    from django.db import Error, connections

    from houqin.cli.checks import postgres, work

    try:
        answers = list(postgres.look())
        yield from answers
        if not any(answer.state is State.BAD for answer in answers):
            yield from work.look(today)
    except Error as error:
        advice = "请核对 DATABASE_URL、数据库角色，并先用 houqin up 启动一次"
        yield bad("数据库", str(error).strip().splitlines()[0], advice)
    finally:
        connections.close_all()
