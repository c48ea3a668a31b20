"""值日: posts, who stands there on which day, and changing places."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import Place, ScopedRow, Staff
from houqin.safety.models.windows import Windowed


class DutyPost(Windowed, ScopedRow):
    """值日岗位: where somebody stands between which hours of which days."""

    class Sort(models.TextChoices):
        LEADER = "leader", _("领导带班")
        GATE = "gate", _("校门护学")
        TEACHER = "teacher", _("教师值日")
        NIGHT = "night", _("夜间值班")
        HOLIDAY = "holiday", _("节假日值班")
        OTHER = "other", _("其他")

    name = models.CharField(_("岗位"), max_length=30)
    sort = models.CharField(_("种类"), max_length=8, choices=Sort, default=Sort.TEACHER)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("场所")
    )
    rest_days_only = models.BooleanField(_("只在休息日（双休日、节假日、假期）"), default=False)
    people = models.PositiveSmallIntegerField(_("要几个人"), default=1)
    looks = models.CharField(_("值日要求"), max_length=300, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["opens", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="safety_post_one_name",
                violation_error_message=_("已有同名的岗位。"),
            ),
            models.CheckConstraint(
                condition=~Q(opens=F("closes")),
                name="safety_post_lasts",
                violation_error_message=_("开始和结束时间不能相同。"),
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1, people__lte=20),
                name="safety_post_people",
                violation_error_message=_("一个岗位要 1 到 20 个人。"),
            ),
            models.CheckConstraint(
                condition=Q(workdays_only=False) | Q(rest_days_only=False),
                name="safety_post_some_days",
                violation_error_message=_("“只在工作日”和“只在休息日”请选一个。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Duty(ScopedRow):
    """一班: somebody's turn at a post. The hours are those of the day it was rostered for."""

    post = models.ForeignKey(DutyPost, models.PROTECT, related_name="duties")
    day = models.DateField(_("日期"))
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("值日的人"))
    opens_at = models.DateTimeField(_("开始"))
    closes_at = models.DateTimeField(_("结束"))
    signed_at = models.DateTimeField(_("到岗"), null=True, blank=True)
    by_label = models.BooleanField(_("扫码"), default=False)
    is_problem = models.BooleanField(_("有问题"), default=False)
    text = models.CharField(_("情况"), max_length=300, blank=True)

    class Meta:
        ordering = ["opens_at", "post", "pk"]
        indexes = [
            models.Index(fields=["institution", "day"], name="safety_duty_of_day"),
            models.Index(fields=["staff", "-day"], name="safety_duty_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "day", "staff"],
                name="safety_duty_once",
                violation_error_message=_("这一班已经排了这个人。"),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="safety_duty_lasts"
            ),
            models.CheckConstraint(
                condition=Q(is_problem=False) | ~Q(text=""),
                name="safety_duty_says",
                violation_error_message=_("有问题，请写明看到了什么。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.day.month}月{self.day.day}日"

    @property
    def minutes_late(self) -> int:
        """How late it was signed; 0 in time, or not signed."""
        late = (self.signed_at - self.opens_at).total_seconds() if self.signed_at else 0
        return max(0, int(late // 60))

    def state(self, now: datetime) -> tuple[str, str]:
        """A chip's word and its text."""
        if self.is_problem:
            return "review", "到岗，有问题"
        if self.signed_at is not None:
            late = self.minutes_late
            return ("review", f"迟到 {late} 分") if late else ("done", "已到岗")
        if now < self.opens_at:
            return "todo", "没到时间"
        return "late", "没签到" if now < self.closes_at else "缺岗"


class DutySwap(ScopedRow):
    """换班. Only the other's yes moves the duty; ``in_return`` is what goes the other way."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="swaps")
    giver = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    taker = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("换给谁"))
    in_return = models.ForeignKey(
        Duty, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("换回哪一班")
    )
    why = models.CharField(_("原因"), max_length=100)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    is_agreed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(answered_at=None),
                name="safety_swap_one_open",
                violation_error_message=_("这一班已经在等别人答应，先撤回再问另一个人。"),
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="safety_swap_two_people",
                violation_error_message=_("不能换给自己。"),
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=False) | Q(answered_at__isnull=False),
                name="safety_swap_agreed_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty}：{self.giver} → {self.taker}"
