"""Periodic work: for every institution, whatever happens at one, and not lost at the end."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.jobs import Job as Queued

from houqin.config.jobs import JobError, run_or_fail
from houqin.config.worker import _catch_up, _tidy, register_periodic
from houqin.core.manifest import Job
from houqin.core.queue import queue
from houqin.org.testing import make_institution


@pytest.mark.django_db
def test_one_institutions_failure_does_not_keep_the_work_from_the_others():
    first, second, third = (make_institution().pk for _n in range(3))
    served = []

    def work(institution: int) -> None:
        if institution == second:
            raise ZeroDivisionError
        served.append(institution)

    with pytest.raises(JobError, match="1 institutions"):
        run_or_fail(Job("work", "0 6 * * *", work, "每天的活"))
    assert served == [first, third]


def test_a_job_that_began_when_the_program_ended_is_taken_up_and_a_failed_one_is_not():
    register_periodic()
    for task in (one.task for one in queue.periodic_registry.periodic_tasks.values()):
        queued = Queued(
            id=1, queue="default", lock=None, queueing_lock=task.name, task_name=task.name
        )
        refused = RuntimeError("cannot schedule new futures after shutdown")
        assert task.get_retry_exception(exception=refused, job=queued) is not None
        assert task.get_retry_exception(exception=JobError("x"), job=queued) is None


@pytest.mark.django_db(transaction=True)
def test_work_cut_off_is_taken_up_unless_the_same_waits_already():
    def put(name: str) -> None:
        queue.configure_task(name, queueing_lock=name, allow_unknown=True).defer()

    with connection.cursor() as cursor:
        put("houqin:once")
        put("houqin:twice")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        put("houqin:twice")
        async_to_sync(_tidy)(0)
        cursor.execute("SELECT task_name, status::text FROM procrastinate_jobs ORDER BY 1, 2")
        assert cursor.fetchall() == [
            ("houqin:once", "todo"), ("houqin:twice", "aborted"), ("houqin:twice", "todo")
        ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_nights_work_of_a_pc_that_was_off_is_done_in_the_morning_and_once():
    register_periodic()
    with connection.cursor() as cursor:
        for _start in range(2):
            async_to_sync(_catch_up)()
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s",
                           ["houqin:ledgers.seal_day"])  # fmt: skip
            assert cursor.fetchone() == (1,)
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
