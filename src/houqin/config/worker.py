"""The worker: takes jobs from PostgreSQL and starts the periodic ones at their time.

It runs in a thread of the serving process by default (``houqin up``), or alone on as many machines
as wanted (``houqin worker``); the queue sees to it that each job is taken once.
"""

from __future__ import annotations

import asyncio
import sys
import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from croniter import croniter
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from procrastinate import RetryStrategy
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from procrastinate.periodic import PeriodicDeferrer

from houqin.config.jobs import jobs, run_or_fail
from houqin.core.manifest import Job
from houqin.core.queue import queue

KEEP_HOURS = 30 * 24
STALLED_SECONDS = 120
HEARTBEAT_SECONDS = 20
CATCH_UP_AFTER_SECONDS = 60  # whoever starts the program in the morning wants pages first
CATCH_UP_SECONDS = 24 * 3600
# What begins in the moment the program ends is refused a thread by Python, with this error alone;
# the next start takes it up. Whatever goes wrong inside a job is a JobError by then.
_REFUSED = RetryStrategy(max_attempts=3, wait=5, retry_exceptions=[RuntimeError])


def _task_of(job: Job) -> Any:
    def periodic(timestamp: int) -> None:
        run_or_fail(job)

    name = f"houqin:{job.name}"
    return queue.task(name=name, queueing_lock=name, retry=_REFUSED)(periodic)


async def _tidy(timestamp: int) -> None:
    """Take up jobs whose worker was killed, and forget what finished a month ago."""
    manager = queue.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        try:
            await manager.retry_job(stalled)
        except UniqueViolation:  # the same work waits already: its next turn does this one's, too
            await manager.finish_job(stalled, Status.ABORTED, delete_job=False)
    await manager.delete_old_jobs(
        nb_hours=KEEP_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


def register_periodic() -> None:
    """Tell the queue every announced job; its cron is read on the clock of Asia/Shanghai."""
    registry = queue.periodic_registry
    if registry.periodic_tasks:
        return
    now = datetime.now(ZoneInfo(settings.TIME_ZONE))
    planned = [(_task_of(job), job.name, job.cron) for job in jobs().values()]
    tidy: Any = queue.task(name="houqin:tidy", queueing_lock="houqin:tidy", retry=_REFUSED)(_tidy)
    planned.append((tidy, "tidy", "*/5 * * * *"))
    for task, name, cron in planned:
        known: Any = registry.register_task(
            task=task, cron=cron, periodic_id=name, configure_kwargs={}
        )
        # The queue reckons in UTC; a croniter that has met a zoned instant stays in that zone.
        known.__dict__["croniter"] = croniter(cron, now)


async def _catch_up() -> None:
    """Put in the last turn of each job that nobody was there for: an office's PC is off at night.

    The queue remembers every turn it was given, so one that had its time is not given twice.
    """
    late = PeriodicDeferrer(queue.periodic_registry, max_delay=CATCH_UP_SECONDS)
    await late.defer_jobs(list(late.get_previous_tasks(at=time.time())))


async def _catch_up_soon() -> None:
    await asyncio.sleep(CATCH_UP_AFTER_SECONDS)
    await _catch_up()


async def _work(*, signals: bool) -> None:
    connector: Any = queue.connector  # Django's, which knows its counterpart for workers
    worker_app = queue.with_connector(connector.get_worker_connector())
    async with worker_app.open_async():
        catching_up = asyncio.create_task(_catch_up_soon())
        try:
            await worker_app.run_worker_async(
                concurrency=2,
                install_signal_handlers=signals,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_SECONDS,
                shutdown_graceful_timeout=10,
            )
        finally:
            catching_up.cancel()


def _loop() -> asyncio.AbstractEventLoop:
    # psycopg cannot use the loop that Windows starts with.
    if sys.platform == "win32":
        return asyncio.SelectorEventLoop()
    return asyncio.new_event_loop()


def run(*, signals: bool = True) -> None:
    """Work until stopped."""
    autodiscover_modules("tasks")
    register_periodic()
    with asyncio.Runner(loop_factory=_loop) as runner:
        runner.run(_work(signals=signals))
