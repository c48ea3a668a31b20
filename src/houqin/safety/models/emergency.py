"""Emergency plans (预案) with versions, people to call, and drills of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.core.roles import Role, role_name
from houqin.org.models import ScopedRow, Staff


class EmergencyPlan(ScopedRow):
    """应急预案, one for each kind of danger."""

    class Danger(models.TextChoices):
        FIRE = "fire", _("火灾")
        THEFT = "theft", _("盗窃破坏")
        INTRUSION = "intrusion", _("外来侵害、反恐防暴")
        FOOD = "food", _("食物中毒")
        INJURY = "injury", _("人身伤害")
        QUAKE = "quake", _("地震等自然灾害")
        STAMPEDE = "stampede", _("拥挤踩踏")
        TRAFFIC = "traffic", _("交通、校车")
        UTILITY = "utility", _("停水停电停气")
        EQUIPMENT = "equipment", _("设备事故")
        EPIDEMIC = "epidemic", _("传染病")
        OTHER = "other", _("其他突发事件")

    title = models.CharField(_("预案名称"), max_length=60)
    danger = models.CharField(_("应对"), max_length=10, choices=Danger)
    review_by = models.DateField(_("最迟复审日期"))
    current = models.ForeignKey(
        "safety.PlanEdition", models.PROTECT, null=True, editable=False, related_name="+"
    )
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["danger", "title", "pk"]
        indexes = [
            models.Index(fields=["institution", "danger"], name="safety_plan_by_danger"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "title"],
                name="safety_plan_one_title",
                violation_error_message=_("已有同名的预案。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanEdition(ScopedRow):
    """预案的一版: what to do, step by step. An edition is never changed, the next replaces it."""

    append_only: ClassVar[bool] = True

    plan = models.ForeignKey(EmergencyPlan, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("版本"))
    steps = models.TextField(_("处置步骤"), max_length=8000)
    posts = models.TextField(_("分工"), max_length=4000, blank=True)
    routes = models.TextField(_("疏散路线和集合地点"), max_length=2000, blank=True)
    change = models.CharField(_("改了什么"), max_length=200, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="safety_edition_one_number"),
            models.CheckConstraint(
                condition=~Q(steps=""),
                name="safety_edition_says",
                violation_error_message=_("请写处置步骤，一行一步。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} 第 {self.number} 版"

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.steps.splitlines() if line.strip()]


class EmergencyContact(ScopedRow):
    """应急电话: of the institution's own people (always their present number) or of a body."""

    class Body(models.TextChoices):
        OWN = "own", _("本单位")
        POLICE = "police", _("派出所")
        FIRE = "fire", _("消防")
        HOSPITAL = "hospital", _("医院急救")
        TRAFFIC = "traffic", _("交警")
        MARKET = "market", _("市场监管")
        CITY = "city", _("城管")
        SUPERIOR = "superior", _("主管部门")
        COMMUNITY = "community", _("街道社区")
        UTILITY = "utility", _("水电气抢修")
        OTHER = "other", _("其他")

    body = models.CharField(_("部门"), max_length=10, choices=Body, default=Body.OWN)
    name = models.CharField(_("称呼"), max_length=40, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    staff = models.ForeignKey(
        Staff, models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("本单位的人"),
    )  # fmt: skip
    role = models.CharField(
        _("或担任这个角色的人"), max_length=20, blank=True,
        choices=[(r.value, role_name(r)) for r in Role],
    )  # fmt: skip
    plan = models.ForeignKey(
        EmergencyPlan, models.CASCADE, null=True, blank=True, related_name="contacts",
        verbose_name=_("只用于这份预案"),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("先后"), default=10)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(staff__isnull=False) | ~Q(role="") | (~Q(phone="") & ~Q(name="")),
                name="safety_contact_reachable",
                violation_error_message=_("请选本单位的人或角色，或写称呼和电话。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.staff or self.get_role_display())


class Drill(ScopedRow):
    """应急演练: planned from a plan, then held with a roll, a time, and what went wrong."""

    class State(models.TextChoices):
        PLANNED = "planned", _("待演练")
        HELD = "held", _("已演练")
        CALLED_OFF = "called_off", _("已取消")

    plan = models.ForeignKey(EmergencyPlan, models.PROTECT, related_name="drills")
    title = models.CharField(_("演练名称"), max_length=60)
    day = models.DateField(_("计划日期"))
    scenario = models.CharField(_("情景"), max_length=300)
    posts = models.TextField(_("路线、岗位和分工"), max_length=2000, blank=True)
    lead = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("负责人"))
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    held_on = models.DateField(_("演练日期"), null=True, blank=True)
    people = models.PositiveIntegerField(_("参加人数"), null=True, blank=True)
    absent = models.CharField(_("没有参加的"), max_length=300, blank=True)
    seconds = models.PositiveIntegerField(_("疏散用时（秒）"), null=True, blank=True)
    minutes = models.TextField(_("经过和讲评"), max_length=4000, blank=True)
    improvements = models.TextField(_("改进"), max_length=2000, blank=True)
    called_off_for = models.CharField(_("取消原因"), max_length=200, blank=True)

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["institution", "-day", "-id"], name="safety_drill_recent")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_on__isnull=False, people__gte=1),
                name="safety_drill_held",
                violation_error_message=_("请填演练日期和参加人数。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(called_off_for=""),
                name="safety_drill_called_off_why",
                violation_error_message=_("取消演练要写明原因。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def time_said(self) -> str:
        """4 分 10 秒."""
        if self.seconds is None:
            return ""
        minutes, seconds = divmod(self.seconds, 60)
        return f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒"
