"""The roles people hold in an institution (DESIGN.md §2): codes and their names by kind. Pure."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an institution is; wording and menu follow it."""

    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    HOSPITAL = "hospital"


class Role(StrEnum):
    DIRECTOR = "director"
    PRINCIPAL = "principal"
    ADMINISTRATOR = "administrator"
    CLERK = "clerk"
    SAFETY_OFFICER = "safety_officer"
    CANTEEN_MANAGER = "canteen_manager"
    BUYER = "buyer"
    RECEIVER = "receiver"
    STOREKEEPER = "storekeeper"
    ASSET_KEEPER = "asset_keeper"
    GATEKEEPER = "gatekeeper"
    WARDEN = "warden"
    TECHNICIAN = "technician"
    ELECTRICIAN = "electrician"
    CLEANER = "cleaner"
    DOCTOR = "doctor"
    HOMEROOM = "homeroom"
    SCORER = "scorer"
    GRADE_HEAD = "grade_head"
    FINANCE = "finance"
    DRIVER = "driver"
    STAFF = "staff"
    INSPECTOR = "inspector"


_NAMES: dict[Role, str] = {
    Role.DIRECTOR: "总务主任",
    Role.PRINCIPAL: "校长",
    Role.ADMINISTRATOR: "信息员",
    Role.CLERK: "总务干事",
    Role.SAFETY_OFFICER: "安全员",
    Role.CANTEEN_MANAGER: "食堂管理员",
    Role.BUYER: "采购员",
    Role.RECEIVER: "验收员",
    Role.STOREKEEPER: "库管员",
    Role.ASSET_KEEPER: "资产管理员",
    Role.GATEKEEPER: "门卫",
    Role.WARDEN: "宿管员",
    Role.TECHNICIAN: "维修工",
    Role.ELECTRICIAN: "水电工",
    Role.CLEANER: "保洁员",
    Role.DOCTOR: "校医",
    Role.HOMEROOM: "班主任",
    Role.SCORER: "劳动委员",
    Role.GRADE_HEAD: "年级组长",
    Role.FINANCE: "财务",
    Role.DRIVER: "司机",
    Role.STAFF: "教职工",
    Role.INSPECTOR: "上级检查员",
}

_NAMES_BY_KIND: dict[Kind, dict[Role, str]] = {
    Kind.SCHOOL: {},
    Kind.KINDERGARTEN: {
        Role.DIRECTOR: "后勤主任",
        Role.PRINCIPAL: "园长",
        Role.DOCTOR: "保健医",
        Role.SCORER: "保育员",
        Role.GRADE_HEAD: "教研组长",
    },
    Kind.HOSPITAL: {
        Role.DIRECTOR: "总务科长",
        Role.PRINCIPAL: "院长",
        Role.CANTEEN_MANAGER: "膳食管理员",
        Role.DOCTOR: "院感专干",
        Role.HOMEROOM: "护士长",
        Role.SCORER: "质控员",
        Role.GRADE_HEAD: "科室主任",
        Role.STAFF: "职工",
    },
}


def role_name(role: Role | str, kind: Kind | str = Kind.SCHOOL) -> str:
    """The role's title in an institution of this kind; ValueError for an unknown code."""
    role = Role(role)
    return _NAMES_BY_KIND[Kind(kind)].get(role, _NAMES[role])
