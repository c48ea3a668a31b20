"""Numbers at the head of a line, in every style plans use, the malformed ones included."""

from __future__ import annotations

import re
from dataclasses import dataclass

from houqin.planning.reading.numerals import CIRCLED, value_of

_HAN = "[一二三四五六七八九十]{1,3}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A number as printed: its style, its value (0: bullets) and how a path names it."""

    style: str
    number: int
    label: str
    end: int
    family: str


_UNITS = "月日号年周个名次学期级班点时分秒条项位人元所度季届米只套台天种类课件页层楼号公斤吨%"
# (style, family, pattern with the number in group 1, label of a path)
_STYLES = [
    (
        "part",
        "part",
        re.compile(rf"第\s*({_HAN}|\d{{1,2}})\s*(?:部分|篇章|章|篇)\s*[、:.,]?"),
        "{0}",
    ),
    ("di", "di", re.compile(rf"第\s*({_HAN})\s*(?:[、,:.]|(?=是))"), "第{0}"),
    ("dun", "dun", re.compile(rf"({_HAN})\s*(?:[、.,]|[:](?=\S))"), "{0}"),
    ("paren", "paren", re.compile(rf"[(]\s*({_HAN})\s*[)]\s*[、.,]?"), "({0})"),
    ("paren", "paren", re.compile(rf"[(]\s*({_HAN})(?=[、.]|[^)、\w])[、.]?"), "({0})"),
    ("rparen", "paren", re.compile(rf"({_HAN})\s*[)]\s*[、.]?"), "({0})"),
    ("shi", "shi", re.compile(rf"({_HAN})(?:是|要)"), "({0})"),
    ("dec3", "dec3", re.compile(r"\d{1,2}[.]\d{1,2}[.](\d{1,2})[、.]?(?![\d.%])"), "{0}"),
    (
        "dec2",
        "dec2",
        re.compile(r"\d{1,2}[.](\d{1,2})(?![\d.%元万米公斤月日年号时点度])[、]?"),
        "{0}",
    ),
    ("num", "num", re.compile(r"(\d{1,2})\s*(?:、(?!\d{1,2}(?:班|年级|号楼))|,(?!\d))"), "{0}"),
    ("num.", "num", re.compile(r"(\d{1,2})\s*[.](?!\d(?!\d{0,3}[月日年]))"), "{0}"),
    ("num:", "num", re.compile(r"(\d{1,2})\s*[:](?!\d)"), "{0}"),
    ("nparen", "nparen", re.compile(r"[(]\s*(\d{1,2})\s*[)]\s*[、.,]?"), "({0})"),
    ("nparen", "nparen", re.compile(r"[(](\d{1,2})[、.]?(?=[\u4e00-\u9fff])"), "({0})"),
    ("nrparen", "nparen", re.compile(r"(\d{1,2})\s*[)]\s*[、.]?"), "({0})"),
    ("circle", "circle", re.compile(rf"([{CIRCLED}])\s*[、.]?"), "{0}"),
    ("nparen", "nparen", re.compile(r"([\u2474-\u2487])\s*[、.]?"), "({0})"),
    ("num.", "num", re.compile(r"([\u2488-\u249b])\s*"), "{0}"),
    ("letter", "letter", re.compile(r"([A-Ha-h])\s*[、.)](?![A-Za-z])"), "{0}"),
]
_BULLET = re.compile(r"(?:[•●■◆◇□○▪◦·➤►★☆※✓√]|[-*+–—](?=\s))\s*")
# "4暑假安全教育": a number whose stop the publisher lost. Only taken where a 4 is due.
_BARE = re.compile(r"(\d{1,2})(?=[\u4e00-\u9fff“《])")


def mark_at(text: str, start: int, end: int, due: int = 0) -> Mark | None:
    """The number standing at ``start``; ``due`` is the next number of the innermost list."""
    if start >= end:
        return None
    for style, family, pattern, label in _STYLES:
        found = pattern.match(text, start, end)
        if found and (value := value_of(found[1]) or (style == "letter" and 1)):
            shown = "".join(found[1].split())
            if not shown.isascii() and 0x2474 <= ord(shown[0]) <= 0x249B:
                shown = str(value)
            if style.startswith("dec"):
                shown = found[0].strip("、. ")
            return Mark(
                style, int(value), label.format(shown), _after(text, found.end(), end), family
            )
    found = _BULLET.match(text, start, end)
    if found and found.end() < end:
        return Mark("bullet:" + text[start], 0, "", found.end(), "bullet")
    found = _BARE.match(text, start, end)
    if found and due and int(found[1]) == due and text[found.end()] not in _UNITS:
        return Mark("num", due, found[1], found.end(), "num")
    return None


def starts_with_mark(line: str) -> bool:
    return mark_at(line, 0, len(line)) is not None


def _after(text: str, place: int, end: int) -> int:
    while place < end and text[place].isspace():
        place += 1
    return place


_INLINE = re.compile(
    rf"(?:(?<=[。;:!?,、\s])|^)\s*(?:[(]\s*(?:{_HAN}|\d{{1,2}})\s*[)]|\d{{1,2}}\s*[)]|[{CIRCLED}]"
    rf"|\d{{1,2}}\s*[、.](?!\d)|{_HAN}、|第{_HAN}[、,]|{_HAN}(?:是|要))"
)
_BEFORE_SHI = "。;:,"


def inline_marks(text: str, start: int, end: int) -> list[tuple[int, Mark]]:
    """Lists run together in one line (1、…;2、…): each number, when they do count up."""
    runs: dict[str, list[tuple[int, Mark]]] = {}
    for found in _INLINE.finditer(text, start, end):
        place = found.start() + len(found[0]) - len(found[0].lstrip())
        mark = mark_at(text, place, end)
        if mark is None or not _may_stand(text, start, place, mark):
            continue
        run = runs.setdefault(mark.style, [])
        if mark.number == (run[-1][1].number + 1 if run else 1):
            run.append((place, mark))
        elif mark.number == 1 and len(run) >= 2 and mark.style not in {"dun", "di"}:
            run.append((place, mark))  # the list starts again under the next heading
    kept = [pair for run in runs.values() if len(run) >= 2 for pair in run]
    return sorted(kept, key=lambda pair: pair[0])


def _may_stand(text: str, start: int, place: int, mark: Mark) -> bool:
    """Enough of a break before the number for it to begin a point rather than count something."""
    if place == start:
        return True
    before = text[start:place].rstrip()[-1:]
    if mark.family == "shi":
        return before in _BEFORE_SHI
    if mark.family == "dun":
        return before in "。;:!" or text[place - 1].isspace()
    if mark.family == "num":
        return before in "。;:!" or text[place - 1].isspace()
    return before in "。;:!," or text[place - 1].isspace()
