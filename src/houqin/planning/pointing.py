"""Splitting a cited document into its numbered points. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

from houqin.planning.reading.markers import mark_at

_HALF = str.maketrans("（）、，．：；！？", "(),,.:;!?")  # place for place: offsets stay
_NOT_WORDS = re.compile(r"[^一-鿿a-z0-9]+")
_MOST = 200
_LONGEST = 1000


class Point(NamedTuple):
    number: str
    text: str


def split_points(text: str) -> list[Point]:
    """The points of the list's outer numbering; each line one point where nothing is numbered.

    What stands under a point with another numbering belongs to it; what stands before the first
    number is the preamble.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    marked = [(line, mark_at(line.translate(_HALF), 0, len(line))) for line in lines]
    families = [mark.family for _line, mark in marked if mark is not None]
    if not families:
        return [Point(str(n), line[:_LONGEST]) for n, line in enumerate(lines[:_MOST], 1)]
    outer = _outer(families)
    found: list[Point] = []
    seen: set[str] = set()
    for line, mark in marked:
        if mark is not None and mark.family == outer:
            label = mark.label if mark.label not in seen else f"{mark.label}#{len(found) + 1}"
            seen.add(label)
            found.append(Point(label, line[mark.end :].strip()))
        elif found:
            last = found[-1]
            found[-1] = Point(last.number, f"{last.text}\n{line}".strip())
    kept = [Point(p.number[:20], p.text[:_LONGEST]) for p in found if p.text]
    return kept[:_MOST]


def _outer(families: list[str]) -> str:
    """The first numbering that comes back; the first one where none does."""
    for family in families:
        if families.count(family) > 1:
            return family
    return families[0]


def nearest(text: str, offered: list[tuple[int, str]], most: int = 5) -> list[int]:
    """Which offered texts share most character pairs with ``text``, the likeliest first."""
    wanted = _pairs(text)
    shared = [(len(wanted & _pairs(other)), pk) for pk, other in offered]
    likely = sorted((pair for pair in shared if pair[0] >= 2), reverse=True)
    return [pk for _n, pk in likely[:most]]


def _pairs(text: str) -> frozenset[str]:
    clean = _NOT_WORDS.sub("", text.lower())
    return frozenset(clean[i : i + 2] for i in range(len(clean) - 1))
