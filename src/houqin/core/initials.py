"""The first letter of each Chinese character's reading, from a compact table read on first use.

A whole dictionary of readings costs 57 MB in every process; 28 KB of letters is enough to find 检查
by ``jc``. The table is made by ``tests/initials_source.py``, whose test checks it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

FIRST, LAST = 0x3400, 0x9FFF
_TABLE = Path(__file__).with_name("initials.txt")
_PARTS = re.compile(r"[㐀-鿿]|[^㐀-鿿]+")


@lru_cache(maxsize=1)
def _table() -> tuple[str, dict[str, str]]:
    """One letter per code point (``.`` where unknown), and the characters read in several ways."""
    *letters, others = _TABLE.read_text(encoding="utf-8").splitlines()
    return "".join(letters), {pair[0]: pair[1:] for pair in others.split()}


def _letter(part: str) -> str:
    if not FIRST <= ord(part[0]) <= LAST:
        return part[0]
    letter = _table()[0][ord(part[0]) - FIRST]
    return part[0] if letter == "." else letter


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """First letters by the commonest reading: 检查 → ``jc``; other writing counts by its first."""
    return "".join(_letter(part) for part in _PARTS.findall(text))


def readings(text: str) -> list[str]:
    """The letters each character of a Chinese run may be spelled with, the commonest first."""
    others = _table()[1]
    return [
        letter + others.get(char, "") for char, letter in zip(text, initials(text), strict=True)
    ]
