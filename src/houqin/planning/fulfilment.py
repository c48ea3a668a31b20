"""When an entry of a book proves a task, and when a task has all it needs. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as it stands: which class or meal, on what day, where, and what it says."""

    entry_id: int
    key: str
    day: date
    place: str = ""
    values: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A task's days, up to the day it was put off to."""

    task_id: int
    first: date
    until: date
    is_open: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How far a task is. ``keys_wanted`` 0: any entries will do, ``times`` of them."""

    times_done: int
    keys_done: int
    keys_wanted: int
    is_complete: bool

    @property
    def has_begun(self) -> bool:
        return bool(self.times_done or self.keys_done)


def meets(only: Iterable[Sequence[str]], values: Mapping[str, Any]) -> bool:
    """Whether an entry is one that the item asks for: all of its conditions hold."""
    return all(_holds(values.get(field), how, wanted) for field, how, wanted in only)


def _holds(value: Any, how: str, wanted: str) -> bool:
    if value is None:
        return False
    if how == "is":
        held = value if isinstance(value, list) else [value]
        return bool(set(map(_plain, held)) & set(wanted.split("|")))
    number, limit = _number(value), _number(wanted)
    if number is None or limit is None:
        return False
    return number >= limit if how == "min" else number <= limit


def _plain(value: Any) -> str:
    """References are kept as {id, name}, a yes as true."""
    if isinstance(value, Mapping):
        return str(value.get("id", ""))
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


def _number(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def is_within(place: str, wanted: str) -> bool:
    """Whether a place's path is the wanted one or below it."""
    return not wanted or place == wanted or place.startswith(f"{wanted}/")


def proven_by(day: date, spans: Iterable[Span]) -> list[int]:
    """The tasks of one item that something of this day proves.

    Those whose days it falls into; where it falls into none, the last one that was missed before:
    what is done on Saturday was still done for Friday.
    """
    known = list(spans)
    inside = [span.task_id for span in known if span.first <= day <= span.until]
    if inside:
        return inside
    missed = [span for span in known if span.is_open and span.until < day]
    if not missed:
        return []
    return [max(missed, key=lambda span: (span.until, span.task_id)).task_id]


def count(times: int, entries: Mapping[str, int], expected: Collection[str]) -> Count:
    """``entries``: how many there are of each key; ``expected``: the keys that want ``times``."""
    if not expected:
        made = sum(entries.values())
        return Count(min(made, times), 0, 0, made >= times)
    full = sum(entries.get(key, 0) >= times for key in expected)
    rounds = min(entries.get(key, 0) for key in expected)
    return Count(min(rounds, times), full, len(expected), full == len(expected))


def written(keys: Iterable[str], expected: Iterable[str]) -> Counter[str]:
    """How many entries there are of each key; one typed a little differently is the same."""
    known = {_spelt(key): key for key in expected}
    return Counter(known.get(_spelt(key), key) for key in keys)


def _spelt(key: str) -> str:
    return "".join(normalize("NFKC", key).casefold().split())


def missing(times: int, entries: Mapping[str, int], expected: Collection[str]) -> list[str]:
    """The expected keys that still want an entry, in their order."""
    return [key for key in expected if entries.get(key, 0) < times]
