"""The checklist before a term, in the words of each kind of institution. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from houqin.core.roles import Kind, Role


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """``days_before``: how long before the first day it should be done."""

    code: str
    title: str
    domain: str
    role: Role
    days_before: int
    proof: str = "text"


_COMMON = (
    TemplateLine("campus", "整治校园环境，清理杂草杂物", "hygiene", Role.CLEANER, 3, "photo"),
    TemplateLine("cleaning", "开学前大扫除", "hygiene", Role.CLEANER, 2, "photo"),
    TemplateLine("sports", "检查体育器材和场地", "safety", Role.TECHNICIAN, 5, "photo"),
    TemplateLine("canteen", "食堂设备、食材库和证照检查", "canteen", Role.CANTEEN_MANAGER, 3),
    TemplateLine("water", "饮水设备清洗消毒、水质送检", "energy", Role.ELECTRICIAN, 5),
    TemplateLine("safety", "开学前安全大检查", "safety", Role.SAFETY_OFFICER, 3),
)
_LINES: dict[Kind, tuple[TemplateLine, ...]] = {
    Kind.SCHOOL: (
        TemplateLine("goods", "采购教学物资和办公用品", "procurement", Role.BUYER, 7),
        TemplateLine("books", "教材清点、分发到班", "stores", Role.STOREKEEPER, 2),
        TemplateLine("rooms", "检修教室桌椅、灯具和门窗", "maintenance", Role.TECHNICIAN, 4),
        *_COMMON,
    ),
    Kind.KINDERGARTEN: (
        TemplateLine("goods", "采购玩教具和幼儿用品", "procurement", Role.BUYER, 7),
        TemplateLine("books", "绘本、材料包分发到班", "stores", Role.STOREKEEPER, 2),
        TemplateLine("rooms", "检修活动室桌椅、床和门窗", "maintenance", Role.TECHNICIAN, 4),
        *_COMMON,
        TemplateLine("disinfect", "活动室、寝室、玩具消毒", "health", Role.DOCTOR, 2, "photo"),
    ),
    Kind.HOSPITAL: (),
}


def template(kind: Kind | str) -> tuple[TemplateLine, ...]:
    """The lines to offer; a hospital has no terms, and none."""
    return _LINES[Kind(kind)]
