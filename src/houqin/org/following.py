"""Rooms above that answer by name follow when people, roles or leave change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

_followers: dict[str, Callable[[date], object]] = {}


def on_people_change(name: str, follow: Callable[[date], object]) -> None:
    """Call ``follow(today)`` inside the transaction that changes staff, roles or absences."""
    _followers[name] = follow


def people_changed(today: date) -> None:
    for follow in _followers.values():
        follow(today)
