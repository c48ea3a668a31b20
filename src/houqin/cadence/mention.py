"""What a rule finds: a stretch of text that says something about when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import lru_cache
from typing import Any

from houqin.cadence.model import Cadence


class Role(IntEnum):
    """How a mention takes part in composition."""

    FREQ = auto()  # 每周
    WEEKDAY = auto()  # 周三, without 每
    MONTH_PART = auto()  # 月底, no month named
    MONTH_DAY = auto()  # 15日, no month named
    MONTH = auto()  # 3月
    DATE = auto()  # 3月12日, 教师节
    ANCHOR = auto()  # 期末
    YEAR = auto()  # 年底
    VAGUE = auto()  # 定期
    COUNT = auto()  # 两次
    DAY_PARTS = auto()  # 早晚
    SCOPE = auto()  # 本学期, 全年: a frequency only with a count
    PAST = auto()  # 上学期: what follows is a report
    CHANGE = auto()  # 改为: what stands before is replaced
    SKIP = auto()  # read, and meaning nothing


STATING = frozenset(
    {
        Role.FREQ,
        Role.WEEKDAY,
        Role.MONTH_PART,
        Role.MONTH,
        Role.DATE,
        Role.ANCHOR,
        Role.YEAR,
        Role.VAGUE,
    }
)
ONCE = frozenset({Role.ANCHOR, Role.DATE, Role.MONTH, Role.YEAR})
FREQUENT = frozenset({Role.FREQ, Role.WEEKDAY})


@dataclass(slots=True)
class Mention:
    """One time expression: where it stands, what it does, and the cadences it could mean."""

    start: int
    end: int
    role: Role
    cadences: tuple[Cadence, ...] = ()
    count: int = 1
    starting: bool = False  # 9月起: a start date, not a time of its own
    precise: bool = False  # 期末考试, 开学前: more than a term's PART can say
    days: tuple[str, ...] = ()  # 9月第一个周一: kept for 每年
    tight: bool = False  # a count that belongs to the word right before it: 每周两查
    spans: tuple[tuple[int, int], ...] = ()


Build = Callable[[re.Match[str], str], "Mention | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern tried wherever one of `first` stands; `build` may still decline."""

    first: str
    pattern: re.Pattern[str]
    build: Build


@lru_cache(maxsize=4096)
def cadence(**parts: Any) -> Cadence:
    """A cadence from its parts; cached, because plans repeat themselves."""
    return Cadence(**parts)


def mention(match: re.Match[str], role: Role, *cadences: Cadence, **more: Any) -> Mention:
    """A mention covering the whole match."""
    return Mention(match.start(), match.end(), role, tuple(cadences), **more)


def skip(match: re.Match[str], _text: str) -> Mention:
    """Read over something that only looks like a time."""
    return Mention(match.start(), match.end(), Role.SKIP)
