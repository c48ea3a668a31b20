"""What happened to a case, in order; what was said about it; which alarms were given."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.cases.models.cases import Case
from houqin.ledgers.models import Entry
from houqin.org.models import ScopedRow, Staff


class CaseStep(ScopedRow):
    """One step of the timeline; never changed."""

    append_only: ClassVar[bool] = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps", db_index=False)
    transition = models.CharField(max_length=30, help_text="the flow's code, or the engine's own")
    name = models.CharField(max_length=60, help_text="as it was called then")
    came_from = models.CharField(max_length=20, blank=True)
    went_to = models.CharField(max_length=20)
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=50)
    party = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    given = models.JSONField(default=dict)
    token = models.UUIDField(help_text="made on the phone; a twice-tapped button is one step")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["case", "id"], name="cases_step_of_case")]
        constraints = [
            models.UniqueConstraint(fields=["institution", "token"], name="cases_step_once"),
            models.CheckConstraint(condition=~Q(by_name=""), name="cases_step_by_somebody"),
        ]

    def __str__(self) -> str:
        return self.name


class Comment(ScopedRow):
    """留言; one with ``is_public`` is read by whoever has the follow code."""

    append_only: ClassVar[bool] = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="comments", db_index=False)
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=50)
    text = models.TextField(
        _("留言"), max_length=1000, error_messages={"blank": _("请写下要说的话。")}
    )
    is_public = models.BooleanField(default=False)
    at = models.DateTimeField()
    token = models.UUIDField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["case", "id"], name="cases_comment_of_case")]
        constraints = [
            models.UniqueConstraint(fields=["institution", "token"], name="cases_comment_once"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="cases_comment_says",
                violation_error_message=_("请写下要说的话。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class CaseAlarm(ScopedRow):
    """A reminder or escalation that was given: each step once for each deadline."""

    append_only: ClassVar[bool] = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="alarms", db_index=False)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    round = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "code", "round"], name="cases_alarm_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Finding(ScopedRow):
    """A failed item or abnormal value of an entry: it became a case, or was fixed on the spot."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False)
    path = models.CharField(max_length=120, help_text="which item; empty: the other values")
    message = models.CharField(max_length=300)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="findings")
    fixed = models.CharField(max_length=500, blank=True, help_text="the measure that put it right")
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "path"], name="cases_finding_once"),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | ~Q(fixed=""), name="cases_finding_is_handled"
            ),
        ]

    def __str__(self) -> str:
        return self.message


class FlowRule(ScopedRow):
    """How an institution numbers a flow's cases, and the number given last."""

    flow = models.CharField(max_length=20)
    numbering = models.CharField(_("编号规则"), max_length=40)
    period = models.CharField(max_length=40, blank=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["flow"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "flow"], name="cases_rule_one_per_flow"),
            models.CheckConstraint(
                condition=Q(numbering__contains="{n"),
                name="cases_rule_numbers_differ",
                violation_error_message=_("编号规则里要有流水号 {n}，例如 YH-{year}-{n:4}。"),
            ),
        ]

    def __str__(self) -> str:
        return self.flow
