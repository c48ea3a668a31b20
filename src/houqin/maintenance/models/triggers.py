"""A reading that asks for work: over a threshold, under it, or each so many units of use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from houqin.ledgers.models import Book
from houqin.maintenance.models.equipment import Equipment
from houqin.maintenance.rules.faults import fault_choices
from houqin.org.models import Place, ScopedRow


class UsageTrigger(ScopedRow):
    """读数规则."""

    class Sort(models.TextChoices):
        OVER = "over", _("高于")
        UNDER = "under", _("低于")
        EVERY = "every", _("每增加")

    name = models.CharField(_("名称"), max_length=40)
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", verbose_name=_("台账"))
    field = models.CharField(_("哪一项读数"), max_length=40)
    key = models.CharField(_("只看哪一台"), max_length=80, blank=True)
    sort = models.CharField(_("什么时候"), max_length=6, choices=Sort, default=Sort.OVER)
    value = models.DecimalField(_("多少"), max_digits=14, decimal_places=3)
    equipment = models.ForeignKey(
        Equipment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("设备")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("场所")
    )
    fault = models.CharField(_("属于"), max_length=12, choices=fault_choices(), default="other")
    work = models.CharField(_("要做什么"), max_length=80)
    is_active = models.BooleanField(_("启用"), default=True)
    base = models.DecimalField(
        max_digits=14, decimal_places=3, null=True, blank=True, editable=False,
        help_text="the reading that use is counted from",
    )  # fmt: skip

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(
                fields=["institution", "book"],
                condition=Q(is_active=True),
                name="maintenance_trigger_of_book",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="maintenance_trigger_one_name",
                violation_error_message=_("已经有同名的规则。"),
            ),
            models.CheckConstraint(
                condition=~Q(sort="every") | Q(value__gt=0),
                name="maintenance_trigger_step",
                violation_error_message=_("每增加多少要大于 0。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
