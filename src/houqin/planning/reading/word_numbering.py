"""Word's automatic list numbers, counted as Word counts them and written out as text."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from houqin.planning.reading.numerals import circled, han, letters, roman

_PLACE = re.compile(r"%([1-9])")
_HAN_FORMATS = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "chineseLegalSimplified",
    "ideographLegalTraditional",
}
_CIRCLED_FORMATS = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


class Numbering:
    """Counters of one document; ``label`` must be asked for paragraphs in reading order."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        self._styles: dict[str, tuple[str | None, str | None, int]] = {}
        self._read_numbering(document)
        self._read_styles(document)

    def label(self, paragraph: Any) -> str:
        """The number before this paragraph, with a space or nothing after it; counts it."""
        num, level = self._of(paragraph)
        abstract = self._abstract.get(num or "")
        if num is None or num == "0" or abstract is None:
            return ""
        self._count(num, abstract, level)
        fmt, text, _start = self._levels[abstract].get(level, ("none", "", 1))
        if fmt in {"bullet", "none"}:
            return "• " if fmt == "bullet" else ""
        counters = self._counters[abstract]

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            own, _, start = self._levels[abstract].get(place, ("decimal", "", 1))
            return _written(counters[place] or start, own)

        written = _PLACE.sub(number, text)
        return written + (" " if written[-1:].isalnum() else "")

    def _count(self, num: str, abstract: str, level: int) -> None:
        counters = self._counters.setdefault(abstract, [None] * 9)
        overrides = self._overrides.get(num, {})
        if num not in self._started:
            self._started.add(num)
            for place in overrides:
                counters[place] = None
        if counters[level] is None:
            start = self._levels[abstract].get(level, ("", "", 1))[2]
            counters[level] = overrides.get(level, start)
        else:
            counters[level] = (counters[level] or 0) + 1
        for deeper in range(level + 1, 9):
            counters[deeper] = None

    def _of(self, paragraph: Any) -> tuple[str | None, int]:
        properties = paragraph.pPr
        if properties is None:
            return None, 0
        num, level = _num_pr(properties)
        style = properties.pStyle.val if properties.pStyle is not None else None
        for _ in range(12):  # the chain of styles a style is based on; real ones are short
            if num is not None or style not in self._styles:
                break
            style, num, level = self._styles[style]
        return num, min(level, 8)

    def _read_styles(self, document: WordDocument) -> None:
        for style in document.styles.element.findall(qn("w:style")):
            based = style.find(qn("w:basedOn"))
            properties = style.find(qn("w:pPr"))
            num, level = _num_pr(properties) if properties is not None else (None, 0)
            parent = based.get(qn("w:val")) if based is not None else None
            self._styles[style.get(qn("w:styleId"))] = (parent, num, level)

    def _read_numbering(self, document: WordDocument) -> None:
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            self._levels[key] = {
                int(level.get(qn("w:ilvl"))): _level(level)
                for level in abstract.findall(qn("w:lvl"))
            }
        for num in root.findall(qn("w:num")):
            key = num.get(qn("w:numId"))
            self._abstract[key] = num.find(qn("w:abstractNumId")).get(qn("w:val"))
            for override in num.findall(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    places = self._overrides.setdefault(key, {})
                    places[int(override.get(qn("w:ilvl")))] = int(start.get(qn("w:val")))


def _num_pr(properties: Any) -> tuple[str | None, int]:
    num_pr = properties.find(qn("w:numPr"))
    if num_pr is None:
        return None, 0
    num, level = num_pr.find(qn("w:numId")), num_pr.find(qn("w:ilvl"))
    return (
        num.get(qn("w:val")) if num is not None else None,
        int(level.get(qn("w:val"))) if level is not None else 0,
    )


def _level(level: Any) -> tuple[str, str, int]:
    def value(tag: str, default: str) -> str:
        found = level.find(qn(tag))
        return str(found.get(qn("w:val"), default)) if found is not None else default

    return value("w:numFmt", "decimal"), value("w:lvlText", ""), int(value("w:start", "1"))


def _written(number: int, fmt: str) -> str:
    if fmt in _HAN_FORMATS:
        return han(number)
    if fmt in _CIRCLED_FORMATS:
        return circled(number)
    if fmt in {"upperLetter", "lowerLetter"}:
        text = letters(number)
        return text if fmt == "upperLetter" else text.lower()
    if fmt in {"upperRoman", "lowerRoman"}:
        text = roman(number)
        return text if fmt == "upperRoman" else text.lower()
    return f"{number:02d}" if fmt == "decimalZero" else str(number)
