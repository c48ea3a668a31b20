"""Chinese and Arabic numbers up to 99, as plans write them."""

from __future__ import annotations

import re

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {
    "〇": 0, "两": 2, "双": 2, "俩": 2, "仨": 3, "元": 1, "首": 1,
}  # fmt: skip

NUM = r"(?:\d{1,2}(?!\d)|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九俩仨])"
# A number that may be a range or "two or three": the smaller one counts.
RANGE = rf"(?:{NUM}(?:(?:至|到|-|或|、)?{NUM})?)"
_FIRST = re.compile(NUM)


def number(text: str) -> int:
    """The value of one number (`NUM`), or the smaller end of a range (`RANGE`)."""
    match = _FIRST.match(text)
    if match is None:
        return _DIGITS.get(text, 1)
    return _value(match[0])


def numbers(text: str) -> list[int]:
    """Every number in a list such as 一、三、五 or 5日和20日."""
    return [_value(piece) for piece in _FIRST.findall(text)]


def _value(piece: str) -> int:
    if piece[0].isdigit():
        return int(piece)
    tens, ten, ones = piece.rpartition("十")
    if not ten:
        return _DIGITS[piece]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def chinese(value: int) -> str:
    """1 → 一, 12 → 十二, 25 → 二十五: for describing, up to 99."""
    ones = "一二三四五六七八九"
    if value < 10:
        return ones[value - 1]
    tens = "" if value < 20 else ones[value // 10 - 1]
    return tens + "十" + (ones[value % 10 - 1] if value % 10 else "")
