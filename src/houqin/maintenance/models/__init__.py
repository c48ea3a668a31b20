from houqin.maintenance.models.equipment import Contractor, Equipment, EquipmentKind, Inspection
from houqin.maintenance.models.furniture import BrokenPiece
from houqin.maintenance.models.lending import GoodsLoan
from houqin.maintenance.models.orders import (
    ContractorLink,
    PartUsed,
    RepairBatch,
    SameReport,
    WorkOrder,
)
from houqin.maintenance.models.people import Repairer, RepairZone
from houqin.maintenance.models.promises import RepairLimit, RepairPromise
from houqin.maintenance.models.triggers import UsageTrigger
from houqin.maintenance.models.upkeep import EquipmentCheck, Round, UpkeepRule

__all__ = [
    "BrokenPiece",
    "Contractor",
    "ContractorLink",
    "Equipment",
    "EquipmentCheck",
    "EquipmentKind",
    "GoodsLoan",
    "Inspection",
    "PartUsed",
    "RepairBatch",
    "RepairLimit",
    "RepairPromise",
    "RepairZone",
    "Repairer",
    "Round",
    "SameReport",
    "UpkeepRule",
    "UsageTrigger",
    "WorkOrder",
]
