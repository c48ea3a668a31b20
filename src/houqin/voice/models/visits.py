"""Visits: representatives who inspect, leaders who go round the departments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import Department, ScopedRow, Staff
from houqin.voice.models.surveys import new_key


class InspectionVisit(ScopedRow):
    """代表督察: parents' and society's representatives come, look, and say what they think.

    What is repeated is a row for each time, joined by ``former``.
    """

    class Repeat(models.IntegerChoices):
        """By how many months the next is later."""

        ONCE = 0, _("只这一次")
        MONTHLY = 1, _("每月")
        QUARTERLY = 3, _("每季度")
        HALF = 6, _("每半年（每学期）")
        YEARLY = 12, _("每年")

    title = models.CharField(_("督察主题"), max_length=60)
    day = models.DateField(_("哪天"))
    places = models.CharField(_("看哪里"), max_length=200)
    guide = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("陪同人"))
    repeat = models.PositiveSmallIntegerField(_("多久一次"), choices=Repeat, default=Repeat.ONCE)
    former = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="following"
    )
    task = models.OneToOneField(
        "planning.Task", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(repeat__range=(0, 12)), name="voice_visit_repeat"),
        ]

    def __str__(self) -> str:
        return self.title


class VisitGuest(ScopedRow):
    """One representative, with a link of the own."""

    visit = models.ForeignKey(InspectionVisit, models.CASCADE, related_name="guests")
    name = models.CharField(_("姓名"), max_length=30)
    stands_for = models.CharField(_("代表"), max_length=40, blank=True)
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "name"],
                name="voice_guest_once",
                violation_error_message=_("同一个代表写了两次。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DepartmentVisit(ScopedRow):
    """领导下科室: what was learned; each difficulty is a case of its own."""

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("科室")
    )
    day = models.DateField(_("哪天"))
    leader = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    work = models.CharField(_("工作情况"), max_length=500)
    mood = models.CharField(_("思想动态"), max_length=500, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["department", "-day"], name="voice_visit_of_department")]

    def __str__(self) -> str:
        return f"{self.day:%m月%d日} {self.department.name}"


class VisitPlan(ScopedRow):
    """下科室计划: who goes where and when, and what to look at; its task is done by the visit."""

    department = models.ForeignKey(
        Department, models.CASCADE, related_name="+", verbose_name=_("科室")
    )
    leader = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("谁去"))
    day = models.DateField(_("哪天前去"))
    look_at = models.CharField(_("去看什么"), max_length=300, blank=True)
    task = models.OneToOneField("planning.Task", models.PROTECT, related_name="+")
    visit = models.OneToOneField(
        DepartmentVisit, models.PROTECT, null=True, blank=True, related_name="plan"
    )
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["institution", "day"], name="voice_visit_plan_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "leader", "day"],
                name="voice_visit_plan_once",
                violation_error_message=_("这位这一天已经安排去这个科室。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department.name} {self.day:%m月%d日}"
