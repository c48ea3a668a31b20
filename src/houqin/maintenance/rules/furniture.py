"""Broken furniture on a class's list: what it is, merged by room, told in words. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

THINGS: dict[str, tuple[str, str]] = {
    "desk": ("课桌", "张"),
    "chair": ("椅子", "把"),
    "bed": ("床", "张"),
    "cabinet": ("柜子", "个"),
    "board": ("黑板、讲台", "块"),
    "other": ("其他", "件"),
}


@dataclass(frozen=True, slots=True)
class Broken:
    place: int
    thing: str
    quantity: int
    said: str


def thing_choices() -> list[tuple[str, str]]:
    return [(code, name) for code, (name, _unit) in THINGS.items()]


def named(thing: str, quantity: int) -> str:
    name, unit = THINGS.get(thing, THINGS["other"])
    return f"{name} {quantity} {unit}"


def by_room(lines: Iterable[Broken]) -> dict[int, list[Broken]]:
    """The lines of each room in the order they came; the same thing with the same fault is one."""
    rooms: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for line in lines:
        of = rooms[line.place]
        key = (line.thing, line.said.strip())
        of[key] = of.get(key, 0) + line.quantity
    return {
        place: [Broken(place, thing, count, said) for (thing, said), count in found.items()]
        for place, found in rooms.items()
    }


def told(lines: Iterable[Broken]) -> str:
    return "；".join(
        f"{named(line.thing, line.quantity)}{f'（{line.said}）' if line.said else ''}"
        for line in lines
    )
