"""Rooms above that plan by the calendar say in sentences what would move, and then move it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from houqin.org.member import Member

if TYPE_CHECKING:
    from houqin.cadence.calendar import SchoolCalendar


@dataclass(frozen=True, slots=True)
class ChangeListener:
    """``preview(before, after, today)`` → sentences, one a thing that would move; writes nothing.

    ``apply(actor, today)`` moves it, in the transaction that changes the calendar.
    """

    name: str
    preview: Callable[[SchoolCalendar, SchoolCalendar, date], list[str]]
    apply: Callable[[Member, date], object]


_listeners: dict[str, ChangeListener] = {}


def on_change(listener: ChangeListener) -> None:
    """Register a room that plans by the calendar; call it in AppConfig.ready."""
    _listeners[listener.name] = listener


def listeners() -> list[ChangeListener]:
    return list(_listeners.values())
