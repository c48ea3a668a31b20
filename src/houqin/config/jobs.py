"""The periodic work that rooms announce: found, run for every institution, and reported.

One institution's failure does not keep the work from the others, and one job's failure does not
keep the other jobs from running.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections

from houqin.core.manifest import Job, manifests
from houqin.core.tenancy import every_institution, institution_scope
from houqin.org.models import Institution

log = logging.getLogger(__name__)
Tell = Callable[[str], None]


class JobError(Exception):
    """A job failed for at least one institution; the queue then shows it as failed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    done: int
    failed: tuple[str, ...]


def jobs() -> dict[str, Job]:
    """Every announced job by name, in the rooms' order."""
    return {job.name: job for manifest in manifests() for job in manifest.jobs}


def run(job: Job, tell: Tell | None = None) -> Outcome:
    """Run the job once for every institution."""
    with every_institution():
        institutions = list(Institution.objects.order_by("pk").values_list("pk", "name"))
    failed = []
    for pk, name in institutions:
        close_old_connections()
        try:
            with institution_scope(pk):
                job.run(pk)
        except Exception:
            log.exception("job %s failed for institution %s", job.name, pk)
            failed.append(name)
            if tell is not None:
                tell(f"“{name}”没有做成，原因已写进日志。")
    return Outcome(len(institutions) - len(failed), tuple(failed))


def run_or_fail(job: Job) -> None:
    """Run the job; JobError after the last institution when any of them failed."""
    outcome = run(job)
    if outcome.failed:
        raise JobError(f"{job.name}: failed for {len(outcome.failed)} institutions")
