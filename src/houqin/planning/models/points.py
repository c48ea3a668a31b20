"""Documents a plan is guided by, split into points, and the items that carry each point out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import ScopedRow, Staff
from houqin.planning.models.items import PlanItem
from houqin.planning.models.plans import WorkPlan


class CitedDocument(ScopedRow):
    """依据文件: the superior's work points, or the institution's own working outline."""

    class Sort(models.TextChoices):
        SUPERIOR = "superior", _("上级工作要点")
        OWN = "own", _("本单位工作思路")

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="cited")
    sort = models.CharField(_("类别"), max_length=8, choices=Sort, default=Sort.SUPERIOR)
    title = models.CharField(_("文件名称"), max_length=120)
    body = models.CharField(_("发文单位"), max_length=60, blank=True)
    dated_on = models.DateField(_("发文日期"), null=True, blank=True)
    text = models.TextField(_("正文"), max_length=30000, blank=True)
    added_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "title"],
                name="planning_citeddocument_once",
                violation_error_message=_("这份文件已经引用过。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CitedPoint(ScopedRow):
    """One numbered point; ``reason`` says why no item takes it up."""

    document = models.ForeignKey(CitedDocument, models.CASCADE, related_name="points")
    number = models.CharField(_("编号"), max_length=20)
    text = models.CharField(_("要点"), max_length=1000)
    reason = models.CharField(_("不列入的原因"), max_length=300, blank=True)
    reason_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["document", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="planning_citedpoint_number",
                violation_error_message=_("这份文件里已有这个编号的要点。"),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="planning_citedpoint_worded",
                violation_error_message=_("请写要点的内容。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:30]}"


class PointItem(ScopedRow):
    """An item of the plan that carries the point out."""

    point = models.ForeignKey(CitedPoint, models.CASCADE, related_name="links")
    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["point", "item"], name="planning_pointitem_once"),
        ]

    def __str__(self) -> str:
        return str(self.item)
