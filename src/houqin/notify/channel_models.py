"""Channels that an institution has set up, who wants none of them, and what goes to groups."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.notify.outbox import Outgoing
from houqin.org.models import ScopedRow, Staff

PERSONAL = ("wecom", "dingtalk", "feishu")
GROUP = ("wecom_robot", "dingtalk_robot", "feishu_robot", "webhook")


class Channel(ScopedRow):
    """One way out: an application that reaches persons, or a robot or webhook that tells a group.

    ``given`` is what anybody of the office may see (numbers, addresses); keys are in ``sealed``.
    """

    class Kind(models.TextChoices):
        WECOM = "wecom", _("企业微信应用")
        DINGTALK = "dingtalk", _("钉钉工作通知")
        FEISHU = "feishu", _("飞书应用")
        WECOM_ROBOT = "wecom_robot", _("企业微信群机器人")
        DINGTALK_ROBOT = "dingtalk_robot", _("钉钉群机器人")
        FEISHU_ROBOT = "feishu_robot", _("飞书群机器人")
        WEBHOOK = "webhook", _("其他系统")

    kind = models.CharField(_("渠道"), max_length=20, choices=Kind)
    name = models.CharField(_("名称"), max_length=40)
    is_on = models.BooleanField(_("启用"), default=True)
    given = models.JSONField(default=dict, blank=True)
    sealed = models.TextField(blank=True, help_text="the keys, encrypted")
    notice_kinds = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    last_failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["institution"], condition=Q(is_on=True), name="notify_channel_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "kind"],
                condition=Q(kind__in=PERSONAL),
                name="notify_channel_one_app_per_kind",
                violation_error_message=_("这个渠道已经设置过，请打开它修改。"),
            ),
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="notify_channel_own_name",
                violation_error_message=_("已经有一个渠道叫这个名称，请换一个。"),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=GROUP) | Q(notice_kinds=[]),
                name="notify_channel_kinds_of_groups_only",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_personal(self) -> bool:
        return self.kind in PERSONAL


class ChannelAddress(ScopedRow):
    """By which name a vendor knows who has this phone number; asked once, then kept."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+", db_index=False)
    phone = models.CharField(max_length=20)
    address = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "phone"], name="notify_address_one_a_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.address}"


class ChannelRefusal(ScopedRow):
    """This person wants nothing through channels of this kind."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=Channel.Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "kind"], name="notify_refusal_once"),
            models.CheckConstraint(
                condition=Q(kind__in=PERSONAL), name="notify_refusal_of_personal_channels"
            ),
        ]
        indexes = [models.Index(fields=["institution"], name="notify_refusal_by_institution")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.kind}"


class GroupPost(Outgoing):
    """One occasion on its way to a group or another system; the title as the notice had it."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+", db_index=False)
    notice_kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, help_text="the occasion: told once per channel")
    title = models.CharField(max_length=120)
    url = models.CharField(max_length=300, help_text="a path of this site, with the institution")
    is_urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["institution", "due_at"],
                condition=Q(state__in=["waiting", "sending"]),
                name="notify_post_due",
            ),
            models.Index(
                fields=["institution", "-id"],
                condition=Q(state="failed") | ~Q(error=""),
                name="notify_post_troubled",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["channel", "key"], name="notify_post_once"),
            models.CheckConstraint(
                condition=Q(url__startswith="/") & ~Q(url__startswith="//"),
                name="notify_post_stays_on_site",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="notify_post_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title
