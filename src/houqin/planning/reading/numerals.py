"""Numbers as lists write them: 十二, ⑫, XII, L; and back from Chinese."""

from __future__ import annotations

import unicodedata

_DIGITS = "零一二三四五六七八九"
_VALUES = {ch: i for i, ch in enumerate(_DIGITS)} | {"两": 2, "〇": 0}
_VALUES |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number >= 100 or number < 1:
        return str(number)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def circled(number: int) -> str:
    return CIRCLED[number - 1] if 1 <= number <= len(CIRCLED) else f"({number})"


def letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        while number >= value:
            out, number = out + sign, number - value
    return out


def value_of(text: str) -> int:
    """The value of a list number up to 99 in digits, Chinese or circles; 0 when it is none."""
    text = text.strip()
    if text.isdecimal():
        return int(text)
    if text in CIRCLED and text:
        return CIRCLED.index(text) + 1
    if len(text) == 1 and 0x2474 <= ord(text) <= 0x249B:
        return int(unicodedata.numeric(text))  # ⑴ and ⒈
    head, ten, tail = text.partition("十")
    if ten:
        return (_VALUES.get(head, 1) if head else 1) * 10 + _VALUES.get(tail, 0)
    return _VALUES.get(text, 0)
