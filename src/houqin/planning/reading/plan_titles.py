"""Where one plan ends and the next begins, in a file that holds several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from houqin.planning.reading.document import Document, Line, fold
from houqin.planning.reading.markers import mark_at
from houqin.planning.reading.residue import without_residue
from houqin.planning.reading.time_headings import is_time_heading

_NTH = r"[一二三四五六七八九十]{1,3}|\d{1,2}"
# 后勤工作计划篇3, 【篇三】…, 篇二:…, 范文一…: what collections print over each plan
_NUMBERED = re.compile(
    rf"^(?:[^。;,]{{0,40}}(?:计划|方案|要点|安排|打算|总结)[^。;,]{{0,6}}?[【\[(]?篇\s*(?:{_NTH})[】\])]?"
    rf"|[【\[(]?(?:第\s*)?(?:篇|范文)\s*(?:{_NTH})[】\])]?(?:[:\s].{{0,40}})?"
    rf"|[【\[(]?第\s*(?:{_NTH})\s*篇[】\])]?(?:[:\s].{{0,40}})?)$"
)
_TITLE = re.compile(
    r"^[^。;:!?]{2,44}?(?:计划|工作要点|要点|工作思路|工作安排|实施方案|打算)(?:书|表)?"
    r"\s*(?:[(][^()()]{1,20}[)])?$"
)
_COLLECTION = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:篇|份|则)(?:[(].*)?$|(?:大全|汇编|合集|精选)$"
)


@dataclass(frozen=True, slots=True)
class PlanLines:
    title: str
    titled: bool  # the first line is the title, printed in the file
    lines: tuple[Line, ...]


def separate(document: Document) -> list[PlanLines]:
    lines = without_residue(document.lines)
    starts = [i for i, line in enumerate(lines) if _NUMBERED.match(fold(line.text))]
    if len(starts) < 2 or not _counts_up(lines, starts):
        starts = _plain_titles(lines)
    if not starts:
        return (
            [PlanLines(_from_name(document, lines), titled=False, lines=tuple(lines))]
            if lines
            else []
        )
    plans = []
    before = lines[: starts[0]]
    if len(starts) == 1:
        starts = [0]  # what stands over the only title (the school's name, say) is its own
    elif not _only_titles(before):
        starts = [0, *starts]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        part = tuple(lines[start:end])
        titled = next((line for line in part[:4] if _is_title(line.text)), None)
        if len(part) > 1 or len(starts) == 1:
            title = titled.text if titled else _from_name(document, part)
            plans.append(PlanLines(title, titled is not None, part))
    return plans


def _counts_up(lines: Sequence[Line], starts: Sequence[int]) -> bool:
    """Real plans stand between real separators; a list of links would be back to back."""
    return all(b - a > 1 for a, b in zip(starts, [*starts[1:], len(lines)], strict=True))


def _plain_titles(lines: Sequence[Line]) -> list[int]:
    """Lines that read as a plan's title and after which the numbering starts afresh."""
    starts: list[int] = []
    for i, line in enumerate(lines):
        if not _is_title(line.text):
            continue
        ahead = [mark_at(fold(after.text), 0, len(after.text)) for after in lines[i + 1 : i + 8]]
        first = next((mark for mark in ahead if mark), None)
        near_top = not starts and i < 6
        fresh = (
            first is not None and first.number == 1 and first.style in {"dun", "part", "di", "num"}
        )
        if near_top or (fresh and _opens_plan(line.text) and _spaced(starts, i)):
            if starts and i - starts[-1] <= 2 and _only_titles(lines[starts[-1] : i]):
                continue  # a second title line right under the first
            starts.append(i)
    return starts


def _opens_plan(text: str) -> bool:
    """A title in its own right, unlike 各月工作安排 in the middle of a plan."""
    dated = re.search(r"\d{4}|[学全半]年|学期|[春秋]季", text) is not None
    ends = re.search(r"(?:计划|要点|方案|思路)(?:书|表)?(?:[((].*)?$", fold(text)) is not None
    return ends and (dated or len(text) >= 10) and not is_time_heading(text)


def _spaced(starts: list[int], i: int) -> bool:
    return not starts or i - starts[-1] > 3


def _is_title(text: str) -> bool:
    text = fold(text)
    if mark_at(text, 0, len(text)) and not _NUMBERED.match(text):
        return False
    return bool(_NUMBERED.match(text) or (_TITLE.match(text)))


def _only_titles(lines: Sequence[Line]) -> bool:
    """Nothing but headlines of the collection: no plan text would be lost with them."""
    return all(
        _is_title(line.text)
        or _COLLECTION.search(fold(line.text))
        or (len(line.text) <= 12 and mark_at(fold(line.text), 0, len(line.text)) is None)
        for line in lines
    )


def _from_name(document: Document, lines: Sequence[Line]) -> str:
    stem = PurePath(document.name).stem.strip()
    if stem:
        return stem
    return next((line.text for line in lines if len(line.text) <= 40), "")
