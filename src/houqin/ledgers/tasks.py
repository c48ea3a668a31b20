"""Work that takes longer than a person waits for a page: done by the queue."""

from __future__ import annotations

from django.db import close_old_connections

from houqin.core.queue import queue
from houqin.core.tenancy import institution_scope


@queue.task(name="houqin:ledgers.import_step")
def import_step(institution: int, batch: int, staff: int) -> None:
    """Check, take in or undo a large import."""
    from houqin.ledgers.importing.steps import by_the_queue

    close_old_connections()
    with institution_scope(institution):
        by_the_queue(batch, staff, institution)


# One at a time: papers are heavy, and the queue's other hand must stay free for what is due.
@queue.task(name="houqin:ledgers.make_paper", lock="houqin:ledgers.papers")
def make_paper(institution: int, order: int) -> None:
    """Put an ordered file together."""
    from houqin.core import clock
    from houqin.ledgers.bundles.making import write
    from houqin.ledgers.services.orders import make

    close_old_connections()
    with institution_scope(institution):
        make(order, write, read_clock=clock.now)
