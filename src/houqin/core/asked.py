"""What an address or a form asks for by number or day; None where it is no such thing.

Anybody may type anything into an address: ``"²".isdigit()`` holds, a row's key has no twenty
digits, and there is no thirteenth month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_LONGEST = 18  # digits that surely fit PostgreSQL's bigint
_YEARS = range(1900, 2200)  # what is reckoned from a day at the calendar's very end has no date


def asked_number(text: str | None) -> int | None:
    """A key or count: ASCII digits only."""
    if text and len(text) <= _LONGEST and text.isascii() and text.isdigit():
        return int(text)
    return None


def asked_numbers(texts: Iterable[str]) -> list[int]:
    """Those of a form's ticks that are numbers, in order."""
    return [found for text in texts if (found := asked_number(text)) is not None]


def asked_day(text: str | None) -> date | None:
    found = _DAY.fullmatch(text or "")
    if found is None or int(found[1]) not in _YEARS:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def asked_month(text: str | None) -> date | None:
    """``2026-11``: the first day of a month."""
    return asked_day(f"{text}-01")
