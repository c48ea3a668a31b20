"""安全责任考核: a year's assessment of a person or a department against the undertaking."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import Department, ScopedRow, Staff
from houqin.safety.models.accountability import Accountability


class Assessment(ScopedRow):
    """一年一次. ``lines``: [{text, full, score, said}]; ``figures``: [{label, value}], kept."""

    class Rating(models.TextChoices):
        EXCELLENT = "excellent", _("优秀")
        GOOD = "good", _("良好")
        PASSED = "passed", _("合格")
        FAILED = "failed", _("不合格")

    year = models.PositiveSmallIntegerField(_("年度"))
    person = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("被考核人")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("被考核部门"),
    )  # fmt: skip
    lines = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    score = models.PositiveSmallIntegerField(_("得分"))
    rating = models.CharField(_("等次"), max_length=10, choices=Rating)
    said = models.TextField(_("总评"), max_length=1000, blank=True)
    barred_by = models.ForeignKey(
        Accountability, models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "person"], condition=Q(person__isnull=False),
                name="safety_assessed_person_once",
                violation_error_message=_("这个人今年已经考核过，请打开那一份修改。"),
            ),
            models.UniqueConstraint(
                fields=["year", "department"], condition=Q(department__isnull=False),
                name="safety_assessed_department_once",
                violation_error_message=_("这个部门今年已经考核过，请打开那一份修改。"),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, department=None)
                | Q(person=None, department__isnull=False),
                name="safety_assessed_one_party",
                violation_error_message=_("被考核人和部门请选一个。"),
            ),
            models.CheckConstraint(
                condition=Q(score__lte=100), name="safety_assessed_of_hundred"
            ),
            # 一票否决: while it holds, nobody writes "excellent" past it
            models.CheckConstraint(
                condition=Q(barred_by=None) | ~Q(rating="excellent"),
                name="safety_assessed_not_past_a_veto",
                violation_error_message=_("有安全事故一票否决，当年不得评为优秀。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year} 年 {self.who}"

    @property
    def who(self) -> str:
        return str(self.person or self.department)
