"""Which books answer a line of an authority's checklist: by the words they share. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_EMPTY = re.compile(
    r"台账|记录本|记录表|登记表|登记本|检查表|记录|登记|情况|是否|有无|建立|制度|管理|工作|落实|及时|"
    r"学校|幼儿园|医院|完整|规范|齐全|相关|[^\w]|_"
)
_NUMBERED = re.compile(r"^\s*[（(]?[\d一二三四五六七八九十]+[)）.、．]?\s*")
ENOUGH = 0.34
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A book as the matching sees it."""

    key: int
    title: str
    more: str = ""  # purpose, basis, field labels


def lines_of(text: str) -> list[str]:
    """The checklist's lines without their numbers; a table's tabs stay spaces."""
    found = []
    for line in text.splitlines():
        said = " ".join(_NUMBERED.sub("", line).split())
        if len(said) >= 2:
            found.append(said[:200])
    return found[:MOST_LINES]


def pairs(text: str) -> set[str]:
    """Neighbouring characters, words that say nothing left out."""
    kept = _EMPTY.sub(" ", text)
    return {word[at : at + 2] for word in kept.split() for at in range(len(word) - 1)}


def suggest(line: str, books: Iterable[Named], most: int = 5) -> list[tuple[int, float]]:
    """(key, how well) of the books that fit, best first."""
    wanted = pairs(line)
    if not wanted:
        return []
    scored = [(one.key, _score(wanted, one)) for one in books]
    fitting = [pair for pair in scored if pair[1] >= ENOUGH]
    return sorted(fitting, key=lambda pair: (-pair[1], pair[0]))[:most]


def _score(wanted: set[str], one: Named) -> float:
    title = pairs(one.title)
    shared = len(wanted & title) / len(title) if title else 0.0
    rest = pairs(one.more)
    also = len(wanted & rest) / len(wanted) if rest else 0.0
    return round(shared + 0.5 * also, 4)


def match(lines: Sequence[str], books: Sequence[Named]) -> list[list[int]]:
    """For each line the books to offer; the first is the one chosen unless somebody differs."""
    return [[key for key, _score in suggest(line, books)] for line in lines]
