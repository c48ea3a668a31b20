"""Where the day's digests are sent, and whether they arrived."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.ledgers.models.chained import DayHead
from houqin.org.models import ScopedRow, Staff


class DayPosting(ScopedRow):
    """每日摘要寄到哪里: one row for each institution that sends its digests out."""

    addresses = ArrayField(models.EmailField(), default=list, blank=True)
    webhook = models.URLField(
        _("接收网址"), max_length=300, blank=True, help_text="https only; posts JSON, signed"
    )
    secret = models.CharField(_("签名密钥"), max_length=80, blank=True)
    changed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="ledgers_posting_once"),
            models.CheckConstraint(
                condition=Q(webhook="") | Q(webhook__startswith="https://"),
                name="ledgers_posting_https",
                violation_error_message=_("接收网址要以 https:// 开头。"),
            ),
            models.CheckConstraint(
                condition=Q(webhook="") | ~Q(secret=""),
                name="ledgers_posting_signed",
                violation_error_message=_("填了接收网址，就要填签名密钥。"),
            ),
        ]

    def __str__(self) -> str:
        return "每日摘要寄送"


class DayDelivery(ScopedRow):
    """One day's digest to one address: tried until it arrives or is given up, and shown."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("邮件")
        WEBHOOK = "webhook", _("网址")

    class State(models.TextChoices):
        WAITING = "waiting", _("待发")
        SENT = "sent", _("已发出")
        FAILED = "failed", _("没有发成")

    day = models.ForeignKey(DayHead, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel)
    address = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["institution", "due_at"],
                condition=Q(state="waiting"),
                name="ledgers_delivery_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "channel", "address"], name="ledgers_delivery_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day.day} {self.address}"
