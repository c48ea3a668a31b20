"""How alike two short texts are: by the pairs of characters that they have in common. Pure."""

from __future__ import annotations

import re

_NOT_WORDS = re.compile(r"[^一-鿿a-z0-9]+")


def pairs_of(text: str) -> frozenset[str]:
    clean = _NOT_WORDS.sub("", text.lower())
    return frozenset(clean[i : i + 2] for i in range(len(clean) - 1))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Between 0 and 1; what is too short to tell is not alike."""
    together = len(one | other)
    return len(one & other) / together if together >= 3 else 0.0
