"""The minute's job: digests that are due, then the outbox."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from houqin.core import clock
from houqin.notify import rules
from houqin.notify.delivery import deliver
from houqin.notify.models import Delivery, DigestRun
from houqin.notify.senders import ready_senders
from houqin.org.models import Institution


def deliver_due(institution_id: int) -> int:
    """How many messages left. Most minutes this is one query that finds nothing."""
    if not ready_senders() or not _has_something_due(institution_id, clock.now()):
        return 0
    return deliver(read_clock=clock.now)


def _has_something_due(institution_id: int, now: datetime) -> bool:
    local = timezone.localtime(now)
    mine = Delivery.objects.filter(institution=OuterRef("pk"))
    due = mine.filter(
        Q(state=Delivery.State.WAITING, due_at__lte=now)
        | Q(state=Delivery.State.SENDING, started_at__lte=now - rules.LEASE)
    )
    done = DigestRun.objects.filter(institution=OuterRef("pk"), day=local.date())
    digest = Q(digest_at__lte=local.time()) & ~Exists(done)
    return Institution.objects.filter(Exists(due) | digest, pk=institution_id).exists()
