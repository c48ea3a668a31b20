"""What an expression can be about, so that a form that compares a day with a number is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Base(StrEnum):
    """The value is the Chinese word used in refusals."""

    NUMBER = "数"
    TEXT = "文字"
    TRUTH = "是非"
    DATE = "日期"
    TIME = "时刻"
    INSTANT = "日期时间"
    # A person, a checklist, a photo, a row: only its parts, its number and its being there count.
    THING = "对象"


@dataclass(frozen=True, slots=True)
class Kind:
    base: Base
    many: bool = False

    def __str__(self) -> str:
        return f"若干{self.base}" if self.many else str(self.base.value)


NUMBER = Kind(Base.NUMBER)
TEXT = Kind(Base.TEXT)
TRUTH = Kind(Base.TRUTH)
DATE = Kind(Base.DATE)
TIME = Kind(Base.TIME)
INSTANT = Kind(Base.INSTANT)
THING = Kind(Base.THING)


@dataclass(frozen=True, slots=True)
class Scope:
    """The names an expression may use: fields, their parts (`dishes.grams`), their options."""

    names: Mapping[str, Kind]
    parts: Mapping[str, Mapping[str, Kind]] = field(default_factory=dict)
    options: Mapping[str, frozenset[str]] = field(default_factory=dict)
