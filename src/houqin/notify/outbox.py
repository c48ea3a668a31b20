"""What the two outboxes share: how something that leaves the program is tried, and given up."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.core.tenancy import ScopedManager
from houqin.notify import rules
from houqin.notify.senders import SendFailed
from houqin.org.models import ScopedRow


class OutgoingState(models.TextChoices):
    WAITING = "waiting", _("待发")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发")
    FAILED = "failed", _("没有发出")
    DROPPED = "dropped", _("不必发了")


class OutgoingQuerySet(models.QuerySet[Any]):
    def due(self, now: datetime) -> Self:
        """To be sent now, or begun by a worker that has died."""
        waiting = Q(state=OutgoingState.WAITING, due_at__lte=now)
        return self.filter(
            waiting | Q(state=OutgoingState.SENDING, started_at__lte=now - rules.LEASE)
        )

    def troubled(self) -> Self:
        """Given up, or tried in vain so far."""
        return self.filter(Q(state=OutgoingState.FAILED) | ~Q(error=""))


class Outgoing(ScopedRow):
    """Claimed, sent, settled."""

    State = OutgoingState

    state = models.CharField(max_length=8, choices=OutgoingState, default=OutgoingState.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = ScopedManager.from_queryset(OutgoingQuerySet)()

    class Meta:
        abstract = True

    def claim(self, now: datetime, *, most_interrupted: int, said: str) -> bool:
        """Begin to send it; False where that was interrupted too often: it is given up."""
        if self.state == OutgoingState.SENDING and self.attempts >= most_interrupted:
            self.state, self.error = OutgoingState.FAILED, said
            return False
        self.state, self.attempts = OutgoingState.SENDING, self.attempts + 1
        self.started_at = now
        return True

    def fail(self, failure: SendFailed, now: datetime) -> None:
        """To be tried again later, or given up; a pause is no attempt."""
        self.state, self.error = OutgoingState.WAITING, str(failure)[:300]
        if failure.pause:
            self.attempts, self.due_at = self.attempts - 1, now + failure.pause
            return
        self.due_at = now + rules.patience(self.attempts)
        most = rules.MAX_OUTAGE_ATTEMPTS if failure.outage else rules.MAX_ATTEMPTS
        if failure.final or self.attempts >= most:
            self.state = OutgoingState.FAILED


CLAIMED = ("state", "attempts", "started_at", "error")  # what ``claim`` changes
FAILED = ("state", "attempts", "due_at", "error")  # what ``fail`` changes
