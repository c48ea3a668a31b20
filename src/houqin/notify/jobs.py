"""The minute's job: digests that are due, then the outbox."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from houqin.core import clock
from houqin.notify.delivery import deliver
from houqin.notify.models import Channel, Delivery, DigestRun, GroupPost
from houqin.notify.senders import everybodys_senders
from houqin.org.models import Institution


def deliver_due(institution_id: int) -> int:
    """How many messages left. Most minutes this is one query that finds nothing."""
    if not _has_something_due(institution_id, clock.now()):
        return 0
    return deliver(read_clock=clock.now)


def _has_something_due(institution_id: int, now: datetime) -> bool:
    local = timezone.localtime(now)
    here = Q(institution=OuterRef("pk"))
    due = Exists(Delivery.objects.due(now).filter(here))
    posts = Exists(GroupPost.objects.due(now).filter(here))
    done = DigestRun.objects.filter(here, day=local.date())
    digest = Q(digest_at__lte=local.time()) & Q(~Exists(done))
    if not everybodys_senders():
        digest &= Q(Exists(Channel.objects.filter(here, is_on=True)))
    return Institution.objects.filter(due | posts | digest, pk=institution_id).exists()
