"""Titles sought: the criteria of a standard as a scored checklist with its evidence."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import ScopedRow, Staff
from houqin.planning.models.items import PlanItem
from houqin.planning.models.tasks import Task


class Standard(ScopedRow):
    """创建项目: a title (放心食堂, 绿色学校, 一流名园) and the standard it is awarded by."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("创建中")
        APPLIED = "applied", _("已申报")
        AWARDED = "awarded", _("已获评")
        REFUSED = "refused", _("未通过")

    title = models.CharField(_("称号"), max_length=60)
    body = models.CharField(_("评定单位"), max_length=60, blank=True)
    basis = models.CharField(_("评定标准"), max_length=120, blank=True)
    apply_on = models.DateField(_("计划申报日期"), null=True, blank=True)
    pass_score = models.DecimalField(
        _("达标分"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    lead = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("牵头人")
    )
    state = models.CharField(_("进展"), max_length=10, choices=State, default=State.PREPARING)
    decided_on = models.DateField(_("评定日期"), null=True, blank=True)
    outcome = models.CharField(_("评定意见"), max_length=300, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["institution", "-id"], name="planning_standard_recent")]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "title"],
                condition=Q(state__in=["preparing", "applied"]),
                name="planning_standard_one_open",
                violation_error_message=_("同名的创建项目正在进行，请直接打开它。"),
            ),
            models.CheckConstraint(
                condition=Q(pass_score=None) | Q(pass_score__gt=0),
                name="planning_standard_pass_score",
                violation_error_message=_("达标分要大于 0。"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["awarded", "refused"]) | Q(decided_on__isnull=False),
                name="planning_standard_decided_on",
                violation_error_message=_("登记结果时请填评定日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.PREPARING, self.State.APPLIED}


class Criterion(ScopedRow):
    """One line of the standard. ``proofs`` is counted by the services, so that the database can
    refuse a full score without evidence."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="criteria")
    number = models.CharField(_("编号"), max_length=20)
    section = models.CharField(_("项目"), max_length=80, blank=True)
    text = models.CharField(_("评分内容"), max_length=600)
    max_score = models.DecimalField(
        _("满分"), max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    owner = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任人")
    )
    due_on = models.DateField(_("完成期限"), null=True, blank=True)
    self_score = models.DecimalField(
        _("自评分"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    remark = models.CharField(_("自评说明"), max_length=500, blank=True)
    proofs = models.PositiveIntegerField(default=0)
    scored_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    scored_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["standard", "position"], name="planning_criterion_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "number"],
                name="planning_criterion_number",
                violation_error_message=_("这份标准里已有这个编号。"),
            ),
            models.CheckConstraint(
                condition=Q(max_score__gt=0),
                name="planning_criterion_max_score",
                violation_error_message=_("满分要大于 0。"),
            ),
            models.CheckConstraint(
                condition=Q(self_score=None) | Q(self_score__gte=0, self_score__lte=F("max_score")),
                name="planning_criterion_within",
                violation_error_message=_("自评分要在 0 到满分之间。"),
            ),
            models.CheckConstraint(
                condition=Q(self_score=None) | Q(self_score__lt=F("max_score")) | Q(proofs__gte=1),
                name="planning_criterion_full_needs_proof",
                violation_error_message=_("没有佐证不能打满分。请先附上任务、事项或文件。"),
            ),
            models.CheckConstraint(
                condition=Q(self_score=None) | Q(scored_at__isnull=False),
                name="planning_criterion_scored_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:30]}"

    @property
    def gap(self) -> Decimal:
        """Points that the self-score leaves open."""
        return self.max_score - (self.self_score or Decimal(0))


class CriterionProof(ScopedRow):
    """A finished task, or an item with its finished tasks, that proves a criterion."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="links")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(PlanItem, models.PROTECT, null=True, blank=True, related_name="+")
    added_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(task__isnull=False) ^ Q(item__isnull=False),
                name="planning_criterionproof_one_thing",
            ),
            models.UniqueConstraint(
                fields=["criterion", "task"], name="planning_criterionproof_task"
            ),
            models.UniqueConstraint(
                fields=["criterion", "item"], name="planning_criterionproof_item"
            ),
        ]

    def __str__(self) -> str:
        return str(self.task or self.item)
