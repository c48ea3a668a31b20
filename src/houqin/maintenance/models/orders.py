"""The repair beside its case: what was broken, who came, what it cost, who else waits for it."""

from __future__ import annotations

import secrets
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.cases.models import Case
from houqin.maintenance.flows import LATE_REASONS
from houqin.maintenance.models.equipment import Contractor, Equipment
from houqin.maintenance.models.upkeep import EquipmentCheck
from houqin.maintenance.rules.faults import fault_choices
from houqin.org.models import Place, SchoolClass, ScopedRow, Staff

_NOTHING = Decimal(0)


def new_key() -> str:
    return secrets.token_urlsafe(24)


def _yuan(label: str) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(label, max_digits=10, decimal_places=2, default=_NOTHING)


class WorkOrder(ScopedRow):
    """维修单: one to a case of the flow ``work_order``."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="work_order")
    fault = models.CharField(_("什么坏了"), max_length=12, choices=fault_choices(), default="other")
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    equipment = models.ForeignKey(
        Equipment, models.PROTECT, null=True, blank=True, related_name="orders"
    )
    check_row = models.OneToOneField(
        EquipmentCheck, models.PROTECT, null=True, blank=True, related_name="order"
    )
    repairer = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    dispatch_reason = models.CharField(_("派工依据"), max_length=300, blank=True)
    ranking = models.JSONField(default=list, help_text="[sentence] of everybody looked at")
    answered_at = models.DateTimeField(_("接单时间"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("到场时间"), null=True, blank=True)
    finished_at = models.DateTimeField(_("修好时间"), null=True, blank=True)
    cause = models.CharField(_("原因"), max_length=300, blank=True)
    labour_minutes = models.PositiveIntegerField(_("用时（分钟）"), default=0)
    parts_cost = _yuan("材料费")
    outside_cost = _yuan("外单位费用")
    market_price = _yuan("外修估价")
    is_outside = models.BooleanField(_("外单位修"), default=False)
    contractor = models.ForeignKey(
        Contractor, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("外单位"),
    )  # fmt: skip
    warranty_until = models.DateField(_("保修到"), null=True, blank=True)
    warranty_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+",
        help_text="the earlier repair whose warranty covers this one",
    )  # fmt: skip
    late_reason = models.CharField(max_length=8, blank=True)
    plan = models.CharField(_("打算怎么修"), max_length=300, blank=True)
    estimate = models.DecimalField(
        _("小修缮估价"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    is_dangerous = models.BooleanField(_("有危险"), default=False)
    request = models.OneToOneField(
        Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报批")
    )
    granted = models.DecimalField(
        _("批准的经费"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    batch = models.ForeignKey(
        "RepairBatch", models.PROTECT, null=True, blank=True, related_name="orders"
    )
    votes = models.PositiveIntegerField(_("多少人报过"), default=1)
    device = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # warranty and 'reported already', by place and what is broken
            models.Index(fields=["place", "fault", "-id"], name="maintenance_order_place"),
            # the month's money and the figures of each repairer
            models.Index(
                fields=["institution", "finished_at"],
                include=["repairer", "place", "parts_cost", "outside_cost", "market_price"],
                name="maintenance_order_month",
            ),
            # how often one phone has reported lately
            models.Index(
                fields=["institution", "device", "-id"],
                condition=~Q(device=""),
                name="maintenance_order_device",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parts_cost__gte=0, outside_cost__gte=0, market_price__gte=0),
                name="maintenance_order_money",
                violation_error_message=_("费用不能小于 0。"),
            ),
            models.CheckConstraint(
                condition=~Q(warranty_of=F("id")), name="maintenance_order_not_its_own"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @property
    def cost(self) -> Decimal:
        return self.parts_cost + self.outside_cost

    @property
    def late_name(self) -> str:
        return dict(LATE_REASONS).get(self.late_reason, "")

    @property
    def saved(self) -> Decimal:
        """What own work saved: nothing where a firm came or nobody named a price."""
        if self.is_outside or not self.market_price:
            return _NOTHING
        return max(self.market_price - self.parts_cost, _NOTHING)


class PartUsed(ScopedRow):
    """材料: what went into a repair."""

    order = models.ForeignKey(WorkOrder, models.CASCADE, related_name="parts")
    name = models.CharField(_("材料"), max_length=40)
    quantity = models.DecimalField(_("数量"), max_digits=8, decimal_places=2, default=Decimal(1))
    unit = models.CharField(_("单位"), max_length=6, default="个")
    price = models.DecimalField(_("单价（元）"), max_digits=9, decimal_places=2, default=_NOTHING)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["order"], name="maintenance_part_of_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, price__gte=0),
                name="maintenance_part_positive",
                violation_error_message=_("数量要大于 0，单价不能小于 0。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SameReport(ScopedRow):
    """加一票: another phone that waits for the same repair."""

    append_only: ClassVar[bool] = True

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="same")
    device = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "device"], name="maintenance_same_once")
        ]

    def __str__(self) -> str:
        return f"{self.order} +1"


class ContractorLink(ScopedRow):
    """A firm's way in, without account: its own orders, until a day."""

    contractor = models.ForeignKey(Contractor, models.CASCADE, related_name="links")
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    expires_at = models.DateTimeField(_("有效到"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["contractor", "-id"], name="maintenance_link_of")]

    def __str__(self) -> str:
        return str(self.contractor)


class RepairBatch(ScopedRow):
    """集中报修: what a grade or department collected and forwarded together."""

    title = models.CharField(_("名称"), max_length=60)
    school_class = models.ForeignKey(
        SchoolClass, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("班级"),
    )  # fmt: skip
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    token = models.UUIDField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "token"], name="maintenance_batch_once")
        ]

    def __str__(self) -> str:
        return self.title
