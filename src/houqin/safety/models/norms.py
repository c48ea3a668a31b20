"""Four-colour risk points (红橙黄蓝), and the clauses of the safety norm with their reports."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import Place, ScopedRow, Staff


class RiskPoint(ScopedRow):
    """风险点: what may go wrong at a place, how bad, and what is done against it."""

    class Colour(models.TextChoices):
        RED = "red", _("红：重大风险")
        ORANGE = "orange", _("橙：较大风险")
        YELLOW = "yellow", _("黄：一般风险")
        BLUE = "blue", _("蓝：低风险")

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("场所"))
    title = models.CharField(_("风险点"), max_length=60)
    colour = models.CharField(_("等级"), max_length=6, choices=Colour)
    harm = models.CharField(_("可能发生什么"), max_length=120)
    measures = models.TextField(_("管控措施"), max_length=1000)
    response = models.CharField(_("出事怎么处置"), max_length=300, blank=True)
    leader = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("责任人"))
    review_by = models.DateField(_("最迟复评日期"))
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["place", "title", "pk"]
        indexes = [
            models.Index(fields=["institution", "colour"], name="safety_risk_by_colour"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "title"],
                name="safety_risk_one_title",
                violation_error_message=_("这个场所已有同名的风险点。"),
            ),
            models.CheckConstraint(
                condition=~Q(measures=""),
                name="safety_risk_measures",
                violation_error_message=_("请写管控措施。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.title}"


class SafetyClause(ScopedRow):
    """安全规范的一条, with the leader who answers for it."""

    number = models.PositiveSmallIntegerField(_("条号"))
    text = models.CharField(_("内容"), max_length=300)
    leader = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("责任领导"))
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "number"],
                name="safety_clause_one_number",
                violation_error_message=_("已有这个条号。"),
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 条"


class ClauseReport(ScopedRow):
    """一周的执行情况 of a clause. Another report is another row: the last counts."""

    append_only: ClassVar[bool] = True

    class State(models.TextChoices):
        DONE = "done", _("落实")
        PARTLY = "partly", _("部分落实")
        NOT = "not", _("没有落实")

    clause = models.ForeignKey(SafetyClause, models.PROTECT, related_name="reports")
    week = models.DateField(_("哪一周"), help_text="its Monday")
    state = models.CharField(_("执行情况"), max_length=6, choices=State)
    evidence = models.CharField(_("依据、说明"), max_length=300)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["institution", "week"], name="safety_report_of_week")]
        constraints = [
            models.CheckConstraint(
                condition=Q(week__iso_week_day=1), name="safety_report_of_a_monday"
            ),
            models.CheckConstraint(
                condition=~Q(evidence=""),
                name="safety_report_says",
                violation_error_message=_("请写依据或说明。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.week}"
