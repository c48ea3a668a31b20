"""Notices, what each person wants to hear of and how, and the deliveries outside the program."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.core.tenancy import ScopedManager
from houqin.notify.channel_models import (
    Channel,
    ChannelAddress,
    ChannelRefusal,
    GroupPost,
)
from houqin.notify.outbox import Outgoing
from houqin.org.models import ScopedRow, Staff

__all__ = [
    "Channel",
    "ChannelAddress",
    "ChannelRefusal",
    "Delivery",
    "DigestRun",
    "GroupPost",
    "Notice",
    "NoticeChoice",
]


class NoticeQuerySet(models.QuerySet["Notice"]):
    def listed_for(self, staff: Staff) -> Self:
        """What the person sees on the page of notices."""
        return self.filter(recipient=staff, is_listed=True)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def read(self) -> Self:
        return self.filter(read_at__isnull=False)

    def page_after(self, key: int | None, size: int) -> Self:
        """The next ``size`` + 1 rows below ``key``, newest first."""
        rows = self if key is None else self.filter(pk__lt=key)
        return rows.order_by("-pk")[: size + 1]

    def for_digest(self) -> Self:
        """Not urgent, not read, not mailed yet, and wanted by mail."""
        return self.filter(read_at=None, mailed_at=None, is_urgent=False, by_mail=True)

    def of_digest(self, day: date) -> Self:
        """What that day's digest has carried already by another channel, and nobody has read."""
        return self.filter(read_at=None, digest_day=day, is_urgent=False, by_mail=True)


class Notice(ScopedRow):
    """通知: one sentence to one person, with the page it is about."""

    recipient = models.ForeignKey(Staff, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(_("标题"), max_length=120)
    body = models.CharField(_("内容"), max_length=400, blank=True)
    url = models.CharField(max_length=300, help_text="a path of this site, with the institution")
    is_urgent = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=True, help_text="false: wanted by mail only")
    by_mail = models.BooleanField(default=True)
    key = models.CharField(max_length=120, help_text="the same key is never sent twice to a person")
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    digest_day = models.DateField(
        _("随哪天的汇总发出"), null=True, help_text="other channels of that day still say it"
    )

    objects: ClassVar[Any] = ScopedManager.from_queryset(NoticeQuerySet)()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # the page of what was read
            models.Index(
                fields=["recipient", "-id"],
                condition=Q(read_at__isnull=False, is_listed=True),
                name="notify_notice_read",
            ),
            # the bell, on every page
            models.Index(
                fields=["recipient", "-id"],
                condition=Q(read_at=None, is_listed=True),
                name="notify_notice_unread",
            ),
            # the day's digest
            models.Index(
                fields=["institution", "recipient"],
                condition=Q(read_at=None, mailed_at=None, is_urgent=False, by_mail=True),
                name="notify_notice_for_digest",
            ),
            models.Index(fields=["target_type", "target_id"], name="notify_notice_of_target"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notify_notice_once"),
            models.CheckConstraint(
                condition=Q(url__startswith="/") & ~Q(url__startswith="//"),
                name="notify_notice_stays_on_site",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NoticeChoice(ScopedRow):
    """How one person wants to hear of one kind, where that differs from the kind's default."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    in_app = models.BooleanField(_("程序内"), default=True)
    by_mail = models.BooleanField(_("邮件"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "kind"], name="notify_choice_one_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.kind}"


class Delivery(Outgoing):
    """One message that leaves the program: an urgent notice, or a day's digest. The outbox."""

    recipient = models.ForeignKey(Staff, models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=20)
    notice = models.ForeignKey(Notice, models.CASCADE, null=True, related_name="+", db_index=False)
    day = models.DateField(null=True, help_text="of a digest")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # the job, every minute: what is due
            models.Index(
                fields=["institution", "due_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="notify_delivery_due",
            ),
            models.Index(
                fields=["institution", "-id"],
                condition=Q(state="failed") | ~Q(error=""),
                name="notify_delivery_troubled",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notify_delivery_once"),
            models.UniqueConstraint(
                fields=["recipient", "channel", "day"], name="notify_delivery_one_digest_a_day"
            ),
            models.CheckConstraint(
                condition=Q(notice=None, day__isnull=False) | Q(notice__isnull=False, day=None),
                name="notify_delivery_notice_or_digest",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="notify_delivery_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.recipient_id} {self.get_state_display()}"

    @property
    def channel_name(self) -> str:
        """As the list of what did not go out says it."""
        return str(dict(Channel.Kind.choices).get(self.channel, "邮件"))


class DigestRun(ScopedRow):
    """The institution's digests of that day are in the outbox; whoever adds the row makes them."""

    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "day"], name="notify_digestrun_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
