"""The equipment register: kinds, pieces, statutory inspections and who was paid to come."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from houqin.core.search import search_field, tokens
from houqin.org.models import Place, ScopedRow, Staff
from houqin.org.models.places import new_tag


class Contractor(ScopedRow):
    """维保、维修单位: an outside firm and whom to call."""

    name = models.CharField(_("单位名称"), max_length=60)
    contact = models.CharField(_("联系人"), max_length=30, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    trade = models.CharField(_("做什么"), max_length=60, blank=True)
    contract_until = models.DateField(_("合同到期"), null=True, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="maintenance_contractor_one_name",
                violation_error_message=_("这个单位已经登记过。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class EquipmentKind(ScopedRow):
    """设备类别: what the law asks of all its pieces."""

    code = models.CharField(max_length=20, blank=True, editable=False)
    name = models.CharField(_("类别"), max_length=30)
    months = models.PositiveSmallIntegerField(_("法定检验周期（月）"), null=True, blank=True)
    remind_days = models.PositiveSmallIntegerField(_("到期前几天提醒"), default=30)
    stops = models.BooleanField(_("过期未检即停用"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name"],
                name="maintenance_kind_one_name",
                violation_error_message=_("这个类别已经有了。"),
            ),
            models.CheckConstraint(
                condition=Q(months=None) | Q(months__range=(1, 120)),
                name="maintenance_kind_months",
                violation_error_message=_("检验周期请填 1 到 120 个月。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Equipment(ScopedRow):
    """设备、设施: one piece, or several alike in one room."""

    class State(models.TextChoices):
        GOOD = "good", _("完好")
        REPAIR = "repair", _("待修")
        REPLACE = "replace", _("待更换")
        CLOSED = "closed", _("停用")
        SCRAPPED = "scrapped", _("报废")

    code = models.CharField(_("编号"), max_length=30)
    name = models.CharField(_("名称"), max_length=40)
    kind = models.ForeignKey(
        EquipmentKind, models.PROTECT, related_name="pieces", verbose_name=_("类别")
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("场所"))
    quantity = models.PositiveSmallIntegerField(_("数量"), default=1)
    maker = models.CharField(_("厂家和型号"), max_length=60, blank=True)
    installed_on = models.DateField(_("安装日期"), null=True, blank=True)
    warranty_until = models.DateField(_("保修到"), null=True, blank=True)
    keeper = models.ForeignKey(
        Staff, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("保管人")
    )
    contractor = models.ForeignKey(
        Contractor, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("维保单位"),
    )  # fmt: skip
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.GOOD)
    state_reason = models.CharField(_("原因"), max_length=200, blank=True)
    state_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Who found it unfit: the check that opens it again must be somebody else's.
    state_by = models.ForeignKey(Staff, models.SET_NULL, null=True, blank=True, related_name="+")
    is_fit_needed = models.BooleanField(default=False, editable=False)
    estimate = models.DecimalField(
        _("更换估价（元）"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    certificate = models.CharField(_("检验证号"), max_length=60, blank=True)
    next_inspection_on = models.DateField(_("下次检验日期"), null=True, blank=True)
    reminded_for = models.DateField(null=True, blank=True, editable=False)
    last_check_on = models.DateField(_("最近检查"), null=True, blank=True)
    tag = models.CharField(max_length=8, unique=True, default=new_tag, editable=False)
    import_batch = models.ForeignKey(
        "org.ImportBatch", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    search = search_field()

    class Meta:
        ordering = ["place", "code"]
        indexes = [
            models.Index(fields=["institution", "kind", "code"], name="maintenance_equip_kind"),
            models.Index(fields=["place"], name="maintenance_equip_place"),
            models.Index(
                fields=["institution", "next_inspection_on"],
                condition=Q(next_inspection_on__isnull=False),
                name="maintenance_equip_due",
            ),
            models.Index(
                fields=["institution"],
                condition=Q(state="closed"),
                name="maintenance_equip_closed",
            ),
            GinIndex(fields=["search"], name="maintenance_equip_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "code"],
                name="maintenance_equip_one_code",
                violation_error_message=_("这个设备编号已经使用。"),
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="maintenance_equip_quantity",
                violation_error_message=_("数量至少是 1。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(state_reason=""),
                name="maintenance_equip_why_closed",
                violation_error_message=_("停用要写明原因。"),
            ),
            models.CheckConstraint(
                condition=Q(estimate=None) | Q(estimate__gte=0),
                name="maintenance_equip_estimate",
                violation_error_message=_("估价不能小于 0。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.code}"

    def fill_search(self) -> None:
        words = (self.name, self.code, self.place.full_name, self.maker, self.certificate)
        self.search = tokens(self.institution_id or 0, *words)


class Inspection(ScopedRow):
    """法定检验: what an agency found, and until when its certificate holds. Never changed."""

    append_only: ClassVar[bool] = True

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="inspections")
    inspected_on = models.DateField(_("检验日期"))
    agency = models.CharField(_("检验机构"), max_length=60)
    passed = models.BooleanField(_("合格"))
    certificate = models.CharField(_("证书或报告号"), max_length=60, blank=True)
    next_on = models.DateField(_("下次检验日期"))
    note = models.CharField(_("说明"), max_length=300, blank=True)
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-inspected_on", "-pk"]
        indexes = [models.Index(fields=["equipment"], name="maintenance_inspection_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on__gt=F("inspected_on")),
                name="maintenance_inspection_later",
                violation_error_message=_("下次检验日期要晚于这次检验日期。"),
            ),
            models.CheckConstraint(
                condition=Q(passed=False) | ~Q(certificate=""),
                name="maintenance_inspection_paper",
                violation_error_message=_("检验合格要填证书或报告号。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspected_on} {self.agency}"
