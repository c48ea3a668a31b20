"""The words that speak for a domain, by weight: 8 settles it, 5 is strong, 3 fair, 1 a hint.

A word may lean towards several domains. Words are matched longest first, so 食品安全 does not also
count as 安全. Names of places and of the people who do the work weigh little; what is done, and
to what, weighs most. Add words of the trade, never the wording of one sentence.
"""

from __future__ import annotations

from houqin.cadence.words_of_services import SERVICE_WORDS
from houqin.cadence.words_of_the_office import OFFICE_WORDS

_ALL = SERVICE_WORDS | OFFICE_WORDS
_ORDER = (
    "safety",
    "gate",
    "canteen",
    "health",
    "assets",
    "stores",
    "procurement",
    "maintenance",
    "hygiene",
    "dormitory",
    "finance",
    "energy",
    "people",
    "voice",
    "publicity",
    "projects",
    "transport",
    "regulations",
    "planning",
)
WORDS: dict[str, dict[float, str]] = {code: _ALL[code] for code in _ORDER}
