"""The cadence itself: one machine-readable answer to "when is this work due?".

A `Cadence` cannot be invalid: every constructor checks the combination of parts, so whatever holds
one may print, describe and schedule it without asking again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import total_ordering
from typing import Any

from houqin.cadence.validity import problem
from houqin.cadence.vocabulary import Anchor, Freq, Part, Side, Vague, byday_key, monthday_key

_KINDS = ("freq", "date", "month", "year", "at", "vague")
_BYDAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class Cadence:
    """When work is due; `str()` gives the canonical `KEY=VALUE;…` text of the language."""

    freq: Freq | None = None
    interval: int = 1
    bymonth: tuple[int, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byday: tuple[str, ...] = ()
    times: int = 1
    part: Part | None = None
    date: str | None = None
    month: int | None = None
    year: Part | None = None
    at: Anchor | None = None
    week: int | None = None
    side: Side | None = None
    vague: Vague | None = None

    def __post_init__(self) -> None:
        wrong = problem(self)
        if wrong:
            raise ValueError(wrong)

    def __str__(self) -> str:
        out: list[str] = []
        for name, key in _KEYS:
            value = getattr(self, name)
            if name in _COUNTS:
                if value != 1:
                    out.append(f"{key}={value}")
            elif name in _LISTS:
                if value:
                    out.append(f"{key}={','.join(map(str, value))}")
            elif value is not None:
                out.append(f"{key}={value}")
        return ";".join(out)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Cadence):
            return NotImplemented
        return self._sort_key() < other._sort_key()

    def _sort_key(self) -> tuple[Any, ...]:
        return (
            next(i for i, kind in enumerate(_KINDS) if getattr(self, kind) is not None),
            list(Freq).index(self.freq) if self.freq else 0,
            self.month or 0,
            str(self),
        )

    @property
    def is_vague(self) -> bool:
        """Frequent, but a person still has to choose how often."""
        return self.vague is not None

    @property
    def is_recurring(self) -> bool:
        """Due again and again, as opposed to once a term or once on the calendar."""
        return self.freq is not None

    @classmethod
    def from_text(cls, text: str) -> Cadence:
        """Read the canonical text back; ValueError (in Chinese) for anything else."""
        values: dict[str, Any] = {}
        for piece in text.strip().split(";"):
            key, equals, raw = piece.partition("=")
            reader = _READERS.get(key)
            if not equals or not raw or reader is None:
                raise ValueError(f"时程“{text}”看不懂：“{piece}”不是认识的部分，请按“键=值”书写。")
            if reader[0] in values:
                raise ValueError(f"时程“{text}”里“{key}”写了两次，请只留一个。")
            try:
                values[reader[0]] = reader[1](raw)
            except ValueError:
                raise ValueError(f"时程“{text}”里“{key}”的值“{raw}”不对，请改正。") from None
        return cls(**values)


def _numbers(raw: str) -> tuple[int, ...]:
    return tuple(sorted({_number(piece) for piece in raw.split(",")}, key=monthday_key))


def _number(raw: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,3}", raw):
        raise ValueError(raw)
    return int(raw)


def _days(raw: str) -> tuple[str, ...]:
    if not all(_BYDAY.fullmatch(piece) for piece in raw.split(",")):
        raise ValueError(raw)
    return tuple(sorted(set(raw.split(",")), key=byday_key))


# MONTH=9;PART=EARLY, but FREQ=MONTHLY;PART=EARLY: the part stands after what it is a part of.
_ORDER = [f.name for f in fields(Cadence)]
_ORDER.remove("part")
_ORDER.insert(_ORDER.index("month") + 1, "part")
_KEYS = tuple((name, name.upper()) for name in _ORDER)
_COUNTS = frozenset({"interval", "times"})
_LISTS = frozenset({"bymonth", "bymonthday", "byday"})
_READERS: dict[str, tuple[str, Any]] = {
    "FREQ": ("freq", Freq),
    "INTERVAL": ("interval", _number),
    "BYMONTH": ("bymonth", _numbers),
    "BYMONTHDAY": ("bymonthday", _numbers),
    "BYDAY": ("byday", _days),
    "TIMES": ("times", _number),
    "PART": ("part", Part),
    "DATE": ("date", str),
    "MONTH": ("month", _number),
    "YEAR": ("year", Part),
    "AT": ("at", Anchor),
    "WEEK": ("week", _number),
    "SIDE": ("side", Side),
    "VAGUE": ("vague", Vague),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A cadence and where in the original text it was said; no spans: the heading said it."""

    cadence: Cadence
    spans: tuple[tuple[int, int], ...] = ()
