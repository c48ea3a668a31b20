"""Rows of a table as lines of a plan: month rows or columns become headings, the rest lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from houqin.planning.reading.document import Line, fold
from houqin.planning.reading.time_headings import is_time_heading

_ORDINAL_HEADER = re.compile(r"^(序号?|编号|No\.?|#)$", re.IGNORECASE)
_TIME_HEADER = re.compile(r"^(时\s*间|月\s*份|月|周\s*次|周|日\s*期|完成时间|时间安排|时段)$")
_MAIN_HEADER = re.compile(r"内容|事项|项目|工作|任务|活动|要点|安排|措施")
_LABEL_MAX = 10


def table_lines(rows: Sequence[Sequence[str]]) -> list[Line]:
    grid = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not grid:
        return []
    width = max(len(row) for row in grid)
    grid = [row + [""] * (width - len(row)) for row in grid]
    titles: list[Line] = []
    while grid and len({cell for cell in grid[0] if cell}) == 1 and width > 1:
        titles.append(Line(next(cell for cell in grid[0] if cell)))  # a title merged across
        grid = grid[1:]
    if not grid:
        return titles
    if sum(map(is_time_heading, grid[0])) >= 2:
        return titles + _by_columns(grid)
    return titles + _by_rows(grid)


def _by_columns(grid: list[list[str]]) -> list[Line]:
    """Months across the top: each becomes a heading over its column."""
    out: list[Line] = []
    months = [i for i, cell in enumerate(grid[0]) if is_time_heading(cell)]
    labels = [i for i in range(months[0]) if not _ORDINAL_HEADER.match(fold(grid[0][i]))]
    for column in months:
        out.append(Line(grid[0][column]))
        for row in grid[1:]:
            label = next((row[i] for i in labels if row[i] and not row[i].isdigit()), "")
            for part in row[column].splitlines():
                if part.strip():
                    out.append(Line(f"{label}:{part.strip()}" if label else part.strip()))
    return out


def _by_rows(grid: list[list[str]]) -> list[Line]:
    header = grid[0] if _is_header(grid[0]) else [""] * len(grid[0])
    body = grid[1:] if any(header) else grid
    when = _time_column(header, body)
    main = _main_column(header, body, when)
    out: list[Line] = []
    last = ""
    for row in body:
        time = row[when] if when is not None else ""
        if time and time != last:
            out.append(Line(" ".join(time.split())))
            last = time
        out += _row_lines(header, row, when, main)
    return out


def _row_lines(header: list[str], row: list[str], when: int | None, main: int) -> list[Line]:
    notes = []
    seen = {row[main]}
    for i, cell in enumerate(row):
        if i in (when, main) or not cell or cell in seen or _ORDINAL_HEADER.match(fold(header[i])):
            continue
        if cell.isdigit() and not header[i]:
            continue
        seen.add(cell)
        flat = "、".join(cell.split())
        notes.append(f"{header[i]}:{flat}" if header[i] else flat)
    tail = f"({';'.join(notes)})" if notes else ""
    cuts = r"\n|(?<=[;\uff1b])" if tail else r"\n"
    parts = [part.strip() for part in re.split(cuts, row[main]) if part.strip()]
    if not parts:
        return [Line(tail.strip("()"))] if tail else []
    return [Line(_with_tail(part, tail)) for part in parts]


def _with_tail(part: str, tail: str) -> str:
    """The owner's column goes inside the sentence, before its full stop."""
    if not tail:
        return part
    body = part.rstrip("。;\uff1b")
    return body + tail + part[len(body) :]


def _is_header(row: list[str]) -> bool:
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or any(len(cell) > _LABEL_MAX for cell in filled):
        return False
    named = sum(
        1
        for cell in filled
        if _ORDINAL_HEADER.match(fold(cell))
        or _TIME_HEADER.match(fold(cell))
        or _MAIN_HEADER.search(fold(cell))
        or re.search(r"人|部门|单位|备注|地点|要求|目标|频次|方式|科室", cell)
    )
    return named * 2 >= len(filled) and not any(is_time_heading(cell) for cell in filled)


def _time_column(header: list[str], body: list[list[str]]) -> int | None:
    for i, cell in enumerate(header):
        if _TIME_HEADER.match(fold(cell)):
            return i
    for i in range(min(2, len(header))):
        filled = [row[i] for row in body if row[i]]
        if filled and sum(map(is_time_heading, filled)) * 2 >= len(filled):
            return i
    return None


def _main_column(header: list[str], body: list[list[str]], when: int | None) -> int:
    candidates = [
        i for i in range(len(header)) if i != when and not _ORDINAL_HEADER.match(fold(header[i]))
    ] or [0]
    named = [i for i in candidates if _MAIN_HEADER.search(fold(header[i]))]
    return max(named or candidates, key=lambda i: sum(len(row[i]) for row in body))
