"""The lines of general-affairs work (DESIGN.md §4): code, name, icon, colour family. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Domain:
    code: str
    name: str
    icon: str
    family: str

    @property
    def colour(self) -> str:
        """The CSS custom property of its colour family."""
        return f"--hq-d-{self.family}"


DOMAINS: dict[str, Domain] = {
    d.code: d
    for d in (
        Domain("safety", "安全", "shield-check", "safe"),
        Domain("gate", "门卫", "door-enter", "safe"),
        Domain("transport", "车辆", "bus", "safe"),
        Domain("canteen", "食堂", "tools-kitchen-2", "food"),
        Domain("health", "保健", "stethoscope", "food"),
        Domain("assets", "校产", "qrcode", "goods"),
        Domain("stores", "库房", "package", "goods"),
        Domain("procurement", "采购", "shopping-cart", "goods"),
        Domain("finance", "财务", "report-money", "goods"),
        Domain("maintenance", "维修", "tool", "place"),
        Domain("hygiene", "卫生", "leaf", "place"),
        Domain("dormitory", "宿舍", "bed", "place"),
        Domain("energy", "水电", "bolt", "place"),
        Domain("projects", "基建", "crane", "place"),
        Domain("people", "队伍", "users", "people"),
        Domain("planning", "计划", "calendar-event", "people"),
        Domain("regulations", "制度", "gavel", "people"),
        Domain("voice", "意见", "message-2", "open"),
        Domain("publicity", "公示", "speakerphone", "open"),
    )
}


def domain_choices() -> list[tuple[str, str]]:
    return [(d.code, d.name) for d in DOMAINS.values()]
