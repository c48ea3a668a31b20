"""Patrols: routes of points with their shifts; rounds, and who stood where and when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.roles import Role, role_name
from houqin.org.models import Place, ScopedRow, Staff
from houqin.safety.models.windows import Windowed


class PatrolRoute(ScopedRow):
    """巡更线路: points that are walked one after the other."""

    name = models.CharField(_("线路"), max_length=40)
    purpose = models.CharField(_("看什么"), max_length=200, blank=True)
    role = models.CharField(
        _("谁来走"), max_length=20, blank=True, choices=[(r.value, role_name(r)) for r in Role]
    )
    lead = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁看漏巡")
    )
    needs_label = models.BooleanField(_("必须扫现场二维码"), default=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="safety_route_one_name",
                violation_error_message=_("已有同名的线路。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PatrolPoint(ScopedRow):
    """巡更点: a place on a route; its QR is the place's."""

    route = models.ForeignKey(PatrolRoute, models.PROTECT, related_name="points")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("场所"))
    position = models.PositiveSmallIntegerField(default=0)
    looks = models.CharField(_("看什么"), max_length=120, blank=True)
    needs_photo = models.BooleanField(_("要拍照"), default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["route", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["route", "place"],
                name="safety_point_once",
                violation_error_message=_("这个场所已经在线路上。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)


class PatrolShift(Windowed, ScopedRow):
    """巡更班次: between which hours of which days the route is walked once."""

    route = models.ForeignKey(PatrolRoute, models.CASCADE, related_name="shifts")
    name = models.CharField(_("班次"), max_length=20)

    class Meta:
        ordering = ["opens", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["route", "name"],
                name="safety_shift_one_name",
                violation_error_message=_("这条线路已有同名的班次。"),
            ),
            models.CheckConstraint(
                condition=~Q(opens=F("closes")),
                name="safety_shift_lasts",
                violation_error_message=_("开始和结束时间不能相同。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.opens:%H:%M}—{self.closes:%H:%M}"


class PatrolRound(ScopedRow):
    """一轮巡更. When it is closed, what was expected and what was missed stays written."""

    route = models.ForeignKey(PatrolRoute, models.PROTECT, related_name="rounds")
    shift = models.ForeignKey(PatrolShift, models.SET_NULL, null=True, blank=True, related_name="+")
    shift_name = models.CharField(_("班次"), max_length=20, blank=True)
    day = models.DateField(_("日期"))
    opens_at = models.DateTimeField(_("开始"))
    closes_at = models.DateTimeField(_("结束"))
    walker = models.ForeignKey(
        Staff, models.PROTECT, null=True, related_name="+", verbose_name=_("谁走的")
    )
    expected = models.PositiveSmallIntegerField(_("应到"), default=0)
    seen = models.PositiveSmallIntegerField(_("已到"), default=0)
    problems = models.PositiveSmallIntegerField(_("发现问题"), default=0)
    missed = models.JSONField(default=list, help_text="[{place, name}] at closing")
    score = models.PositiveSmallIntegerField(_("到位率"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("漏巡原因"), max_length=200, blank=True)
    reason_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-opens_at", "-pk"]
        indexes = [
            models.Index(fields=["institution", "-opens_at", "-id"], name="safety_round_recent"),
            models.Index(
                fields=["institution", "route"],
                condition=Q(closed_at=None),
                name="safety_round_open",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "day"],
                condition=Q(shift__isnull=False),
                name="safety_round_once",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="safety_round_lasts"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(seen__lte=F("expected"), score__lte=100),
                name="safety_round_closed_scored",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.day.month}月{self.day.day}日 {self.shift_name or '加巡'}"


class PatrolSighting(ScopedRow):
    """到点签到: somebody stood at the point, and what was found."""

    append_only: ClassVar[bool] = True

    round = models.ForeignKey(PatrolRound, models.PROTECT, related_name="sightings")
    point = models.ForeignKey(PatrolPoint, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("时间"))
    by_label = models.BooleanField(_("扫码"), default=False)
    is_problem = models.BooleanField(_("有问题"), default=False)
    text = models.CharField(_("情况"), max_length=300, blank=True)
    token = models.UUIDField(help_text="made on the phone; a re-sent form is one row")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "token"],
                name="safety_sighting_once",
                violation_error_message=_("这次签到已经交过。"),
            ),
            models.CheckConstraint(
                condition=Q(is_problem=False) | ~Q(text=""),
                name="safety_sighting_says",
                violation_error_message=_("有问题，请写明看到了什么。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} {self.at:%H:%M}"
