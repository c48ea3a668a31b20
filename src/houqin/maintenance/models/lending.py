"""What was lent to a class or handed out to a room, and what came back of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.org.models import Place, SchoolClass, ScopedRow, Staff


class GoodsLoan(ScopedRow):
    """借出: so many of a thing, to whom; settled when all are back or the loss is noted.

    With a ``place`` it is handed out to that room, which is not cleared before it is settled;
    without ``due_on`` it is to be back the same day.
    """

    goods = models.CharField(_("借什么"), max_length=40)
    quantity = models.PositiveIntegerField(_("数量"))
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("班级")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("放在哪间")
    )
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("借用人"))
    lent_at = models.DateTimeField(_("借出时间"))
    due_on = models.DateField(_("什么时候还"), null=True, blank=True)
    lent_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name=_("经手人"))
    returned = models.PositiveIntegerField(_("已还"), default=0)
    settled_at = models.DateTimeField(_("结清时间"), null=True, blank=True)
    note = models.CharField(_("没还的怎么办"), max_length=200, blank=True)
    charge = models.DecimalField(
        _("赔多少（元）"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    token = models.UUIDField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["institution", "lent_at"],
                condition=Q(settled_at=None),
                name="maintenance_loan_out",
            ),
            models.Index(
                fields=["institution", "lent_at"],
                condition=Q(place__isnull=False),
                name="maintenance_loan_room",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["institution", "token"], name="maintenance_loan_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, returned__lte=F("quantity")),
                name="maintenance_loan_count",
                violation_error_message=_("还回的不能比借出的多。"),
            ),
            models.CheckConstraint(
                condition=Q(charge=None) | (Q(charge__gte=0) & ~Q(note="")),
                name="maintenance_loan_charge",
                violation_error_message=_("要赔的，写明怎么办；赔款不能小于 0。"),
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(returned=F("quantity")) | ~Q(note=""),
                name="maintenance_loan_settled",
                violation_error_message=_("没有还齐的，要写明怎么办。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goods} {self.quantity}"

    @property
    def missing(self) -> int:
        return int(self.quantity) - int(self.returned)

    @property
    def borrower(self) -> str:
        where = self.school_class or self.place
        return f"{where.name} {self.staff}" if where else str(self.staff)
