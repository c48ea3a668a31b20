"""What goes on by itself in the safety room."""

from __future__ import annotations

from houqin.core import clock
from houqin.safety.services import duties, noticing, walking


def close_rounds(_institution_id: int) -> object:
    return walking.close_rounds(now=clock.now())


def watch_posts(_institution_id: int) -> object:
    return duties.warn_of_empty_posts(now=clock.now())


def watch_lessons(_institution_id: int) -> object:
    return noticing.warn_of_missing_lessons(now=clock.now())
