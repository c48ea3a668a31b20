"""What can be broken, as whoever reports it says it, and the trade that mends it. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """``is_dangerous``: the report starts as urgent, whoever makes it."""

    code: str
    name: str
    trade: str
    icon: str
    is_dangerous: bool = False


TRADES: dict[str, str] = {
    "water": "水暖",
    "electric": "电工",
    "carpentry": "木工门窗",
    "masonry": "土建油漆",
    "appliance": "电器空调",
    "network": "电脑网络",
    "outdoor": "玩具器材",
    "gas": "燃气",
    "general": "综合",
}

FAULTS: dict[str, Fault] = {
    one.code: one
    for one in (
        Fault("water", "漏水、堵塞", "water", "droplet"),
        Fault("electric", "灯、插座、停电", "electric", "bulb"),
        Fault("door", "门窗、锁", "carpentry", "door"),
        Fault("furniture", "桌椅、床、柜", "carpentry", "armchair"),
        Fault("appliance", "空调、电扇、电器", "appliance", "air-conditioning"),
        Fault("network", "电脑、投影、网络", "network", "device-desktop"),
        Fault("building", "墙面、地面、屋顶", "masonry", "wall"),
        Fault("outdoor", "玩具、体育器材", "outdoor", "horse-toy"),
        Fault("gas", "燃气味、漏气", "gas", "flame", is_dangerous=True),
        Fault("other", "其他", "general", "tool"),
    )
}


def fault_choices() -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in FAULTS.values()]


def trade_choices() -> list[tuple[str, str]]:
    return list(TRADES.items())


def trade_of(fault: str) -> str:
    """The trade for a fault; unknown ones are general work."""
    return FAULTS[fault].trade if fault in FAULTS else "general"
