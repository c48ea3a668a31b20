"""The table of a book: which columns its template, its export and its import have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from houqin.forms import Column, Field, FieldType, Form, columns, range_text
from houqin.forms.model import ATTACHMENTS
from houqin.ledgers.models import Book
from houqin.ledgers.services.reading import form_of
from houqin.ui import resources
from houqin.ui.exporting import PROBLEMS
from houqin.ui.grids import Limits, UnreadableFileError
from houqin.ui.resources import Resource, as_cell

LIMITS = Limits(rows=100_000, megabytes=30, unpacked=1024 * 1024 * 1024)
NUMBER, HAPPENED, PLACE, MEASURE, LATE = "编号", "发生时间", "场所", "处理措施", "补录原因"
# What the export says besides, and an import leaves aside.
TOLD = ("状态", "填写人", "记录时间", "附件", "摘要")
ROW = "原行号"
_ITEM_WORDS = ("合格", "不合格", "不适用")


@dataclass(frozen=True, slots=True)
class Places:
    """Where in a line of the file the columns stand; ``heads`` are the file's own words."""

    heads: tuple[str, ...]
    form: tuple[tuple[int, Column], ...]
    own: dict[str, int]

    def of_path(self, path: str) -> int:
        """The column that a refusal is about: ``dishes.2.grams`` is in the column ``dishes``."""
        best = ""
        at = -1
        for place, column in self.form:
            known = column.path
            if (path == known or path.startswith(f"{known}.")) and len(known) > len(best):
                best, at = known, place
        return at


class Table:
    """The columns of a book's form and those that every record has."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.form = form_of(book.current) if book.current else Form("none", "", 1, ())
        self.columns = columns(self.form)
        self._heads = {column.header for column in self.columns}
        self.has_own_time = not book.time_field
        self.has_own_place = all(f.type is not FieldType.PLACE for f in self.form.fields)

    def own(self, word: str) -> str:
        """The header of a column that is none of the form's, even where the form has its name."""
        return f"{word}（台账）" if word in self._heads else word

    def readable(self) -> list[Column]:
        """What a cell can say: neither computed nor a photo."""
        return [
            column
            for column in self.columns
            if not column.computed and column.field.type not in ATTACHMENTS
        ]

    def places(self, line: Sequence[Any]) -> Places:
        """UnreadableFileError where the head is not this book's."""
        heads = [as_cell(cell).replace("*", "").strip() for cell in line]
        form: list[tuple[int, Column]] = []
        own: dict[str, int] = {}
        known = {column.header: column for column in self.columns}
        plain = [c for c in self.columns if not c.item and c.field.label not in known]
        known |= {column.field.label: column for column in plain}
        mine = {self.own(word): word for word in (NUMBER, HAPPENED, PLACE, MEASURE, LATE)}
        aside = {self.own(word) for word in (*TOLD, PROBLEMS, ROW)}
        seen: set[str] = set()
        for place, head in enumerate(heads):
            if not head:
                continue
            if head in seen:
                raise UnreadableFileError(f"表头“{head}”出现了两次。请删去多余的一列。")
            seen.add(head)
            column = known.get(head)
            if column is not None:
                if any(other is column for _at, other in form):
                    raise UnreadableFileError(f"“{column.header}”有两列。请删去多余的一列。")
                form.append((place, column))
            elif head in mine:
                own[mine[head]] = place
            elif head not in aside:
                raise UnreadableFileError(
                    f"不认识表头“{head[:30]}”。请删去这一列，或改成模板里的名称；"
                    "别的台账的表格请到那本台账里导入。"
                )
        self._complete(form, own)
        takes = {id(column) for column in self.readable()}
        form = [(place, column) for place, column in form if id(column) in takes]
        return Places(tuple(heads), tuple(form), own)

    def _complete(self, form: Sequence[tuple[int, Column]], own: dict[str, int]) -> None:
        there = {column.path for _place, column in form}
        missing = [c.header for c in self.readable() if _demanded(c) and c.path not in there]
        if self.has_own_time and HAPPENED not in own:
            missing.insert(0, self.own(HAPPENED))
        if missing:
            raise UnreadableFileError(
                f"表头里没有“{'”“'.join(missing)}”。请用下载的模板，不要改动第一行。"
            )

    def resource(self, labels: dict[str, list[str]]) -> Resource:
        """The same table as the spine's template and marked workbook want it."""
        own = [
            resources.Field(NUMBER, self.own(NUMBER), max_length=60, note="空着由系统接着编。"),
            resources.Field(MEASURE, self.own(MEASURE), max_length=500, note="有异常的行必填。"),
            resources.Field(LATE, self.own(LATE), max_length=200, note="空着用整批的原因。"),
        ]
        first = []
        if self.has_own_time:
            first = [resources.Field(HAPPENED, self.own(HAPPENED), required=True, note=_MOMENT)]
        if self.has_own_place:
            own.insert(0, resources.Field(PLACE, self.own(PLACE), lookup="place", open=True))
        return Resource(
            code=f"ledgers.{self.book.code}",
            title=self.book.title,
            permission="ledgers.import",
            see="ledgers.see",
            back="ledgers:book",
            unit="条",
            key=(),
            fields=(*first, *map(_as_field, self.readable()), *own),
            lookups=lambda: {name: dict.fromkeys(rows) for name, rows in labels.items()},
            current=dict,
            write=_not_here,
            remove=_not_here,
            about=_about(self.book),
        )


_MOMENT = "日期和时间，例如 2026-09-01 07:30。"


def _about(book: Book) -> list[str]:
    return [
        f"《{book.title}》导入表。第一行是表头，请不要改动；从第二行起一行一条。红色表头必填。",
        "导入的记录会标明“导入”，不是当天的标明“补录”；记下后不能删改，导错了可以整批划去。",
        "只要有一行不对，就整张都不导入，并告诉您哪一行、哪一格、为什么。照片和签名不能从表格导入。",
    ]  # fmt: skip


def _not_here(*_given: Any) -> None:
    raise NotImplementedError("records are taken in by houqin.ledgers.importing.taking")


def _demanded(column: Column) -> bool:
    return column.field.required and not column.field.show_when


def _as_field(column: Column) -> resources.Field:
    field = column.field
    kind = field.type
    choices: tuple[str, ...] = ()
    if column.item:
        choices = _ITEM_WORDS
    elif kind in (FieldType.CHOICE, FieldType.CHOICES):
        choices = tuple(option.label for option in field.options)
    elif kind is FieldType.YES_NO:
        choices = (field.yes, field.no)
    return resources.Field(
        column.path,
        column.header,
        required=_demanded(column),
        choices=choices,
        lookup=str(kind.value) if kind in NAMED else "",
        many=kind is FieldType.CHOICES or field.many,
        open=bool(column.item),
        note=_note(field, column),
    )


NAMED = frozenset({FieldType.STAFF, FieldType.STUDENT, FieldType.CLASS, FieldType.PLACE})
_HOW = {
    FieldType.DATE: "日期，例如 2026-09-01。",
    FieldType.TIME: "时刻，例如 07:30。",
    FieldType.INSTANT: _MOMENT,
}


def _note(field: Field, column: Column) -> str:
    parts = [_HOW.get(field.type, ""), field.help, range_text(field)]
    if field.type is FieldType.TABLE:
        parts.append("一格里可写多行（Alt+回车换行），每行用“|”隔开各栏。")
    if column.item:
        parts.append("不合格的可写“不合格：说明”。")
    return "".join(f"{part.rstrip('。')}。" for part in parts if part)
