"""Evidence outlives the entry it names, when that is destroyed at the end of its time."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from houqin.core import clock
from houqin.ledgers.models import Entry
from houqin.ledgers.services import retention
from houqin.ledgers.services.proving import verify_book
from houqin.ledgers.testing import make_book, make_entry
from houqin.planning.models import Evidence
from houqin.planning.testing_books import running, task_of


def test_a_done_task_keeps_its_evidence_without_the_destroyed_entry(
    institution, director, principal
):
    now = clock.now()
    book = make_book(retention_months=6, backdate_days=None)
    old = retention.months_before(now, 7)
    entry = make_entry(book, director, now=old)
    task = task_of(running(director, principal, book=book.code))
    proof = Evidence.objects.create(
        task=task, entry=entry, note="见台账", made_by=director.staff, made_at=old,
        entered_at=old, token=uuid4(),
    )  # fmt: skip
    asked = retention.propose(actor=director, book_id=book.pk, reason="到期", now=now)
    retention.confirm(actor=principal, proposal_id=asked.pk, now=now + timedelta(minutes=1))
    assert not Entry.objects.filter(pk=entry.pk).exists()
    proof.refresh_from_db()
    assert (proof.entry_id, proof.note) == (None, "见台账")
    assert verify_book(book).is_whole
