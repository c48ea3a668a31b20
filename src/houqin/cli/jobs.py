"""``houqin jobs``: the periodic work there is, and running one by hand."""

from __future__ import annotations

import argparse

from houqin.cli.chinese import fail, say
from houqin.cli.database import database, setup_django


def run(chosen: argparse.Namespace) -> int:
    with database():
        setup_django()
        from houqin.config import jobs

        known = jobs.jobs()
        if chosen.action == "list":
            for one in known.values():
                say(f"{one.name:<32} {one.cron:<16} {one.title}")
            if not known:
                say("还没有定时任务。")
            return 0
        job = known.get(chosen.name or "")
        if job is None:
            return fail(f"没有名为“{chosen.name or ''}”的任务。用 houqin jobs 看全部任务。", 2)
        outcome = jobs.run(job, say)
        say(f"“{job.title}”：{outcome.done} 个单位做完，{len(outcome.failed)} 个没有做成。")
        return 1 if outcome.failed else 0
