"""A table that goes to Excel and comes back, declared once per kind of row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Kind = Literal["text", "day", "flag", "number"]
Cells = Mapping[str, str]
SEPARATOR = "、"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # but for the tab and the new line
_SPLIT = re.compile(r"[、，,;；/\n]+")
_DAY = re.compile(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[ T].*)?$")
_YES = {"是", "有", "对", "y", "yes", "true", "1", "√", "✓"}
_NO = {"否", "无", "不", "n", "no", "false", "0", "×", "✗"}


class CellError(ValueError):
    """A cell cannot be read; its words are the reason shown."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column. ``lookup`` names a prefetched table whose labels the cell must be one of.

    ``own`` is the field of the same table that this cell points to (a parent's number): a row
    further down the file will do. ``open`` lets a cell hold what the drop-down does not offer.
    """

    name: str
    header: str
    required: bool = False
    kind: Kind = "text"
    choices: Sequence[str] = ()
    lookup: str = ""
    own: str = ""
    many: bool = False
    open: bool = False
    example: str = ""
    note: str = ""
    max_length: int = 0
    least: int = 0
    most: int = 0
    parse: Callable[[str], str] | None = None

    @property
    def advice(self) -> str:
        """What to fill in: the comment on the head and the line of the instructions."""
        parts = ["必填。" if self.required else "可不填。"]
        if self.note:
            parts.append(self.note)
        if self.kind == "day":
            parts.append("日期，例如 2026-09-01。")
        if self.kind == "flag":
            parts.append("填“是”或“否”。")
        if self.many:
            parts.append("可填多个，用顿号“、”隔开。")
        if self.max_length:
            parts.append(f"不超过 {self.max_length} 个字。")
        if self.choices:
            parts.append("可填：" + "、".join(self.choices[:24]) + "。")
        elif self.lookup:
            parts.append("从下拉列表里选。")
        return "".join(parts)

    def read(self, value: Any) -> str:
        """The cell in its one normal spelling; CellError with the reason."""
        text = as_cell(value)
        if not text:
            if self.required:
                raise CellError("这一格必填，现在是空的。")
            return ""
        text = _READERS[self.kind](self, text)
        if self.max_length and len(text) > self.max_length:
            raise CellError(f"最多 {self.max_length} 个字，现在有 {len(text)} 个字。")
        return self.parse(text) if self.parse else text


def as_cell(value: Any) -> str:
    """What a person sees in the cell: a student number is 20260101, not 20260101.0."""
    if isinstance(value, str):
        return value.replace("\u3000", " ").strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\u3000", " ").strip()


def _text(one: Field, text: str) -> str:
    if _CONTROL.search(text):
        raise CellError("含有看不见的控制字符，请重新输入这一格。")
    if not one.choices:
        return text
    parts = split_many(text) if one.many else [text]
    unknown = [part for part in parts if part not in one.choices]
    if unknown:
        offered = "、".join(one.choices[:8]) + ("等" if len(one.choices) > 8 else "")
        raise CellError(f"“{unknown[0]}”不在可选范围内，可填：{offered}。")
    return SEPARATOR.join(sorted(set(parts), key=list(one.choices).index))


def _day(_one: Field, text: str) -> str:
    found = _DAY.match(unicodedata.normalize("NFKC", text))
    if found is None:
        raise CellError(f"“{text}”不是日期，请写成 2026-09-01 这样。")
    try:
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        raise CellError(f"没有“{text}”这一天，请核对。") from None


def _flag(_one: Field, text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if plain in _YES:
        return "是"
    if plain in _NO:
        return "否"
    raise CellError(f"“{text}”看不懂，请填“是”或“否”。")


def _number(one: Field, text: str) -> str:
    try:
        number = int(unicodedata.normalize("NFKC", text).replace(",", ""))
    except ValueError:
        raise CellError(f"“{text}”不是整数，请只填数字。") from None
    if not one.least <= number <= (one.most or number):
        raise CellError(f"请填 {one.least} 到 {one.most} 之间的数。")
    return str(number)


_READERS: dict[Kind, Callable[[Field, str], str]] = {
    "text": _text, "day": _day, "flag": _flag, "number": _number,
}  # fmt: skip


def split_many(text: str) -> list[str]:
    """``甲、乙，丙`` → three."""
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that cannot be taken: the file's row number, the cell's address, the reason."""

    row: int
    cell: str
    field: str
    header: str
    reason: str

    @property
    def sentence(self) -> str:
        return f"{self.header}：{self.reason}" if self.header else self.reason


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the file against the row there is. ``before`` is None for a new one."""

    row: int
    key: tuple[str, ...]
    after: Cells
    before: Cells | None = None


Current = Mapping[tuple[str, ...], Cells]


@dataclass(frozen=True)
class Resource:
    """Everything a kind of row needs to leave and come back.

    ``lookups()`` prefetches the tables that cells name: {lookup: {label: value}}.
    ``current()`` gives each row there is as cells by key. ``write(actor, batch_id, changes)``
    saves new and changed rows, in bulk; it is called inside one transaction.
    ``remove(keys)`` takes back what a batch added; ``check(changes, current)`` finds problems that
    one cell cannot show.
    """

    code: str
    title: str
    permission: str
    see: str
    back: str
    fields: Sequence[Field]
    key: tuple[str, ...]
    current: Callable[[], dict[tuple[str, ...], Cells]]
    write: Callable[[Any, int, Sequence[Change]], None]
    remove: Callable[[Any, Sequence[tuple[str, ...]]], None]
    lookups: Callable[[], Mapping[str, Mapping[str, Any]]] = dict
    check: Callable[[Sequence[Change], Current], Iterable[tuple[Change, str, str]]] | None = None
    unit: str = "行"
    kinds: frozenset[str] = field(default_factory=frozenset)
    # What the sheet 填写说明 says above the columns, where the usual words do not fit.
    about: Sequence[str] = ()

    @property
    def key_headers(self) -> list[str]:
        return [f.header for f in self.fields if f.name in self.key]

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)

    def labels(self) -> dict[str, list[str]]:
        """What the drop-downs offer."""
        return {name: list(table) for name, table in self.lookups().items()}
