"""What became of each task: decided by a seeded throw, so always the same. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from random import Random

_DAY = timedelta(days=1)
# Within so many days people have not yet caught up, and half as much again is left lying.
_FRESH = 9
_FRESHER = 1.5
_WAIVED, _POSTPONED, _LATE = 0.012, 0.03, 0.06


class Fate(Enum):
    OPEN = "open"
    BEGUN = "begun"
    DONE = "done"
    WAIVED = "waived"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True)
class Lot:
    """How a task went. ``on`` is the day it was done or put off; ``new_due`` for the postponed."""

    fate: Fate
    on: date | None = None
    new_due: date | None = None
    is_late: bool = False


OPEN = Lot(Fate.OPEN)


def draw(first: date, due: date, today: date, plan_last: date, left: float, rng: Random) -> Lot:
    """One task's lot: most are done on time, some late, some put off, a few dropped.

    ``left`` is the share that is never done, as large as the people of that work are lax.
    """
    if due < today:
        return _past(first, due, today, plan_last, left, rng)
    return _running(first, due, today, plan_last, rng)


def _past(first: date, due: date, today: date, plan_last: date, left: float, rng: Random) -> Lot:
    throw = rng.random() - (left * _FRESHER if (today - due).days <= _FRESH else left)
    if throw < 0:
        return OPEN
    if throw < _WAIVED:
        return Lot(Fate.WAIVED, on=_between(first, due, rng))
    if throw < _WAIVED + _POSTPONED:
        later = min(due + rng.randint(2, 5) * _DAY, plan_last)
        if later <= due:
            return Lot(Fate.DONE, on=due)
        done = min(later, today - _DAY)
        return Lot(Fate.POSTPONED, on=max(done, first), new_due=later)
    if throw < _WAIVED + _POSTPONED + _LATE:
        done = min(due + rng.randint(1, 3) * _DAY, today - _DAY)
        return Lot(Fate.DONE, on=done, is_late=True) if done > due else OPEN
    return Lot(Fate.DONE, on=_between(max(first, due - 4 * _DAY), due, rng))


def _running(first: date, due: date, today: date, plan_last: date, rng: Random) -> Lot:
    """A window that is open today: the further it is gone, the likelier it is done."""
    length, gone = (due - first).days + 1, (today - first).days
    throw = rng.random()
    if length == 1:
        return Lot(Fate.DONE, on=today) if throw < 0.45 else OPEN
    if throw < 0.75 * gone / length:
        return Lot(Fate.DONE, on=_between(first, today - _DAY, rng))
    if throw > 0.97 and due + 3 * _DAY <= plan_last and gone:
        return Lot(Fate.POSTPONED, new_due=due + 3 * _DAY, on=today - _DAY)
    return Lot(Fate.BEGUN, on=today - _DAY) if throw > 0.88 and gone else OPEN


def _between(first: date, last: date, rng: Random) -> date:
    return first + rng.randint(0, max((last - first).days, 0)) * _DAY
