"""What an institution has settled otherwise than the rooms declare: hours, promises, approvals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import ScopedRow


class WorkHours(ScopedRow):
    """The hours of a working day, by which deadlines run: [["08:00", "12:00"], …] in order."""

    spans = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution"], name="cases_hours_once"),
        ]

    def __str__(self) -> str:
        return "、".join(f"{opens}—{closes}" for opens, closes in self.spans)


class GradePromise(ScopedRow):
    """How soon cases of a flow and grade are answered and done here."""

    flow = models.CharField(max_length=20)
    grade = models.CharField(max_length=20)
    respond_hours = models.DecimalField(
        _("几小时内接手"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    finish_hours = models.DecimalField(
        _("几小时内办好"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    finish_days = models.PositiveSmallIntegerField(_("几个工作日内办好"), null=True, blank=True)

    class Meta:
        ordering = ["flow", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "flow", "grade"], name="cases_promise_once"
            ),
            models.CheckConstraint(
                condition=(Q(respond_hours=None) | Q(respond_hours__gt=0))
                & (
                    Q(finish_hours__gt=0, finish_days=None)
                    | Q(finish_hours=None, finish_days__range=(1, 250))
                ),
                name="cases_promise_whole",
                violation_error_message=_(
                    "办好的期限填小时或工作日，选一样，要大于 0，最多 250 个工作日。"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.flow} {self.grade}"


class RequestRule(ScopedRow):
    """Who approves a sort of request here, from which amounts: [[code, name, [roles], from]] …"""

    type = models.CharField(max_length=30)
    stages = models.JSONField()
    collective_from = models.DecimalField(
        _("从多少元起要集体决策"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    signed_from = models.DecimalField(
        _("从多少元起要签名"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["type"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "type"], name="cases_request_rule_once"),
            models.CheckConstraint(
                condition=(Q(collective_from=None) | Q(collective_from__gt=0))
                & (Q(signed_from=None) | Q(signed_from__gt=0)),
                name="cases_request_rule_amounts",
                violation_error_message=_("金额要大于 0；不需要的请留空。"),
            ),
        ]

    def __str__(self) -> str:
        return self.type

    def kept_stages(self) -> list[tuple[str, str, tuple[str, ...], Decimal | None]]:
        rows: list[Any] = self.stages
        return [
            (code, name, tuple(roles), None if first is None else Decimal(first))
            for code, name, roles, first in rows
        ]
