"""Rooms above that depend on what an institution has: its books, the duties the law gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from houqin.org.member import Member


@dataclass(frozen=True, slots=True)
class Facts:
    """What an institution says of itself, before and after; ``kind`` never changes."""

    kind: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """What would change in one room: a sentence, and the things by name."""

    sentence: str
    names: list[str] = field(default_factory=list)
    icon: str = "plus"


@dataclass(frozen=True, slots=True)
class FactsListener:
    """``preview(facts, today)`` writes nothing; ``apply(actor, facts, now, today)`` does it."""

    name: str
    preview: Callable[[Facts, date], list[Difference]]
    apply: Callable[[Member, Facts, datetime, date], object]


_listeners: dict[str, FactsListener] = {}


def on_facts(listener: FactsListener) -> None:
    """Register a room; from AppConfig.ready, lower rooms first."""
    _listeners[listener.name] = listener


def preview(facts: Facts, today: date) -> list[Difference]:
    return [one for listener in _listeners.values() for one in listener.preview(facts, today)]


def apply(actor: Member, facts: Facts, now: datetime, today: date) -> None:
    for listener in _listeners.values():
        listener.apply(actor, facts, now, today)
