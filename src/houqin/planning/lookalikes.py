"""Items of a plan that seem to promise the same thing twice. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

_NOT_WORDS = re.compile(r"[^一-鿿a-z0-9]+")
ALIKE = 0.6


class Text(NamedTuple):
    pk: int
    domain: str
    text: str


def _pairs_of(text: str) -> frozenset[str]:
    clean = _NOT_WORDS.sub("", text.lower())
    return frozenset(clean[i : i + 2] for i in range(len(clean) - 1))


def lookalikes(texts: Iterable[Text]) -> dict[int, int]:
    """Item → the earlier item it resembles: at least 60 % of the character pairs in common.

    Only items that share a rare pair are compared, so a plan of thousands stays quick.
    """
    grams = {text.pk: _pairs_of(text.text) for text in texts}
    holders: dict[str, list[int]] = defaultdict(list)
    found: dict[int, int] = {}
    for pk, pairs in grams.items():
        candidates = {other for pair in pairs for other in holders[pair][-40:]}
        best = max(candidates, key=lambda other: _alike(pairs, grams[other]), default=None)
        if best is not None and _alike(pairs, grams[best]) >= ALIKE:
            found[pk] = best
        for pair in pairs:
            holders[pair].append(pk)
    return found


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    together = len(one | other)
    return len(one & other) / together if together >= 3 else 0.0
