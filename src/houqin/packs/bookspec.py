"""The shapes of a pack's record books: settings, form, and what is left to rooms to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from houqin.core.roles import Kind, Role
from houqin.packs.model import Condition

_MONTHS = {"month": 1, "year": 12}


class PerWhat(StrEnum):
    """What a book has one entry for."""

    NOTHING = ""
    MEAL = "meal"
    CLASS = "class"
    ROOM = "room"
    VEHICLE = "vehicle"
    DEVICE = "device"
    BATCH = "batch"
    PERSON = "person"


class Unit(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Since(StrEnum):
    """What the time of keeping is counted from."""

    RECORD = "record"
    # Anything else: as long as the person, the device or the contract is there, then so long.
    OBJECT = "object"


class KeptBy(StrEnum):
    """Who says how long: the law, a standard, or we ourselves."""

    STATUTORY = "statutory"
    STANDARD = "standard"
    PRODUCT = "product_default"


@dataclass(frozen=True, slots=True)
class Retention:
    min: int
    unit: Unit
    since: Since
    basis: KeptBy

    @property
    def months(self) -> int:
        """Rounded up, at least one: what is kept too long can still be purged."""
        if self.unit is Unit.DAY:
            return max(-(-self.min // 30), 1)
        return self.min * _MONTHS[self.unit]

    @property
    def with_object(self) -> bool:
        return self.since is Since.OBJECT


@dataclass(frozen=True, slots=True)
class BookSpec:
    """A record book as an institution of the kind gets it."""

    code: str
    title: str
    domain: str
    purpose: str
    kinds: frozenset[Kind]
    # It is there where the institution has any of these; without any: always.
    needs: frozenset[Condition]
    writers: tuple[Role, ...]
    signers: tuple[Role, ...]
    readers: tuple[Role, ...]
    per_what: PerWhat
    per_field: str
    time_field: str
    # None: as far back as one likes.
    back_dating_days: int | None
    retention: Retention
    basis: str
    numbering: str
    layout: str
    # Other names of ledgers (plans, duties) that this book keeps as well.
    also: tuple[str, ...]
    # As `form_to_dict` writes it; `form_from` reads it.
    form: Mapping[str, Any]
    # Which flow what is found wrong becomes a case of; empty: the domain's, "none": of none.
    case_flow: str = ""

    def applies_to(self, facilities: frozenset[Condition]) -> bool:
        return not self.needs or bool(self.needs & facilities)


@dataclass(frozen=True, slots=True)
class Later:
    """A ledger that is no book: a room to come keeps it with tables and rules of its own."""

    code: str
    title: str
    room: str
    reason: str
    kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """Where the record of a statutory duty is kept: a book, later, or a stricter duty's book."""

    duty: str
    name: str
    kinds: frozenset[Kind]
    needs: Condition | None
    ledger: str
    satisfied_by: str
    # Months to keep, counted from the record; 0 where the law counts from something else.
    months: int
    # (field or table.field, kind of check, limit), as the form must have them.
    limits: tuple[tuple[str, str, str], ...]
    # Every meal or class of the book wants an entry, not just any one.
    each: bool = False
    # (field, "is", values joined by |): which entries of a shared book count for this duty.
    only: tuple[tuple[str, str, str], ...] = ()
