"""The lists of the register."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from houqin.core import clock
from houqin.maintenance.models import Equipment, EquipmentKind
from houqin.ui.addresses import page_of
from houqin.ui.listing import Listing
from houqin.ui.tables import Choice, Column, DateRange, foreign_key

_LOOKS = {"good": "done", "repair": "doing", "replace": "review", "closed": "late",
          "scrapped": "na"}  # fmt: skip


def state_of(row: Equipment) -> tuple[str, str]:
    return _LOOKS[row.state], str(row.get_state_display())


def inspection_of(row: Equipment) -> tuple[str, str] | None:
    """How the statutory inspection stands; nothing where none is asked for."""
    day = row.next_inspection_on
    if day is None:
        return None
    today = clock.today()
    if day < today:
        return "late", f"过期 {(today - day).days} 天"
    if day <= today + timedelta(days=row.kind.remind_days):
        return "doing", f"还有 {(day - today).days} 天"
    return "done", f"{day:%Y-%m-%d}"


def _due(value: str) -> Q:
    today = clock.today()
    if value == "late":
        return Q(next_inspection_on__lt=today)
    return Q(next_inspection_on__range=(today, today + timedelta(days=60)))


EQUIPMENT: Listing = Listing(
    name="equipment",
    title="设备台账",
    columns=(
        Column("名称", "name", sort="name", phone="title", width=20),
        Column("编号", "code", sort="code", width=14),
        Column("状态", lambda row: state_of(row)[1], chip=state_of, phone="side", width=10),
        Column("类别", "kind.name", width=12),
        Column("场所", "place.full_name", width=28),
        Column("数量", "quantity", format="number", phone="hide", width=8),
        Column(
            "法定检验", lambda row: row.next_inspection_on, sort="next_inspection_on",
            format="day", chip=inspection_of, width=14,
        ),
        Column("最近检查", "last_check_on", sort="last_check_on", format="day", phone="hide"),
        Column("厂家和型号", "maker", phone="hide", width=20),
        Column("更换估价", "estimate", format="money", phone="hide"),
        Column("原因", "state_reason", phone="hide", width=24),
    ),
    filters=(
        foreign_key("kind", "类别", EquipmentKind.objects.all),
        Choice("state", "状态", Equipment.State.choices, lookup="state"),
        Choice("due", "检验", (("late", "已过期"), ("near", "60 天内到期")), where=_due),
        DateRange("checked", "最近检查", "last_check_on"),
    ),
    search="search",
    search_hint="搜名称、编号、场所、厂家",
    sort="code",
    href=page_of("maintenance:piece"),
    empty_title="还没有登记设备。",
    empty_hint="先用“常用类别”开始，再从 Excel 导入，或一台一台添加。",
)  # fmt: skip

CONTRACTORS: Listing = Listing(
    name="contractors",
    title="维保单位",
    columns=(
        Column("单位名称", "name", sort="name", phone="title", width=28),
        Column("做什么", "trade", width=24),
        Column("联系人", "contact"),
        Column("电话", "phone"),
        Column("合同到期", "contract_until", sort="contract_until", format="day"),
        Column("在用", "is_active", format="flag", phone="side"),
    ),
    filters=(),
    search=("name", "trade", "contact"),
    sort="name",
    href=page_of("maintenance:contractor"),
    empty_title="还没有登记维保单位。",
    empty_hint="电梯、消防、空调等外单位登记在这里，派给外单位的维修发一条限时链接就行。",
)


def crumbs(*more: tuple[str, Any]) -> list[tuple[str, str]]:
    return [("设备台账", reverse("maintenance:equipment")), *more]


__all__ = ["CONTRACTORS", "EQUIPMENT", "crumbs", "inspection_of", "state_of"]
