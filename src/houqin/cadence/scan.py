"""The tokenizer: at each character that can open a time expression, try that character's rules."""

from __future__ import annotations

import re

from houqin.cadence.mention import Mention, Role, Rule
from houqin.cadence.rules import (
    anchors,
    compact,
    counts,
    dates,
    days,
    every,
    festivals,
    months,
    silence,
    vague,
)

# Order matters where two rules could open at the same character: the more specific speaks first.
ALL_RULES: tuple[Rule, ...] = (
    *silence.RULES,
    *festivals.RULES,
    *compact.RULES,
    *dates.RULES,
    *every.RULES,
    *months.RULES,
    *anchors.RULES,
    *counts.RULES,
    *vague.RULES,
    *days.RULES,
)
_BY_CHAR: dict[str, list[Rule]] = {}
for _rule in ALL_RULES:
    for _char in _rule.first:
        _BY_CHAR.setdefault(_char, []).append(_rule)
_OPENING = re.compile("[" + re.escape("".join(_BY_CHAR)) + "]")
_NUMBERING = re.compile(
    r"(?:第[一二三四五六七八九十]+(?:[,、:]|(?=要))|(?!\d{1,2}、\d{1,2}月份?(?:各|分别))"
    r"(?:[(]?[一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,3}、|[(]\d{1,2}[)]|\d{1,2}[、)]|\d{1,2}\.(?!\d)))+"
)


def scan(text: str) -> list[Mention]:
    """Every time expression of a normalised sentence, in order, none overlapping."""
    numbering = _NUMBERING.match(text)
    position = numbering.end() if numbering else 0
    found: list[Mention] = []
    while opening := _OPENING.search(text, position):
        start = opening.start()
        mention = _at(text, start)
        if mention is None:
            position = start + 1
            continue
        position = max(mention.end, start + 1)
        if mention.role != Role.SKIP:
            mention.spans = ((mention.start, mention.end),)
            found.append(mention)
    return found


def _at(text: str, start: int) -> Mention | None:
    for rule in _BY_CHAR[text[start]]:
        match = rule.pattern.match(text, start)
        if match:
            mention = rule.build(match, text)
            if mention is not None:
                return mention
    return None
