"""Upkeep: the rule of a kind, its rounds, and what was found on each piece."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.roles import Role, role_name
from houqin.maintenance.models.equipment import Contractor, Equipment, EquipmentKind
from houqin.org.models import Place, ScopedRow, Staff
from houqin.planning.models import PlanItem, Task

_ROLES = [(role.value, role_name(role)) for role in Role]


class UpkeepRule(ScopedRow):
    """保养检查规则: what is looked at on every piece of a kind, how often, by whom."""

    kind = models.ForeignKey(
        EquipmentKind, models.PROTECT, related_name="rules", verbose_name=_("设备类别")
    )
    name = models.CharField(_("名称"), max_length=40)
    points = ArrayField(models.CharField(max_length=40), verbose_name=_("检查项目"))
    cadence = models.CharField(_("多久一次"), max_length=80)
    role = models.CharField(_("由谁做"), max_length=20, choices=_ROLES, default=Role.TECHNICIAN)
    contractor = models.ForeignKey(
        Contractor, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("委托单位"),
    )  # fmt: skip
    under = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("只查这里的"),
    )  # fmt: skip
    item = models.ForeignKey(
        PlanItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("计划里的事项"),
    )
    closes = models.BooleanField(_("不合格即停用，复查合格才恢复"), default=False)
    alert_role = models.CharField(_("不合格时立即告知"), max_length=20, choices=_ROLES, blank=True)
    same_day = models.BooleanField(_("当天修好"), default=False)
    is_active = models.BooleanField(_("启用"), default=True)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="maintenance_rule_one_name",
                violation_error_message=_("已经有同名的规则。"),
            ),
            models.CheckConstraint(
                condition=Q(points__len__gte=1), name="maintenance_rule_points",
                violation_error_message=_("请至少写一个检查项目。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def asks(self, kind_id: int, path: str) -> bool:
        """Whether a piece of the kind at a place of this path is looked at."""
        above = self.under.path if self.under else ""
        inside = not above or path == above or path.startswith(f"{above}/")
        return self.kind_id == kind_id and inside


class Round(ScopedRow):
    """一轮检查: one window of a rule over all pieces there are."""

    rule = models.ForeignKey(UpkeepRule, models.PROTECT, related_name="rounds")
    first = models.DateField(_("第一天"))
    due_on = models.DateField(_("期限"))
    assignee = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    task = models.OneToOneField(Task, models.SET_NULL, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-due_on", "-pk"]
        indexes = [
            models.Index(
                fields=["institution", "due_on"],
                condition=Q(finished_at=None),
                name="maintenance_round_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["rule", "first"], name="maintenance_round_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("first")), name="maintenance_round_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule.name} {self.due_on:%m月%d日}"


class EquipmentCheck(ScopedRow):
    """检查结果: one piece, looked at once. Never changed."""

    append_only: ClassVar[bool] = True

    class Verdict(models.TextChoices):
        PASSED = "passed", _("合格")
        FIXED = "fixed", _("当场处理好")
        FAILED = "failed", _("不合格")
        REPLACE = "replace", _("要更换")

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="checks")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="checks", db_index=False
    )
    verdict = models.CharField(_("结果"), max_length=8, choices=Verdict)
    failed = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    note = models.CharField(_("发现和处理"), max_length=300, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    token = models.UUIDField(help_text="of the sheet's line: sent twice, kept once")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["equipment", "-id"], name="maintenance_check_of"),
            models.Index(
                fields=["round", "equipment"],
                include=["verdict"],
                name="maintenance_check_round",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["institution", "token"], name="maintenance_check_once"),
            models.CheckConstraint(
                condition=Q(verdict="passed") | ~Q(note=""),
                name="maintenance_check_says",
                violation_error_message=_("不合格或当场处理的，请写明发现了什么、怎么处理。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.equipment} {self.get_verdict_display()}"
