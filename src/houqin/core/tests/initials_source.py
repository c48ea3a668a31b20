"""Makes core/initials.txt: ``python -m houqin.core.tests.initials_source``."""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from houqin.core.initials import FIRST, LAST

TABLE = Path(__file__).parents[1] / "initials.txt"


def _usual() -> str:
    found = []
    for point in range(FIRST, LAST + 1):
        letter = lazy_pinyin(chr(point), style=Style.FIRST_LETTER)[0][:1]
        found.append(letter if letter.isascii() and letter.isalpha() else ".")
    return "".join(found)


def _others(usual: str) -> dict[str, str]:
    """Other letters of a character in at least 4 % and three of the phrases that hold it."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase in PHRASES_DICT:
        letters = lazy_pinyin(phrase, style=Style.FIRST_LETTER)
        if len(letters) == len(phrase):
            for char, letter in zip(phrase, letters, strict=True):
                seen[char][letter] += 1
    found = {}
    for char, counts in sorted(seen.items()):
        if not FIRST <= ord(char) <= LAST:
            continue
        enough = max(3, 0.04 * counts.total())
        more = {one for one, n in counts.items() if one.isascii() and one and n >= enough}
        if extra := "".join(sorted(more - {usual[ord(char) - FIRST]})):
            found[char] = extra
    return found


def table() -> str:
    usual = _usual()
    pairs = " ".join(char + letters for char, letters in _others(usual).items())
    return "\n".join([*textwrap.wrap(usual, 96), pairs]) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
