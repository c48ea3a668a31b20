"""What a sentence is about: a weighted keyword grammar over the domain list.

Every word of the trade found in the sentence speaks for its domains with its weight; the longest
word at a place wins, a word said twice counts half the second time, and the earlier clause, which
names the work, counts more than the later ones, which say how it ends.
"""

from __future__ import annotations

from functools import cache, lru_cache

from houqin.cadence.domain_words import WORDS
from houqin.cadence.normalise import normalise

# Words that hold a keyword and mean something else.
_MASKS = ("工作日", "全心全意", "卫生所", "供应时间", "意见书")
_BREAKS = frozenset(",;。:!?")
_LATER = 0.65
_HEADING = 0.4

Entry = tuple[str, tuple[tuple[str, float], ...]]


@cache
def _index() -> dict[str, list[Entry]]:
    gathered: dict[str, dict[str, float]] = {}
    for code, by_weight in WORDS.items():
        for weight, words in by_weight.items():
            for word in words.split():
                gathered.setdefault(word, {})[code] = max(
                    float(weight), gathered.get(word, {}).get(code, 0.0)
                )
    gathered.update({word: {} for word in _MASKS})
    index: dict[str, list[Entry]] = {}
    for word in sorted(gathered, key=len, reverse=True):
        index.setdefault(word[:2], []).append((word, tuple(gathered[word].items())))
    return index


def domains(text: str, heading: str | None = None) -> list[tuple[str, float]]:
    """Domains with their weight, best first."""
    scores = dict(_scores(normalise(text).text))
    if heading:
        for code, weight in _heading_scores(heading):
            scores[code] = scores.get(code, 0.0) + _HEADING * weight
    return sorted(scores.items(), key=lambda item: -item[1])


def best_domain(text: str, heading: str | None = None) -> str | None:
    """The best domain, or None when nothing in the sentence speaks for one."""
    ranked = domains(text, heading)
    return ranked[0][0] if ranked else None


@lru_cache(maxsize=512)
def _heading_scores(heading: str) -> tuple[tuple[str, float], ...]:
    return tuple(_scores(normalise(heading).text).items())


def _scores(text: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    seen: set[str] = set()
    factor, position, length = 1.0, 0, len(text)
    while position < length:
        char = text[position]
        if char in _BREAKS:
            factor = max(factor * _LATER, 0.3) if scores else factor
            position += 1
            continue
        entry = _longest(text, position)
        if entry is None:
            position += 1
            continue
        word, leanings = entry
        weight = factor * (0.5 if word in seen else 1.0) * (1.0 if len(word) > 1 else 0.4)
        seen.add(word)
        for code, lean in leanings:
            scores[code] = scores.get(code, 0.0) + weight * lean
        position += len(word)
    return scores


def _longest(text: str, position: int) -> Entry | None:
    for entry in _index().get(text[position : position + 2], ()):
        if text.startswith(entry[0], position):
            return entry
    single = _index().get(text[position])
    return single[0] if single else None
