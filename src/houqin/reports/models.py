"""A summary as a document: figures as they were counted, and sentences that people wrote."""

from __future__ import annotations

from typing import cast

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import ScopedRow, Staff
from houqin.planning.models import WorkPlan
from houqin.reports.rules import Period
from houqin.reports.rules import Sort as PeriodSort


class Report(ScopedRow):
    """半年总结 or 本月小结 of a plan.

    ``figures`` is what was counted at ``generated_at`` and is replaced by each regeneration;
    ``texts`` holds the sentences people edited, by place, and survives it.
    """

    class Sort(models.TextChoices):
        HALF_YEAR = "half", _("总结")
        MONTH = "month", _("本月小结")

    class State(models.TextChoices):
        DRAFT = "draft", _("征求意见稿")
        SUBMITTED = "submitted", _("待审")
        APPROVED = "approved", _("已审定")

    plan = models.ForeignKey(WorkPlan, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=6, choices=Sort)
    title = models.CharField(_("标题"), max_length=120)
    first = models.DateField(_("从"))
    last = models.DateField(_("到"))
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    figures = models.JSONField(default=dict, blank=True)
    texts = models.JSONField(default=dict, blank=True)
    photos = models.JSONField(
        default=list, blank=True, help_text="chosen files, as StoredFile keys"
    )
    photos_chosen = models.BooleanField(default=False, help_text="somebody chose; stop suggesting")
    generated_at = models.DateTimeField()
    generated_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(_("退回理由"), max_length=300, blank=True)
    approved_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["institution", "-id"], name="reports_report_recent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="reports_report_days",
                violation_error_message=_("最后一天不能早于第一天。"),
            ),
            models.CheckConstraint(
                condition=Q(sort__in=["half", "month"]), name="reports_report_sort"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
                name="reports_report_submitted_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="reports_report_approved_by",
                violation_error_message=_("总结由校长审定。"),
            ),
            models.UniqueConstraint(
                fields=["plan", "sort", "first"],
                name="reports_report_one_per_period",
                violation_error_message=_("这个计划这段时间已经有一份，请打开它更新。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(cast(PeriodSort, self.sort), self.first, self.last)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED
