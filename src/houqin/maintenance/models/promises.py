"""服务承诺: how soon a repair is answered and done here, where it differs from the usual."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.maintenance.flows import GRADES
from houqin.maintenance.rules.faults import FAULTS, fault_choices
from houqin.org.models import Place, ScopedRow

APPROVED_FROM = Decimal(1000)
_GRADES = [(grade.code, grade.name) for grade in GRADES]


class RepairLimit(ScopedRow):
    """小修缮: from how much money a repair is approved before it is done; one row."""

    approved_from = models.DecimalField(
        _("花费达到多少元要先报批"), max_digits=10, decimal_places=2, default=APPROVED_FROM
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="maintenance_limit_one"),
            models.CheckConstraint(
                condition=Q(approved_from__gt=0),
                name="maintenance_limit_positive",
                violation_error_message=_("金额要大于 0。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.approved_from} 元"


class RepairPromise(ScopedRow):
    """For an urgency; for one sort of fault or place, else for all of them."""

    grade = models.CharField(_("急不急"), max_length=8, choices=_GRADES)
    fault = models.CharField(_("什么坏了"), max_length=12, choices=fault_choices(), blank=True)
    place = models.ForeignKey(
        Place, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("哪里")
    )
    respond_hours = models.DecimalField(_("几小时内接单"), max_digits=5, decimal_places=1)
    finish_hours = models.DecimalField(
        _("几小时内修好"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    finish_days = models.PositiveSmallIntegerField(_("几个工作日内修好"), null=True, blank=True)

    class Meta:
        ordering = ["grade", "fault", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "grade", "fault", "place"],
                name="maintenance_promise_once",
                nulls_distinct=False,
                violation_error_message=_("这一种已经有承诺，请直接修改那一条。"),
            ),
            models.CheckConstraint(
                condition=Q(respond_hours__gt=0)
                & (
                    Q(finish_hours__gt=0, finish_days=None)
                    | Q(finish_hours=None, finish_days__range=(1, 90))
                ),
                name="maintenance_promise_whole",
                violation_error_message=_(
                    "接单和修好的时间都要大于 0；修好填小时或工作日，选一样，最多 90 个工作日。"
                ),
            ),
        ]

    def __str__(self) -> str:
        parts = [str(self.get_grade_display())]
        if self.fault in FAULTS:
            parts.append(FAULTS[self.fault].name)
        if self.place is not None:
            parts.append(self.place.name)
        return " · ".join(parts)
