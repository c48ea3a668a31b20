"""坏桌椅: what of a class's list an order repairs, and what became of each."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.maintenance.models.orders import WorkOrder
from houqin.maintenance.rules.furniture import named, thing_choices
from houqin.org.models import ScopedRow


class BrokenPiece(ScopedRow):
    """Some pieces alike of one room; mended, exchanged and scrapped add up to all of them."""

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="broken")
    thing = models.CharField(_("什么"), max_length=8, choices=thing_choices())
    quantity = models.PositiveSmallIntegerField(_("几件"))
    said = models.CharField(_("怎么坏的"), max_length=100, blank=True)
    mended = models.PositiveSmallIntegerField(_("修好"), default=0)
    exchanged = models.PositiveSmallIntegerField(_("换新"), default=0)
    scrapped = models.PositiveSmallIntegerField(_("报废"), default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["order"], name="maintenance_broken_of_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__range=(1, 999)),
                name="maintenance_broken_quantity",
                violation_error_message=_("件数请填 1 到 999。"),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("mended") + F("exchanged") + F("scrapped")),
                name="maintenance_broken_adds_up",
                violation_error_message=_("修好、换新、报废加起来比报的件数多。"),
            ),
        ]

    def __str__(self) -> str:
        return named(self.thing, self.quantity)

    @property
    def left(self) -> int:
        return self.quantity - self.mended - self.exchanged - self.scrapped
