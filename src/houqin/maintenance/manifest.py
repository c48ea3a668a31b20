"""What maintenance tells the shell."""

from houqin.core.late import late_call
from houqin.core.manifest import (
    EVERYBODY,
    EVERYBODY_INSIDE,
    Job,
    Manifest,
    MenuItem,
    Permission,
    SearchSource,
)
from houqin.core.roles import Kind, Role
from houqin.maintenance.leaving import LEAVING

_LEADERS = frozenset({Role.DIRECTOR, Role.CLERK})
REPAIRERS = frozenset({Role.TECHNICIAN, Role.ELECTRICIAN})
_SEERS = (
    _LEADERS
    | REPAIRERS
    | {
        Role.PRINCIPAL,
        Role.ADMINISTRATOR,
        Role.SAFETY_OFFICER,
        Role.ASSET_KEEPER,
        Role.FINANCE,
        Role.INSPECTOR,
    }
)
CHECKERS = (
    _LEADERS
    | REPAIRERS
    | {
        Role.SAFETY_OFFICER,
        Role.CANTEEN_MANAGER,
        Role.ASSET_KEEPER,
        Role.GATEKEEPER,
        Role.WARDEN,
        Role.HOMEROOM,
        Role.SCORER,
    }
)
_SERVICES = "houqin.maintenance.services"

SENTENCES = {
    "maintenance.catalogue_begun": "建立了 {kinds} 个设备类别和 {rules} 条保养规则",
    "maintenance.kind_kept": "设置了设备类别“{target}”",
    "maintenance.contractor_kept": "登记了维保单位“{target}”",
    "maintenance.equipment_added": "登记了设备“{target}”",
    "maintenance.equipment_changed": "修改了设备“{target}”",
    "maintenance.equipment_removed": "删去了设备“{target}”",
    "maintenance.equipment_state": "把“{target}”改为{state}：{reason}",
    "maintenance.equipment_exported": "导出了设备台账 {count} 行",
    "maintenance.inspected": "登记了“{target}”的检验：{result}，下次 {next}",
    "maintenance.inspection_due": "提醒了“{target}”的检验，{day} 到期",
    "maintenance.rule_kept": "设置了保养规则“{target}”",
    "maintenance.round_opened": "开始了“{target}”，共 {count} 台",
    "maintenance.round_entered": "登记了“{target}”{count} 台，不合格 {failed} 台",
    "maintenance.rechecked": "复查了“{target}”：{result}",
    "maintenance.repairer_kept": "设置了维修人员“{target}”",
    "maintenance.promise_kept": "改了维修服务承诺“{target}”",
    "maintenance.promise_dropped": "删去维修服务承诺“{target}”",
    "maintenance.part_added": "给“{target}”记了材料：{name} {quantity}{unit}",
    "maintenance.part_removed": "从“{target}”删去材料：{name}",
    "maintenance.same_reported": "“{target}”又有一人报了，共 {votes} 人",
    "maintenance.link_made": "给“{target}”发了办理链接，{until} 到期",
    "maintenance.link_revoked": "收回了给“{target}”的办理链接",
    "maintenance.given_to_firm": "把“{target}”转给{firm}",
    "maintenance.batch_forwarded": "集中报了“{target}”，共 {count} 处",
    "maintenance.limit_kept": "设置小修缮报批的起点：{target}",
    "maintenance.list_reported": "报了“{target}”，共 {count} 件",
    "maintenance.pieces_settled": (
        "登记了“{target}”：修好 {mended}，换新 {exchanged}，报废 {scrapped}"
    ),
    "maintenance.lent": "借出“{target}”给{who}",
    "maintenance.brought_back": "登记归还“{target}”：{who}，已还 {count}",
    "maintenance.trigger_kept": "设置了读数规则“{target}”",
    "maintenance.trigger_fired": "读数规则“{target}”到了：{value}",
}

_MAIN = "maintenance:orders"  # what the others of the menu stand under
MANIFEST = Manifest(
    room="maintenance",
    name="维修",
    icon="tool",
    permissions=(
        Permission("maintenance.see", "查看设备、保养和维修服务", EVERYBODY),
        Permission("maintenance.see_orders", "查看全部维修单", _SEERS),
        Permission("maintenance.report", "报修", EVERYBODY_INSIDE),
        Permission("maintenance.repair", "接单维修", REPAIRERS | _LEADERS),
        Permission("maintenance.manage", "派工和管理维修", _LEADERS),
        Permission(
            "maintenance.keep",
            "维护设备台账和保养规则",
            _LEADERS | REPAIRERS | {Role.ASSET_KEEPER, Role.SAFETY_OFFICER},
        ),
        Permission("maintenance.check", "登记保养检查", CHECKERS),
        Permission(
            "maintenance.lend",
            "登记器材借还",
            _LEADERS | REPAIRERS | {Role.STOREKEEPER, Role.ASSET_KEEPER},
        ),
        Permission("maintenance.settle", "设置派工规则", _LEADERS),
    ),
    menu=(
        MenuItem(
            "日常", "维修", "maintenance:orders", "tool", "maintenance.report", order=44,
            on_phone=True,
        ),
        MenuItem(
            "日常", "保养检查", "maintenance:rounds", "checklist", "maintenance.check", order=46,
            under=_MAIN,
        ),
        MenuItem(
            "日常",
            "器材借还",
            "maintenance:loans",
            "ball-basketball",
            "maintenance.lend",
            order=48,
            under=_MAIN,
            kinds=frozenset({Kind.SCHOOL, Kind.KINDERGARTEN}),
        ),
        MenuItem(
            "日常", "设备台账", "maintenance:equipment", "engine", "maintenance.see", order=64,
            under=_MAIN,
        ),
        MenuItem(
            "日常", "维修服务", "maintenance:month", "heart-handshake", "maintenance.see", order=65,
            under=_MAIN,
        ),
        MenuItem(
            "日常", "派工规则", "maintenance:repairers", "scale", "maintenance.settle", order=66,
            under=_MAIN,
        ),
    ),
    sentences=SENTENCES,
    jobs=(
        Job(
            "maintenance.upkeep",
            "20 5 * * *",
            late_call(f"{_SERVICES}.morning", "upkeep_of"),
            "开始到期的保养检查，提醒法定检验，办结无人确认的维修",
        ),
        Job(
            "maintenance.lending",
            "0 17 * * *",
            late_call(f"{_SERVICES}.lending", "remind_unreturned"),
            "点名还没归还的器材",
        ),
    ),
    leaving=LEAVING,
    search=(
        SearchSource(
            "设备", "maintenance.see", late_call("houqin.maintenance.search", "find_equipment")
        ),
        SearchSource(
            "集中报修", "maintenance.report", late_call("houqin.maintenance.search", "find_batches")
        ),
    ),
)  # fmt: skip
