"""Read a file row by row into entries, without a query per row and without holding the file's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef

from houqin.chain import canonical
from houqin.forms import Context, Field, FieldType
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes import codec_of
from houqin.ledgers.importing.lookup import ImportLookup
from houqin.ledgers.importing.numbers import Numbers
from houqin.ledgers.importing.table import (
    HAPPENED,
    LATE,
    LIMITS,
    MEASURE,
    NUMBER,
    PLACE,
    Places,
    Table,
)
from houqin.ledgers.models import Amendment, Book, BookVersion, Entry, EntryImport
from houqin.ledgers.services.preparing import Line, Sheet, prepared_line
from houqin.org.member import Member
from houqin.ui.grids import UnreadableFileError, grid, letter
from houqin.ui.resources import as_cell

CHUNK = 1_000
_WHEN = Field(code="happened_at", label=HAPPENED, type=FieldType.INSTANT)
_NO_TOKEN = UUID(int=0)
Bad = tuple[int, str, str, str]  # row, cell, header, reason


def _version(book: Book) -> BookVersion:
    if book.current is None:
        raise UnreadableFileError(f"《{book.title}》还没有发布表格，不能导入。请先发布。")
    return book.current


@dataclass(slots=True)
class Chunk:
    """Some rows of the file: the new entries with the numbers they bring, and what is wrong."""

    rows: int = 0
    new: list[tuple[Entry, str]] = field(default_factory=list)
    same: int = 0
    problems: list[Bad] = field(default_factory=list)
    lines: list[tuple[int, list[Any]]] = field(default_factory=list)  # of the rows at fault

    @property
    def bad_rows(self) -> int:
        return len({row for row, *_more in self.problems})


@dataclass(slots=True)
class _Row:
    number: int
    cells: Sequence[Any]
    entry: Entry
    given: str
    basis: bytes


class FileReader:
    """One file for one book. ``chunks()`` gives its rows in order, a thousand at a time."""

    def __init__(self, *, actor: Member, batch: EntryImport, now: datetime) -> None:
        self.batch, self.now = batch, now
        self.table = Table(batch.book)
        self.lookup = ImportLookup(actor)
        self.numbers = Numbers(batch.book, now)
        self.sheet = Sheet(actor, batch.book, _version(batch.book), now, now, self.lookup, batch)
        self.context = Context(now=now)
        self.seen: Counter[bytes] = Counter()
        self.places = Places((), (), {})

    def chunks(self) -> Iterator[Chunk]:
        """UnreadableFileError where the file as a whole is no table of this book."""
        lines = enumerate(grid(bytes(self.batch.content or b""), self.batch.file_name, LIMITS), 1)
        self.places = self._head(lines)
        filled = ((n, line) for n, line in lines if self._is_filled(line))
        total = 0
        while part := list(islice(filled, CHUNK)):
            total += len(part)
            if total > LIMITS.rows:
                raise UnreadableFileError(
                    f"一次最多导入 {LIMITS.rows:,} 行。请把文件分成几个，分几次导入。"
                )
            yield self._chunk(part)
        if not total:
            raise UnreadableFileError("表头下面没有内容。请从第二行起一行填一条，再上传。")

    def _head(self, lines: Iterator[tuple[int, list[Any]]]) -> Places:
        for _number, line in lines:
            if any(map(as_cell, line)):
                return self.table.places(line)
        raise UnreadableFileError("这个文件是空的。请先下载模板，填好再上传。")

    def _is_filled(self, line: Sequence[Any]) -> bool:
        known = [place for place, _column in self.places.form]
        return any(as_cell(line[at]) for at in known if at < len(line))

    def _chunk(self, lines: Sequence[tuple[int, list[Any]]]) -> Chunk:
        chunk, rows = Chunk(rows=len(lines)), []
        for number, line in lines:
            try:
                rows.append(self._row(number, line))
            except ValidationError as error:
                told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
                for path, messages in told.items():
                    chunk.problems += [self._bad(number, path, message) for message in messages]
        self._settle(chunk, rows)
        bad = {row for row, *_more in chunk.problems}
        chunk.lines = [(number, line) for number, line in lines if number in bad]
        return chunk

    def _row(self, number: int, line: Sequence[Any]) -> _Row:
        raw, own = self._cells(line)
        place = self._place(own.get(PLACE))
        typed = Line(
            token=_NO_TOKEN,
            raw=raw,
            happened_at=self._happened(own.get(HAPPENED)),
            late_reason=as_cell(own.get(LATE)),
            measure=as_cell(own.get(MEASURE)),
            place_id=place,
        )
        entry, read = prepared_line(self.sheet, typed)
        if self.sheet.book.time_field and self.sheet.book.time_field not in read.values:
            raise ValidationError(
                {f"values.{self.sheet.book.time_field}": "这一格必填，现在是空的。"}
            )
        told = [typed.happened_at.isoformat() if typed.happened_at else "", place or 0]
        given = as_cell(own.get(NUMBER))[:60]
        basis = canonical({"of": told, "number": given, "values": entry.values,
                           "measure": entry.measure})  # fmt: skip
        return _Row(number, line, entry, given, sha256(basis).digest())

    def _cells(self, line: Sequence[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        raw: dict[str, Any] = {}
        for at, column in self.places.form:
            value = line[at] if at < len(line) else ""
            if value is None or value == "":
                continue
            if column.item:
                raw.setdefault(column.field.code, {})[column.item.code] = value
            else:
                raw[column.field.code] = value
        own = {name: line[at] for name, at in self.places.own.items() if at < len(line)}
        return raw, own

    def _happened(self, cell: Any) -> datetime | None:
        if not self.table.has_own_time:
            return None
        try:
            value = codec_of(_WHEN).read(_WHEN, cell if cell is not None else "", self.context)
        except UnreadableError as error:
            raise ValidationError({"happened_at": error.message}) from error
        if not isinstance(value, datetime):
            raise ValidationError({"happened_at": "这一格必填，现在是空的。"})
        return value

    def _place(self, cell: Any) -> int | None:
        text = as_cell(cell)
        if not text or not self.table.has_own_place:
            return None
        try:
            found = self.lookup.place_named(text)
        except UnreadableError as error:
            raise ValidationError({"place": error.message}) from error
        if found is None:
            raise ValidationError({"place": f"没有“{text[:30]}”这个场所。请核对名称或编号。"})
        return int(found.id)

    _OWN = {"happened_at": HAPPENED, "place": PLACE, "measure": MEASURE, "late_reason": LATE,
            "number": NUMBER}  # fmt: skip

    def _bad(self, row: int, path: str, message: str) -> Bad:
        own = self._OWN.get(path)
        at = self.places.own.get(own, -1) if own else -1
        if path.startswith("values."):
            at = self.places.of_path(path.removeprefix("values."))
        head = self.places.heads[at] if at >= 0 else (self.table.own(own) if own else "")
        return row, f"{letter(at)}{row}" if at >= 0 else "", head, message

    def _settle(self, chunk: Chunk, rows: list[_Row]) -> None:
        """New, there already, or with a number that is another entry's."""
        rest = []
        known = self.numbers.known([row.given for row in rows if row.given])
        for row in rows:
            verdict = self.numbers.judge(row.number, row.given, row.entry, known)
            if verdict == "same":
                chunk.same += 1
            elif verdict:
                chunk.problems.append(self._bad(row.number, "number", verdict))
            else:
                self.seen[row.basis] += 1
                rest.append((row, self.seen[row.basis]))
        self._give_tokens(chunk, rest)

    def _give_tokens(self, chunk: Chunk, rows: list[tuple[_Row, int]]) -> None:
        """A row's token follows from what it says, so that a file sent twice is taken once.

        What was struck since may come again: then the row is of the next generation.
        """
        generation, waiting = 0, rows
        new: dict[int, Entry] = {}
        while waiting:
            tokens = {self._token(row, nth, generation): (row, nth) for row, nth in waiting}
            found = _standing(list(tokens))
            waiting = []
            for token, (row, nth) in tokens.items():
                if token not in found:
                    row.entry.token = token
                    new[row.number] = row.entry
                elif found[token]:
                    waiting.append((row, nth))
                else:
                    chunk.same += 1
            generation += 1
        chunk.new = [(new[row.number], row.given) for row, _nth in rows if row.number in new]

    def _token(self, row: _Row, nth: int, generation: int) -> UUID:
        text = f"{self.batch.book_id}/{row.basis.hex()}/{nth}/{generation}"
        return UUID(bytes=sha256(text.encode()).digest()[:16], version=5)


def _standing(tokens: list[UUID]) -> Mapping[UUID, bool]:
    """Of the tokens that are known: whether their entry is struck."""
    struck = Exists(Amendment.objects.filter(entry=OuterRef("pk"), is_strike=True))
    rows = Entry.objects.filter(token__in=tokens).annotate(struck=struck)
    return dict(rows.values_list("token", "struck"))
