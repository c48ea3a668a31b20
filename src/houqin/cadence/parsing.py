"""`parse`: the cadences a sentence states, in the order it states them."""

from __future__ import annotations

import re

from houqin.cadence.model import Cadence, Found
from houqin.cadence.vocabulary import Freq

_EASY = re.compile("每(天|日|周|月|学期|年)")
_FREQ = {
    "天": Freq.DAILY,
    "日": Freq.DAILY,
    "周": Freq.WEEKLY,
    "月": Freq.MONTHLY,
    "学期": Freq.TERMLY,
    "年": Freq.YEARLY,
}


def parse(text: str, heading: str | None = None) -> list[Found]:
    """Read every cadence `text` states; a time-only `heading` speaks where the text is silent."""
    found: dict[Cadence, list[tuple[int, int]]] = {}
    for match in _EASY.finditer(text):
        found.setdefault(Cadence(freq=_FREQ[match[1]]), []).append(match.span())
    return [Found(cadence, tuple(spans)) for cadence, spans in found.items()]
