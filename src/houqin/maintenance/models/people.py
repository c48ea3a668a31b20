"""Who repairs what and where, and what general affairs promises."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.maintenance.rules.faults import trade_choices
from houqin.org.models import Place, ScopedRow, Staff


class Repairer(ScopedRow):
    """维修人员: trades, zones and how many jobs at once; read by the dispatch rule."""

    staff = models.OneToOneField(
        Staff, models.CASCADE, related_name="+", verbose_name=_("维修人员")
    )
    trades = ArrayField(
        models.CharField(max_length=12, choices=trade_choices()),
        default=list,
        blank=True,
        verbose_name=_("工种"),
    )
    most_jobs = models.PositiveSmallIntegerField(_("同时最多几件"), default=8)
    is_active = models.BooleanField(_("参加派工"), default=True)

    class Meta:
        ordering = ["staff__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(most_jobs__range=(1, 99)),
                name="maintenance_repairer_most",
                violation_error_message=_("同时最多几件，请填 1 到 99。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.staff)


class RepairZone(ScopedRow):
    """A place that a repairer looks after, with all below it."""

    repairer = models.ForeignKey(Repairer, models.CASCADE, related_name="zone_rows")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["repairer", "place"], name="maintenance_zone_once")
        ]

    def __str__(self) -> str:
        return f"{self.repairer}：{self.place}"
