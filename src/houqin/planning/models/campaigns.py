"""Campaigns: a movement with named aims, what serves each aim, and how far it has come."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import Department, ScopedRow, Staff
from houqin.planning.models.items import PlanItem
from houqin.planning.models.tasks import Task


class Campaign(ScopedRow):
    """专项活动, e.g. 四好一满意一放心."""

    class State(models.TextChoices):
        RUNNING = "running", _("进行中")
        CLOSED = "closed", _("已结束")

    title = models.CharField(_("活动名称"), max_length=60)
    purpose = models.CharField(_("目的"), max_length=500, blank=True)
    first = models.DateField(_("开始日期"))
    last = models.DateField(_("结束日期"))
    lead = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("牵头人")
    )
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-first", "-pk"]
        indexes = [
            models.Index(fields=["institution", "-first"], name="planning_campaign_recent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="planning_campaign_ends_after_start",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
            models.UniqueConstraint(
                fields=["institution", "title", "first"],
                name="planning_campaign_one_title",
                violation_error_message=_("同一天开始的同名活动已经有了，请换个名称。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CampaignAim(ScopedRow):
    """One named aim, e.g. 师生满意."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="aims")
    name = models.CharField(_("目标"), max_length=30)
    meaning = models.CharField(_("怎样算做到"), max_length=300, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("部门")
    )
    owner = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责人")
    )
    method = models.CharField(_("办法"), max_length=500, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "name"],
                name="planning_campaignaim_one_name",
                violation_error_message=_("这个活动已有同名的目标。"),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="planning_campaignaim_named",
                violation_error_message=_("请写目标名称。"),
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by=None)
                | (Q(submitted_at__isnull=False, submitted_by__isnull=False) & ~Q(method="")),
                name="planning_campaignaim_submitted_whole",
                violation_error_message=_("请先写明办法，再报方案。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AimItem(ScopedRow):
    """An item of a plan that serves the aim."""

    aim = models.ForeignKey(CampaignAim, models.CASCADE, related_name="links")
    item = models.ForeignKey(PlanItem, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["aim", "item"], name="planning_aimitem_once"),
        ]

    def __str__(self) -> str:
        return str(self.item)


class AimStep(ScopedRow):
    """A step towards the aim: somebody's task."""

    aim = models.ForeignKey(CampaignAim, models.PROTECT, related_name="steps")
    task = models.OneToOneField(Task, models.PROTECT, related_name="aim_step")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["aim"], name="planning_step_of_aim")]

    def __str__(self) -> str:
        return str(self.task)


class Indicator(ScopedRow):
    """How an aim is measured: counted from tasks, read from another room, or entered by hand."""

    class Sort(models.TextChoices):
        RATE = "rate", _("挂接事项的完成率")
        ON_TIME = "on_time", _("挂接事项的按时率")
        OVERDUE = "overdue", _("挂接事项的逾期未办")
        ROOM = "room", _("系统里的其他数字")
        FIGURE = "figure", _("人工填报的数字")

    aim = models.ForeignKey(CampaignAim, models.CASCADE, related_name="indicators")
    sort = models.CharField(_("数字从哪来"), max_length=8, choices=Sort, default=Sort.RATE)
    source_code = models.CharField(max_length=60, blank=True)
    title = models.CharField(_("指标名称"), max_length=40)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    target = models.DecimalField(
        _("目标值"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    is_lower_better = models.BooleanField(_("越低越好"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["aim", "title"],
                name="planning_indicator_one_title",
                violation_error_message=_("这个目标已有同名的指标。"),
            ),
            models.CheckConstraint(
                condition=Q(sort="room") ^ Q(source_code=""),
                name="planning_indicator_source",
                violation_error_message=_("请选择用系统里的哪个数字。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IndicatorFigure(ScopedRow):
    """A figure entered by hand with where it comes from; a later one replaces it on the card."""

    append_only: ClassVar[bool] = True

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures")
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=2)
    as_of = models.DateField(_("哪天的数"))
    source = models.CharField(
        _("数字来源"),
        max_length=120,
        error_messages={"blank": _("请写明数字从哪来，例如“11月食堂满意度问卷，回收 312 份”。")},
    )
    entered_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-as_of", "-pk"]
        indexes = [
            models.Index(fields=["indicator", "-as_of", "-id"], name="planning_figure_last"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="planning_indicatorfigure_sourced",
                violation_error_message=_("请写明数字从哪来。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value}（{self.source}）"


class ScoreCard(ScopedRow):
    """A published scorecard: the figures as they stood, which later work no longer moves."""

    append_only: ClassVar[bool] = True

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="cards")
    number = models.PositiveSmallIntegerField()
    aims = models.JSONField()
    published_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"], name="planning_scorecard_number"
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 期"
