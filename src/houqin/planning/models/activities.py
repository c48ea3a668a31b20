"""Activities: planned with a budget, held with what they cost and who came, reported on."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.search import search_field, tokens
from houqin.core.tenancy import ScopedManager
from houqin.org.models import Department, ScopedRow, Staff
from houqin.planning.models.tasks import Task


class ActivityQuerySet(models.QuerySet["Activity"]):
    def report_missing(self, today: date) -> Self:
        """Held, a report is due, and the day has passed without one."""
        return self.filter(state="held", reported_at=None, report_due__lt=today)


class Activity(ScopedRow):
    """活动. A study visit or a party activity owes a report; who came late with it stays late."""

    class Sort(models.TextChoices):
        CELEBRATION = "celebration", _("庆祝和文体")
        PARTY = "party", _("党建活动")
        VOLUNTEER = "volunteer", _("志愿服务")
        VISIT = "visit", _("外出学习")
        LECTURE = "lecture", _("讲座")
        OTHER = "other", _("其他")

    class Organiser(models.TextChoices):
        UNION = "union", _("工会")
        YOUTH = "youth", _("共青团")
        WOMEN = "women", _("妇联（女工）")
        PARTY = "party", _("党组织")
        OFFICE = "office", _("行政、后勤")
        DEPARTMENT = "department", _("部门、科室")

    class State(models.TextChoices):
        PLANNED = "planned", _("计划中")
        HELD = "held", _("已开展")
        CANCELLED = "cancelled", _("已取消")

    sort = models.CharField(_("类型"), max_length=12, choices=Sort, default=Sort.CELEBRATION)
    organiser = models.CharField(_("主办"), max_length=10, choices=Organiser)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("部门")
    )
    title = models.CharField(_("活动名称"), max_length=60)
    demanded = models.CharField(_("落实上级什么要求"), max_length=100, blank=True)
    aim = models.CharField(_("目的和安排"), max_length=1000)
    day = models.DateField(_("哪天开展"))
    place = models.CharField(_("地点"), max_length=60)
    lead = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("负责人"))
    budget = models.DecimalField(_("预算（元）"), max_digits=10, decimal_places=2, default=0)
    safety = models.CharField(_("安全检查"), max_length=200, blank=True)
    report_due = models.DateField(_("报告期限"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    summary = models.CharField(_("开展情况"), max_length=1000, blank=True)
    cost = models.DecimalField(
        _("实际花费（元）"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    over_reason = models.CharField(_("超预算的原因"), max_length=200, blank=True)
    guests = models.PositiveIntegerField(_("名单外参加的人数"), default=0)
    rating = models.DecimalField(
        _("参加人评分"), max_digits=2, decimal_places=1, null=True, blank=True
    )
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True)
    report = models.CharField(_("报告"), max_length=2000, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    is_report_late = models.BooleanField(default=False)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    search = search_field()

    objects = ScopedManager.from_queryset(ActivityQuerySet)()  # type: ignore[misc]

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [
            models.Index(fields=["institution", "-day"], name="planning_activity_recent"),
            GinIndex(fields=["search"], name="planning_activity_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | (~Q(summary="") & Q(cost__isnull=False)),
                name="planning_activity_held_with_summary",
                violation_error_message=_("请写开展情况和实际花费，没花钱填 0。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(cost__lte=F("budget")) | ~Q(over_reason=""),
                name="planning_activity_over_why",
                violation_error_message=_("花费超过预算，请写明原因。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | ~Q(safety=""),
                name="planning_activity_safe",
                violation_error_message=_("请写明安全检查：谁查的、查了什么。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="planning_activity_cancelled_why",
                violation_error_message=_("取消活动请写明原因。"),
            ),
            models.CheckConstraint(
                condition=Q(budget__gte=0) & (Q(cost=None) | Q(cost__gte=0)),
                name="planning_activity_money",
                violation_error_message=_("预算和花费不能是负数。"),
            ),
            models.CheckConstraint(
                condition=Q(reported_at=None) | ~Q(report=""),
                name="planning_activity_report_said",
                violation_error_message=_("请写报告：学到什么、准备采用什么。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def fill_search(self) -> None:
        self.search = tokens(
            self.institution_id, self.title, self.aim, self.place, self.demanded, self.summary
        )


class Participation(ScopedRow):
    """Who is to take part, and came."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="people")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    came = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["staff"], name="planning_participation_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "staff"], name="planning_participation_once"
            ),
        ]

    def __str__(self) -> str:
        return self.staff.name


class ActivityTask(ScopedRow):
    """A duty handed out for the activity, or what was adopted from it: somebody's task."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="duties")
    task = models.OneToOneField(Task, models.PROTECT, related_name="activity_duty")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["activity"], name="planning_duty_of_activity")]

    def __str__(self) -> str:
        return str(self.task)
