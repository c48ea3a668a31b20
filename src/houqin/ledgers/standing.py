"""How an entry stands today: as written, as last corrected, or struck through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from houqin.ledgers.models import Entry


class Correction(Protocol):
    """An amendment, or what a list asks for of it."""

    @property
    def is_strike(self) -> bool: ...
    @property
    def after(self) -> dict[str, Any] | None: ...
    @property
    def flags(self) -> list[dict[str, str]]: ...
    @property
    def measure(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Standing:
    values: dict[str, Any]
    flags: list[dict[str, str]]
    measure: str
    is_struck: bool
    amendments: int

    @property
    def is_abnormal(self) -> bool:
        return bool(self.flags) and not self.is_struck


def standing_from(entry: Entry, amendments: Iterable[Correction]) -> Standing:
    """The entry after its amendments, given in the order of the chain."""
    values, flags, measure = entry.values, entry.flags, entry.measure
    is_struck, count = False, 0
    for one in amendments:
        count += 1
        if one.is_strike:
            is_struck = True
        else:
            values, flags, measure = one.after or {}, one.flags, one.measure
    return Standing(values, flags, measure, is_struck, count)


def standing_of(entry: Entry) -> Standing:
    """One query, or none where the amendments are prefetched."""
    return standing_from(entry, entry.amendments.all())
