"""Figures that other rooms offer to campaigns: a survey's mean, open asset problems. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Read = Callable[[date, date, date], Decimal | None]


@dataclass(frozen=True, slots=True)
class IndicatorSource:
    """``read(first, last, today)`` gives the figure of the campaign's days; None for none yet.

    ``url`` leads to what the figure counts, inside the institution ("/surveys/").
    """

    code: str
    title: str
    unit: str
    read: Read
    url: str = ""


_sources: dict[str, IndicatorSource] = {}


def offer_indicators(*sources: IndicatorSource) -> None:
    """Called in a room's ready(). ValueError for a second, other source of the same code."""
    for source in sources:
        if _sources.setdefault(source.code, source) is not source:
            raise ValueError(f"indicator {source.code} is offered twice")


def offered() -> tuple[IndicatorSource, ...]:
    return tuple(_sources.values())


def source_of(code: str) -> IndicatorSource | None:
    """None where the room that offered it is not installed."""
    return _sources.get(code)
