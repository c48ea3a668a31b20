"""Read an uploaded table and say of every row: new, changed, the same, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from houqin.ui.exporting import PROBLEMS
from houqin.ui.grids import USUAL, UnreadableFileError, grid, letter
from houqin.ui.resources import CellError, Change, Field, Problem, Resource, as_cell, split_many

MOST_BYTES, MOST_ROWS = USUAL.bytes, USUAL.rows
Raw = Mapping[str, Any]
__all__ = ["MOST_BYTES", "Checked", "UnreadableFileError", "check", "read_grid", "read_rows"]


@dataclass(slots=True)
class Checked:
    """The outcome of reading a file against what there is; ``rows`` keeps the file's own words."""

    rows: list[tuple[int, Raw]]
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def bad_rows(self) -> int:
        return len({problem.row for problem in self.problems})

    @property
    def is_clean(self) -> bool:
        return not self.problems


def read_grid(content: bytes, name: str) -> list[list[Any]]:
    """Every row of the file; UnreadableFileError for what is no table."""
    return list(grid(content, name))


def read_rows(resource: Resource, content: bytes, name: str) -> list[tuple[int, Raw]]:
    """The file's rows by field name, each with row numbers; UnreadableFileError if none."""
    lines = read_grid(content, name)
    head = next((at for at, row in enumerate(lines) if any(map(as_cell, row))), None)
    if head is None:
        raise UnreadableFileError("这个文件是空的。请先下载模板，填好再上传。")
    places = _places(resource, [as_cell(cell) for cell in lines[head]])
    rows: list[tuple[int, Raw]] = []
    for number, line in enumerate(lines[head + 1 :], head + 2):
        row = {name: line[at] for name, at in places.items() if at < len(line)}
        is_first = number == head + 2
        if any(as_cell(value) for value in row.values()) and not (
            is_first and _is_example(resource, row)
        ):
            rows.append((number, row))
    if not rows:
        raise UnreadableFileError("表头下面没有内容。请从第二行起一行填一条，再上传。")
    if len(rows) > MOST_ROWS:
        raise UnreadableFileError(
            f"一次最多导入 {MOST_ROWS:,} 行，这个文件有 {len(rows):,} 行。请分成几个文件。"
        )
    return rows


def check(resource: Resource, rows: Sequence[tuple[int, Raw]]) -> Checked:
    """Compare the rows with what there is: no query per row."""
    checked = Checked(list(rows))
    tables, current = resource.lookups(), resource.current()
    own = _own_labels(resource, rows, current)
    seen: dict[tuple[str, ...], int] = {}
    letters = {f.name: letter(at) for at, f in enumerate(resource.fields)}

    def refuse(number: int, name: str, reason: str) -> None:
        at = resource.field(name)
        cell = f"{letters[name]}{number}"
        checked.problems.append(Problem(number, cell, name, at.header, reason))

    for number, raw in rows:
        cells, wrong = _row(resource, raw, tables, own)
        for name, reason in wrong:
            refuse(number, name, reason)
        key = tuple(cells.get(name, "") for name in resource.key)
        if any(key) and key in seen:
            refuse(number, resource.key[0], f"与第 {seen[key]} 行重复，请删去其中一行。")
            continue
        seen[key] = number
        if not wrong:
            _sort_in(checked, resource, Change(number, key, cells, current.get(key)), raw)
    if resource.check:
        for change, name, reason in resource.check([*checked.new, *checked.changed], current):
            refuse(change.row, name, reason)
    checked.problems.sort(key=lambda problem: problem.row)
    return checked


def _row(
    resource: Resource,
    raw: Raw,
    tables: Mapping[str, Mapping[str, Any]],
    own: Mapping[str, set[str]],
) -> tuple[dict[str, str], list[tuple[str, str]]]:
    cells: dict[str, str] = {}
    wrong: list[tuple[str, str]] = []
    for one in resource.fields:
        if one.name not in raw and not one.required:
            continue  # a column left out of the file changes nothing
        try:
            text = one.read(raw.get(one.name))
            _look_up(one, text, tables, own)
            cells[one.name] = text
        except CellError as reason:
            wrong.append((one.name, str(reason)))
    return cells, wrong


def _look_up(
    one: Field,
    text: str,
    tables: Mapping[str, Mapping[str, Any]],
    own: Mapping[str, set[str]],
) -> None:
    if not text or not (one.lookup or one.own):
        return
    for part in split_many(text) if one.many else [text]:
        known = part in tables.get(one.lookup, ()) or part in own.get(one.own, ())
        if not known:
            raise CellError(f"没有“{part}”。请核对名称，或先把它添加到系统里。")


def _own_labels(
    resource: Resource, rows: Sequence[tuple[int, Raw]], current: Mapping[Any, Mapping[str, str]]
) -> dict[str, set[str]]:
    """For cells that name another row of the same table: what is there, and what the file adds."""
    wanted = {one.own for one in resource.fields if one.own}
    return {
        name: {as_cell(raw.get(name)) for _n, raw in rows}
        | {cells.get(name, "") for cells in current.values()}
        for name in wanted
    }


def _sort_in(checked: Checked, resource: Resource, change: Change, raw: Raw) -> None:
    if change.before is None:
        full = {one.name: change.after.get(one.name, "") for one in resource.fields}
        checked.new.append(Change(change.row, change.key, full))
    elif any(change.before.get(name, "") != text for name, text in change.after.items()):
        full = {**change.before, **change.after}
        checked.changed.append(Change(change.row, change.key, full, change.before))
    else:
        checked.same += 1


def _is_example(resource: Resource, row: Raw) -> bool:
    """Whether this is the template's own example, cell by cell: a class may well be its 一班."""
    return any(one.example for one in resource.fields) and all(
        as_cell(row.get(one.name)) == one.example for one in resource.fields
    )


def _places(resource: Resource, heads: list[str]) -> dict[str, int]:
    plain = [head.replace("*", "").replace(" ", "") for head in heads]
    places = {one.name: plain.index(one.header) for one in resource.fields if one.header in plain}
    missing = [one.header for one in resource.fields if one.required and one.name not in places]
    if missing:
        raise UnreadableFileError(
            f"表头里没有“{'”“'.join(missing)}”。请用下载的模板，不要改动第一行。"
        )
    unknown = [
        h for h in plain if h and h != PROBLEMS and h not in {f.header for f in resource.fields}
    ]
    if unknown:
        raise UnreadableFileError(f"不认识表头“{unknown[0]}”。请删去这一列，或改成模板里的名称。")
    doubled = [h for h in plain if h and plain.count(h) > 1]
    if doubled:
        raise UnreadableFileError(f"表头“{doubled[0]}”出现了两次。请删去多余的一列。")
    return places
