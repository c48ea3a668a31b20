"""What an institution takes away of its equipment and repairs."""

from __future__ import annotations

from houqin.core.manifest import Taken
from houqin.maintenance.models import (
    BrokenPiece,
    Contractor,
    Equipment,
    EquipmentCheck,
    EquipmentKind,
    GoodsLoan,
    Inspection,
    PartUsed,
    RepairLimit,
    RepairPromise,
    UpkeepRule,
    WorkOrder,
)

_INNER = frozenset({"state_at", "state_by", "is_fit_needed", "reminded_for", "import_batch"})

LEAVING = (
    Taken("设备类别", "maintenance.see", EquipmentKind),
    Taken("设备台账", "maintenance.see", Equipment, _INNER),
    Taken("法定检验", "maintenance.see", Inspection),
    Taken("保养规则", "maintenance.see", UpkeepRule),
    Taken("设备检查", "maintenance.see", EquipmentCheck),
    Taken("维保单位", "maintenance.see", Contractor),
    Taken(
        "维修", "maintenance.see_orders", WorkOrder,
        frozenset({"ranking", "check_row", "device", "batch"}),
    ),
    Taken("维修服务承诺", "maintenance.see", RepairPromise),
    Taken("小修缮报批起点", "maintenance.see", RepairLimit),
    Taken("器材借还", "maintenance.see_orders", GoodsLoan),
    Taken("坏桌椅清单", "maintenance.see_orders", BrokenPiece),
    Taken("维修材料", "maintenance.see_orders", PartUsed),
)  # fmt: skip
