"""The head of a paper form, as somebody has it in Excel: title above, heads in one or two rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from houqin.ledgers.designing.guessing import Guess, guess
from houqin.ledgers.designing.naming import code_for, label_for
from houqin.ui.importing import UnreadableFileError, read_grid
from houqin.ui.resources import as_cell

MOST_HEADS = 60
_LOOKED_AT = 12
_SAMPLES = 30
# Columns of paper that the program keeps by itself.
_NUMBERING = re.compile(r"序号|编号|行号|№|no\.?", re.I)
_TITLE_END = re.compile(r"[（(][^（）()]*(年|月|学期)[^（）()]*[）)]\s*$")


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What was read: the form's title, a guess for every column, and heads left out with why."""

    title: str
    guesses: tuple[Guess, ...]
    left_out: tuple[str, ...]


def read_paper_form(content: bytes, name: str) -> PaperForm:
    """UnreadableFileError with a sentence where there is no head to be found."""
    if not content:
        raise UnreadableFileError("这个文件是空的。请选一张有表头的表格再上传。")
    raw = read_grid(content, name)
    grid = [[as_cell(cell) for cell in row] for row in raw]
    at = _head_row(grid)
    if at is None:
        raise UnreadableFileError(
            "没有找到表头。表头要在前 12 行里，一格写一栏的名称，至少两栏；请整理后再上传。"
        )
    heads, below = _heads(grid, at)
    written = [place for place, head in enumerate(heads) if head]
    if len(written) > MOST_HEADS:
        raise UnreadableFileError(
            f"这张表有 {len(written)} 栏，一本台账最多 {MOST_HEADS} 栏。"
            "请只留纸上要填的那些栏，或拆成几本台账。"
        )
    guesses, left_out, taken = [], [], set[str]()
    for place in written:
        head = heads[place]
        if _NUMBERING.fullmatch(head):
            left_out.append(f"“{head}”不用填：每条记录自动编号。")
            continue
        one = guess(head[:100], _column(raw, below, place))
        label = one.label if one.label not in taken else label_for(one.label, taken)
        taken.add(label)
        guesses.append(one if label == one.label else _relabelled(one, label))
    if not guesses:
        raise UnreadableFileError("表头里只有序号，没有要填的栏。请核对后再上传。")
    return PaperForm(_title(grid, at), tuple(guesses), tuple(left_out))


def _relabelled(one: Guess, label: str) -> Guess:
    reason = f"{one.reason}；同名的有两栏，请改个名称"
    return Guess(label, one.type, reason, one.unit, one.options, one.more)


def _head_row(grid: Sequence[Sequence[str]]) -> int | None:
    """Of the first rows the one with the most short words; the earliest of several."""
    best, most = None, 1
    for at, row in enumerate(grid[:_LOOKED_AT]):
        words = [cell for cell in row if cell and len(cell) <= 40 and not _is_figure(cell)]
        figures = sum(1 for cell in row if cell and _is_figure(cell))
        if len(words) > most and figures <= len(words) / 4:
            best, most = at, len(words)
    return best


def _is_figure(cell: str) -> bool:
    return bool(re.fullmatch(r"[-\d.:：/年月日\s%]+", cell))


def _heads(grid: Sequence[Sequence[str]], at: int) -> tuple[list[str], int]:
    """Heads of one row, or of two where the upper one spans several columns of the lower."""
    top = list(grid[at])
    if at > 0 and _spans(grid[at - 1], top):
        return _joined(grid[at - 1], top), at + 1
    below = list(grid[at + 1]) if at + 1 < len(grid) else []
    if _spans(top, below):
        return _joined(top, below), at + 2
    return [_plain(head) for head in top], at + 1


def _spans(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """A head above, with blanks beside it that the row below fills with words."""
    if sum(1 for cell in upper if cell) < 2 or not any(lower):
        return False
    under = [
        place
        for place, cell in enumerate(lower)
        if cell and (place >= len(upper) or not upper[place])
    ]
    words = all(not _is_figure(cell) and len(cell) <= 12 for cell in lower if cell)
    gaps = [place for place, cell in enumerate(upper) if not cell]
    return bool(under) and words and bool(set(under) & set(gaps))


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    heads, last = [], ""
    for place in range(max(len(upper), len(lower))):
        over = upper[place] if place < len(upper) else ""
        under = lower[place] if place < len(lower) else ""
        last = over or last
        if not under:
            heads.append(_plain(over))
        else:
            heads.append(_plain(f"{last}{under}" if last != under else under))
    return heads


def _plain(head: str) -> str:
    return re.sub(r"\s+", "", head.replace("*", ""))


def _column(grid: Sequence[Sequence[Any]], first: int, place: int) -> list[Any]:
    rows = grid[first : first + _SAMPLES]
    return [row[place] for row in rows if place < len(row) and as_cell(row[place])]


def _title(grid: Sequence[Sequence[str]], at: int) -> str:
    """The line above the heads that stands alone."""
    for row in grid[:at]:
        cells = [cell for cell in row if cell]
        if len(cells) == 1 and 2 <= len(cells[0]) <= 40:
            return _TITLE_END.sub("", cells[0]).strip()
    return ""


def form_from_paper(paper: PaperForm) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Declared fields, and for each code why it was guessed so."""
    fields: list[dict[str, Any]] = []
    reasons: dict[str, str] = {}
    for one in paper.guesses:
        code = code_for(one.label, {field["code"] for field in fields})
        field: dict[str, Any] = {
            "code": code,
            "label": one.label,
            "type": str(one.type),
            **one.more,
        }
        if one.unit:
            field["unit"] = one.unit
        if one.options:
            field["options"] = list(one.options)
        fields.append(field)
        reasons[code] = one.reason
    return fields, reasons
