"""``houqin worker``: background work in a process of its own."""

from __future__ import annotations

import argparse

from houqin.cli.chinese import say
from houqin.cli.database import database, setup_django


def run(_chosen: argparse.Namespace) -> int:
    with database():
        setup_django()
        from houqin.config import worker

        say("后台工作已启动，按 Ctrl+C 停止。")
        worker.run()
    say("后台工作已停止。")
    return 0
