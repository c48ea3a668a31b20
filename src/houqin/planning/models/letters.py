"""Requests and reports to superior departments, and what came back."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.search import search_field, tokens
from houqin.core.tenancy import ScopedManager
from houqin.org.models import ScopedRow, Staff


class LetterQuerySet(models.QuerySet["Letter"]):
    def unanswered(self, today: date) -> Self:
        """Whose day to ask again has come."""
        return self.filter(state=Letter.State.WAITING, remind_on__lte=today)


class Letter(ScopedRow):
    """上行文: registered when it goes out, answered when the reply comes."""

    class Sort(models.TextChoices):
        REQUEST = "request", _("请示")
        REPORT = "report", _("报告")
        APPLICATION = "application", _("申请")
        LETTER = "letter", _("函")

    class About(models.TextChoices):
        MONEY = "money", _("经费")
        POSTS = "posts", _("人员编制")
        PROJECT = "project", _("项目立项")
        POLICY = "policy", _("政策")
        OTHER = "other", _("其他")

    class State(models.TextChoices):
        WAITING = "waiting", _("待答复")
        ANSWERED = "answered", _("已答复")
        NO_REPLY = "no_reply", _("不用答复")

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("同意")
        PARTLY = "partly", _("部分同意")
        REFUSED = "refused", _("未同意")
        LATER = "later", _("以后再议")

    sort = models.CharField(_("文种"), max_length=12, choices=Sort, default=Sort.REQUEST)
    about = models.CharField(_("事由"), max_length=8, choices=About, default=About.MONEY)
    number = models.CharField(_("文号"), max_length=30)
    sent_on = models.DateField(_("发文日期"))
    addressee = models.CharField(_("主送"), max_length=60)
    subject = models.CharField(_("标题"), max_length=100)
    content = models.CharField(_("内容摘要"), max_length=1000, blank=True)
    amount = models.DecimalField(
        _("申请金额（元）"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    remind_on = models.DateField(_("到哪天没答复就提醒"))
    reply_on = models.DateField(_("答复日期"), null=True, blank=True)
    reply = models.CharField(_("答复内容"), max_length=1000, blank=True)
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome, blank=True)
    granted = models.CharField(_("批准了什么"), max_length=200, blank=True)
    amount_granted = models.DecimalField(
        _("批准金额（元）"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    search = search_field()

    objects = ScopedManager.from_queryset(LetterQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-sent_on", "-pk"]
        indexes = [
            models.Index(fields=["institution", "-sent_on"], name="planning_letter_recent"),
            # the morning's reminders
            models.Index(
                fields=["institution", "remind_on"],
                condition=Q(state="waiting"),
                name="planning_letter_waiting",
            ),
            GinIndex(fields=["search"], name="planning_letter_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "number"],
                name="planning_letter_number",
                violation_error_message=_("这个文号已经登记过，请核对。"),
            ),
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gte=0))
                & (Q(amount_granted=None) | Q(amount_granted__gte=0)),
                name="planning_letter_amounts",
                violation_error_message=_("金额不能是负数。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (Q(reply_on__isnull=False) & ~Q(outcome="")),
                name="planning_letter_answered",
                violation_error_message=_("登记答复时请填日期和结果。"),
            ),
            models.CheckConstraint(
                condition=Q(reply_on=None) | Q(reply_on__gte=F("sent_on")),
                name="planning_letter_reply_after",
                violation_error_message=_("答复日期不能早于发文日期。"),
            ),
            models.CheckConstraint(
                condition=Q(remind_on__gt=F("sent_on")),
                name="planning_letter_reminds_later",
                violation_error_message=_("提醒的日子要在发文之后。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}（{self.number}）"

    def is_unanswered(self, today: date) -> bool:
        return self.state == self.State.WAITING and self.remind_on <= today

    def fill_search(self) -> None:
        self.search = tokens(
            self.institution_id, self.subject, self.number, self.addressee, self.content, self.reply
        )
