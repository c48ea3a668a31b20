"""The drawers a plan's words are put into, and how a line of work is put away."""

from __future__ import annotations

import re
from dataclasses import dataclass

from houqin.cadence import parse
from houqin.planning.reading.actors import owner_of
from houqin.planning.reading.draft import Goal, Heading, Passage
from houqin.planning.reading.ledgers import ledger_of
from houqin.planning.reading.lists import Piece
from houqin.planning.reading.promises import (
    CLOSING,
    LABEL_CLAUSE,
    SLOGAN,
    THEME,
    THEME_ANY,
    THEME_FIRST,
)
from houqin.planning.reading.split import listed, pieces
from houqin.planning.reading.time_headings import is_time_heading

Span = tuple[int, int]
HEADING_MAX = 40
# 安全工作:每月…… — a short label before a colon is the heading of its line.
LABEL = re.compile(r"[^,。;:“《(]{2,16}:\s*(?=\S)")
_NOT_LABEL = re.compile(r"即:|如下:|包括:|(?:责任|负责)人:|时间:|地点:")


@dataclass(frozen=True, slots=True)
class Waiting:
    piece: Piece
    number: str
    headings: tuple[str, ...]
    time_heading: str | None


class Drawers:
    """Guiding text, goals, headings, numbers; and work that waits until all goals are known."""

    def __init__(self, source: str, original: str, end: int) -> None:
        self._source = source
        self._original = original
        self._end = end
        self._waiting: list[Waiting] = []
        self.guiding: list[Passage] = []
        self.goals: list[Goal] = []
        self.headings: list[Heading] = []
        self.marks: list[Span] = []

    def add_title(self, start: int, end: int) -> None:
        self.headings.append(Heading(self._original[start:end], (start, end), "", 0))

    def _add_heading(
        self, span: Span, number: str, depth: int, flags: tuple[str, ...] = ()
    ) -> None:
        self.headings.append(Heading(self._clean(span), span, number, depth, flags))

    def _passages(self, span: Span, heading: str) -> None:
        if span[0] < span[1]:
            self.guiding.append(Passage(self._original[slice(*span)], span, heading))

    def _work(
        self,
        span: Span,
        number: str,
        above: tuple[str, ...],
        when: str | None,
        *,
        paragraph: bool = False,
    ) -> None:
        """One line or paragraph of work: its label, its leading slogan, its promises."""
        start, end = span
        if start >= end:
            return
        label = LABEL.match(self._source, start, end)
        if label and not when and self._heads(label[0]):
            self._add_heading((start, label.end()), number, len(above) + 1)
            words = self._clean((start, label.end()))
            above, start = (*above, words), label.end()
            when = words if is_time_heading(words) else None
        text = self._source[start:end]
        last = end >= self._end or text.startswith(("总之", "综上"))
        if paragraph and CLOSING.match(text) and not parse(text) and last:
            self._passages((start, end), "结语")
            return
        parts = listed(self._source, start, end) if when else [(start, end)]
        for part in parts:
            self._promises(pieces(self._source, *part), number, above, when)

    def _heads(self, label: str) -> bool:
        """Whether the words before a colon are a heading (晨检工作:, 每周:) and not a sentence."""
        words = label.strip(": ")
        if _NOT_LABEL.search(label):
            return False
        return is_time_heading(words) or words.endswith(("工作", "管理")) or not parse(label)

    def _promises(
        self, parts: list[Piece], number: str, above: tuple[str, ...], when: str | None
    ) -> None:
        cores = [part for part in parts if part.core]
        base = above
        for i, part in enumerate(parts):
            text = self._clean(part.span)
            following = i + 1 < len(parts) and parts[i + 1].core
            if following and not when and self._is_theme(part, text, first=i == 0):
                self._add_heading(part.span, number, len(base) + 1)
                above = (*base, text)
            elif part.core or (not cores and self._worth_keeping(text, number, when)):
                self._waiting.append(Waiting(part, number, above, when))
            else:
                self._passages(part.span, above[-1] if above else "")

    def _is_theme(self, part: Piece, text: str, *, first: bool) -> bool:
        """A sentence that only says what the ones after it are about."""
        if len(text) > HEADING_MAX or parse(text):
            return False
        if first and LABEL_CLAUSE.match(text):
            return True
        if owner_of(text):
            return False
        if THEME_ANY.match(text):
            return True
        if not first:
            return False
        if not part.core or LABEL_CLAUSE.match(text):
            return True
        if self._source[part.span[1] : part.span[1] + 1] != "。":
            return False
        return bool(THEME.match(text)) or (bool(THEME_FIRST.match(text)) and not ledger_of(text))

    def _worth_keeping(self, text: str, number: str, when: str | None) -> bool:
        """A numbered line of work that promises nothing checkable: a requirement, or a slogan?"""
        if when:
            return True
        return bool(number) and not SLOGAN.search(text)

    def _clean(self, span: Span) -> str:
        return self._source[slice(*span)].strip("。;,:. 、\t")
