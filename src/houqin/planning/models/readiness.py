"""开学准备: which tasks make a term ready, and the report signed once they are done."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from houqin.org.models import ScopedRow, Staff, Term
from houqin.planning.models.tasks import Task


class ReadinessLine(ScopedRow):
    """A line of the checklist that was given to somebody as a task."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    code = models.CharField(max_length=20, blank=True, help_text="of the template; empty: own line")
    task = models.OneToOneField(Task, models.CASCADE, related_name="readiness_line")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["term"], name="planning_readiness_of_term")]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "code"],
                condition=~models.Q(code=""),
                name="planning_readiness_line_once",
                violation_error_message=_("这一项已经派下去了。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.task)


class ReadinessReport(ScopedRow):
    """The state of readiness as somebody signed it."""

    append_only: ClassVar[bool] = True

    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    lines = models.JSONField(help_text="[{title, owner, due, done, state}] as signed")
    note = models.CharField(_("说明"), max_length=300, blank=True)
    signed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=40)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "signed_by"],
                name="planning_readiness_signed_once",
                violation_error_message=_("您已经签过这学期的开学准备报告。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signed_by.name}签署的开学准备报告"
