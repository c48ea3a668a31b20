"""Items of a plan that seem to promise the same thing twice. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from houqin.core.alike import alike, pairs_of

ALIKE = 0.6


class Text(NamedTuple):
    pk: int
    domain: str
    text: str


def lookalikes(texts: Iterable[Text]) -> dict[int, int]:
    """Item → the earlier item it resembles: at least 60 % of the character pairs in common.

    Only items that share a rare pair are compared, so a plan of thousands stays quick.
    """
    grams = {text.pk: pairs_of(text.text) for text in texts}
    holders: dict[str, list[int]] = defaultdict(list)
    found: dict[int, int] = {}
    for pk, pairs in grams.items():
        candidates = {other for pair in pairs for other in holders[pair][-40:]}
        best = max(candidates, key=lambda other: alike(pairs, grams[other]), default=None)
        if best is not None and alike(pairs, grams[best]) >= ALIKE:
            found[pk] = best
        for pair in pairs:
            holders[pair].append(pk)
    return found
