"""Which books answer a line of an authority's checklist: by the words they share. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_EMPTY = re.compile(
    r"台账|记录本|记录表|登记表|登记本|检查表|记录|登记|检查|情况|是否|有无|建立|制度|管理|工作|落实|及时|"
    r"查看|学校|幼儿园|医院|完整|规范|齐全|相关|[^\w]|_"
)
_PARTS = re.compile(r"[、，,；;。]|(?<!涉)及(?!时)|和|与")
_NUMBERED = re.compile(r"^\s*[（(]?[\d一二三四五六七八九十]+[)）.、．]?\s*")
ENOUGH = 0.3
FAIRLY, SURELY = 0.45, 0.85  # ticked as the best of a part; in any case
MOST = 6
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A book as the matching sees it."""

    key: int
    title: str
    more: str = ""  # purpose, basis, field labels
    words: tuple[str, ...] = ()  # each tells this book by itself


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


@dataclass(frozen=True, slots=True)
class Suggested:
    """What to offer for a line, best first, and what of it to tick beforehand."""

    keys: tuple[int, ...]
    ticked: tuple[int, ...]


def suggest(line: str, books: Iterable[Named]) -> Suggested:
    """Each thing that the line asks for ticks the book that answers it best."""
    parts = [found for part in _parts(line) if (found := pairs(part))]
    if not parts:
        return Suggested((), ())
    known = list(books)
    scores = {one.key: _scores(parts, one) for one in known}
    ticked = []
    for at in range(len(parts)):
        score, key = min(((-found[at], key) for key, found in scores.items()), default=(0.0, 0))
        if -score >= FAIRLY:
            ticked.append(key)
    ticked += [one.key for one in known if any(word in line for word in one.words)]
    best = sorted((-max(found), key) for key, found in scores.items() if max(found) >= ENOUGH)
    ticked += [key for score, key in best if -score >= SURELY]
    keys = dict.fromkeys([*ticked, *(key for _score, key in best[:MOST])])
    return Suggested(tuple(keys), tuple(dict.fromkeys(ticked)))


def _parts(line: str) -> list[str]:
    """What a line asks for, one by one; what stands before a colon belongs to each."""
    head, colon, rest = line.replace(":", "：").partition("：")
    parts = [part for part in _PARTS.split(rest if colon else head) if part.strip()]
    return [*parts, line] if len(parts) > 1 or colon else [line]


def _scores(parts: list[set[str]], one: Named) -> list[float]:
    """How well a book answers each part, and a little for what the line says besides."""
    title, more, whole = pairs(one.title), pairs(one.more), parts[-1]
    besides = 0.3 * len(whole & more) / len(whole)
    return [max(_by_title(part, title), _by_more(part, more)) + besides for part in parts]


def _by_title(part: set[str], title: set[str]) -> float:
    both = len(part & title)
    return 0.6 * both / len(part) + 0.4 * both / len(title) if both else 0.0


def _by_more(part: set[str], more: set[str]) -> float:
    """Two characters alone stand in too many purposes."""
    both = len(part & more)
    return 0.5 * both / len(part) if both > 1 else 0.0
