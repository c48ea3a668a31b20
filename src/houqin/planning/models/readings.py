"""A plan on its way in: what somebody pasted or uploaded, until they have chosen what to import."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import ScopedRow, Staff, Term


class PlanReading(ScopedRow):
    """Kept here and not in the browser, so that a closed page or a second device loses nothing."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等待读取")
        READING = "reading", _("正在读取")
        READ = "read", _("已读出")
        FAILED = "failed", _("读不出")
        IMPORTED = "imported", _("已导入")

    token = models.UUIDField(unique=True, help_text="made with the form; a re-sent form is one row")
    name = models.CharField(_("文件名"), max_length=120, blank=True)
    text = models.TextField(_("粘贴的内容"), blank=True)
    content = models.BinaryField(null=True, editable=True)
    lines = models.JSONField(default=list, help_text="[[text, heading level]] as extracted")
    found = models.JSONField(default=list, help_text="one summary for each plan the text holds")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True, help_text="last sign of life of whoever reads")
    error = models.CharField(max_length=300, blank=True)
    term = models.ForeignKey(Term, models.SET_NULL, null=True, blank=True, related_name="+")
    first = models.DateField(_("第一天"))
    last = models.DateField(_("最后一天"))
    plan_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["institution", "made_at"], name="planning_reading_of_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="planning_reading_ends_after_start",
                violation_error_message=_("计划的最后一天不能早于第一天。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name or "粘贴的计划"

    @property
    def percent(self) -> int:
        """How far reading has come; extraction is most of it."""
        return min(99, 100 * self.step // self.steps) if self.steps else 0
