"""The plan's own text as pasted, with items, time words, goals and guiding text marked in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from houqin.planning.models import PlanGoal, PlanItem, WorkPlan

# Words that tie work to an occasion rather than to a rhythm.
_OCCASION = re.compile(
    r"每次[一-鿿]{0,2}?(?:考试|检查|活动|会议|训练|比赛|演练)?|当天|当日|随时|及时|届时"
    r"|必要时|需要时|如?遇有?[^，。；、\s]{1,8}时|发生[^，。；、\s]{1,8}(?:后|时)"
)


class Stretch(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=Stretch)


@dataclass(frozen=True, slots=True)
class Mark:
    start: int
    end: int
    item: int
    css: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that belongs to an item, a goal or the guiding text."""

    start: int
    end: int
    css: str
    item: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    html: SafeString
    css: str
    start: int


def paragraphs(
    plan: WorkPlan, items: Sequence[PlanItem], goals: Sequence[PlanGoal]
) -> list[Paragraph]:
    """Every line of the source, drawn; the spans of the source are kept in ``data-`` attributes."""
    lines = _lines(plan.source)
    pieces = _by_line(lines, sorted(_pieces(plan, items, goals), key=lambda p: (p.start, -p.end)))
    marks = _by_line(lines, sorted(_marks(items), key=lambda m: (m.start, -m.end)))
    heads = {heading for item in items for heading in item.headings}
    heads |= {part.get("heading", "") for part in plan.guiding}
    shown = []
    for at, (start, end) in enumerate(lines):
        if plan.source[start:end].strip():
            inside = pieces.get(at, [])
            css = _line_css(plan.source[start:end], start, inside, heads)
            html = _draw(plan.source, start, end, inside, marks.get(at, []))
            shown.append(Paragraph(html, css, start))
    return shown


def _lines(source: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in source.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _by_line(lines: Sequence[tuple[int, int]], parts: Iterable[P]) -> dict[int, list[P]]:
    """Each part under every line it touches; a plan of 200 pages stays linear."""
    starts = [start for start, _ in lines]
    found: dict[int, list[P]] = defaultdict(list)
    for part in parts:
        at = max(0, bisect_right(starts, part.start) - 1)
        while at < len(lines) and starts[at] < part.end:
            found[at].append(part)
            at += 1
    return found


def _line_css(line: str, start: int, inside: Sequence[Piece], heads: Iterable[str]) -> str:
    if not inside:
        if start == 0:
            return "is-title"
        known = any(head and head in line for head in heads)
        return "is-head" if known and len(line) < 60 else "is-rest"
    return "is-guide" if all(piece.css == "guide" for piece in inside) else ""


def _pieces(
    plan: WorkPlan, items: Sequence[PlanItem], goals: Sequence[PlanGoal]
) -> Iterator[Piece]:
    for part in plan.guiding:
        start, end = part["span"]
        yield Piece(start, end, "guide", title="指导文字，不派任务")
    for goal in goals:
        if goal.span_end:
            yield Piece(goal.span_start, goal.span_end, "goal", title=f"目标 {goal.number}")
    for item in items:
        if item.span_end > item.span_start:
            yield Piece(item.span_start, item.span_end, "it", item.pk, item.title)


def _marks(items: Sequence[PlanItem]) -> Iterator[Mark]:
    for item in items:
        timed = []
        for found in item.found:
            vague = str(found.get("cadence", "")).startswith("VAGUE")
            css = "hq-ask" if vague and item.waits_for_choice else ""
            for start, end in found.get("spans", ()):
                timed.append((start, end))
                yield Mark(start, end, item.pk, css)
        for match in _OCCASION.finditer(item.text):
            start, end = match.start() + item.span_start, match.end() + item.span_start
            if item.span_end > item.span_start and not any(a < end and start < b for a, b in timed):
                yield Mark(start, end, item.pk, "hq-event")


def _draw(
    source: str, start: int, end: int, pieces: Sequence[Piece], marks: Sequence[Mark]
) -> SafeString:
    out: list[str] = []
    place = start
    for piece in pieces:
        first, last = max(piece.start, place), min(piece.end, end)
        if first >= last:
            continue
        out.append(_plain(source, place, first))
        inner = _marked(source, first, last, marks)
        out.append(
            format_html(
                '<span class="{}"{}{}>{}</span>',
                piece.css,
                format_html(' data-item="{}"', piece.item) if piece.item else "",
                format_html(' title="{}"', piece.title) if piece.css != "it" else "",
                inner,
            )
        )
        place = last
    out.append(_plain(source, place, end))
    return mark_safe("".join(out))  # noqa: S308 - every part is escaped above


def _marked(source: str, start: int, end: int, marks: Sequence[Mark]) -> SafeString:
    out: list[str] = []
    place = start
    for mark in marks:
        if mark.end <= place or mark.start >= end:
            continue
        first, last = max(mark.start, place), min(mark.end, end)
        out.append(_plain(source, place, first))
        out.append(
            format_html(
                '<mark{} data-of="{}">{}</mark>',
                format_html(' class="{}"', mark.css) if mark.css else "",
                mark.item,
                source[first:last],
            )
        )
        place = last
    out.append(_plain(source, place, end))
    return mark_safe("".join(out))  # noqa: S308 - every part is escaped above


def _plain(source: str, start: int, end: int) -> str:
    return escape(source[start:end]) if start < end else ""


def time_words(items: Sequence[PlanItem]) -> int:
    """How many time words the reader recognised."""
    return sum(len(found.get("spans", ())) for item in items for found in item.found)
