"""Take a file in as one batch, all of it or nothing, and strike a batch as one."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from houqin.core.bulk import add_many
from houqin.journal.public import record
from houqin.ledgers.following import tell_entries
from houqin.ledgers.importing.numbers import reserve
from houqin.ledgers.importing.reading import FileReader
from houqin.ledgers.importing.table import LIMITS, Table
from houqin.ledgers.models import Book, Entry, EntryImport
from houqin.ledgers.services.chaining import join, locked_head, move
from houqin.ledgers.services.preparing import give_number
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.ui.grids import UnreadableFileError, grid
from houqin.ui.resources import as_cell

MOST_PROBLEMS = 1_000
KEPT_FOR = timedelta(days=1)
State = EntryImport.State
Tell = Callable[[int], object]


def demand_import(actor: Member, book: Book) -> None:
    """Who keeps the books, and may write in this one."""
    demand(actor, "ledgers.import")
    demand(actor, "ledgers.write", book)


@transaction.atomic
def keep_file(
    *, actor: Member, book_id: int, name: str, content: bytes, now: datetime
) -> EntryImport:
    """Hold a file until it is checked and taken in; UnreadableFileError if it is no such table."""
    book = Book.objects.select_related("current").get(pk=book_id)
    demand_import(actor, book)
    _look_at_head(book, content, name)
    waiting = EntryImport.objects.filter(content__isnull=False)
    waiting.filter(made_at__lt=now - KEPT_FOR, state__in=[State.BAD, State.READY]).delete()
    waiting.filter(made_by=actor.staff, book=book, state__in=[State.BAD, State.READY]).delete()
    return EntryImport.objects.create(
        book=book,
        file_name=name[-120:],
        file_digest=sha256(content).hexdigest(),
        content=content,
        made_by=actor.staff,
        made_at=now,
    )


def _look_at_head(book: Book, content: bytes, name: str) -> None:
    for line in grid(content, name, LIMITS):
        if any(map(as_cell, line)):
            Table(book).places(line)
            return
    raise UnreadableFileError("这个文件是空的。请先下载模板，填好再上传。")


def taken_before(batch: EntryImport) -> EntryImport | None:
    """The same file, taken into the same book, and not undone."""
    rows = EntryImport.objects.filter(book_id=batch.book_id, file_digest=batch.file_digest)
    return rows.filter(state=State.DONE).exclude(pk=batch.pk).first()


def check(*, actor: Member, batch: EntryImport, now: datetime) -> EntryImport:
    """Read the whole file against what there is; the findings are kept with the batch."""
    demand_import(actor, batch.book)
    batch.rows = batch.added = batch.same = batch.late = batch.abnormal = batch.bad_rows = 0
    batch.problems, batch.problem = [], ""
    try:
        for chunk in FileReader(actor=actor, batch=batch, now=now).chunks():
            batch.rows += chunk.rows
            batch.same += chunk.same
            batch.added += len(chunk.new)
            batch.late += sum(entry.is_late for entry, _number in chunk.new)
            batch.abnormal += sum(entry.is_abnormal for entry, _number in chunk.new)
            batch.bad_rows += chunk.bad_rows
            batch.problems += chunk.problems[: MOST_PROBLEMS - len(batch.problems)]
            _tell_progress(batch)(batch.rows)
    except UnreadableFileError as error:
        batch.problem = str(error)[:300]
    batch.progress = 0
    batch.state = State.BAD if batch.problems or batch.problem else State.READY
    batch.save()
    return batch


def _tell_progress(batch: EntryImport) -> Tell:
    return lambda rows: EntryImport.objects.filter(pk=batch.pk).update(progress=rows)


@transaction.atomic
def begin(*, actor: Member, batch_id: int, late_reason: str) -> bool:
    """Say that the checked batch shall be taken in; False where it is on its way already."""
    batch = EntryImport.objects.select_for_update(of=("self",)).get(pk=batch_id)
    demand_import(actor, batch.book)
    if batch.state != State.READY:
        return False
    if not batch.added:
        raise ValidationError("表里的内容台账里都已经有了，没有需要导入的。")
    if batch.late and not late_reason.strip():
        raise ValidationError(
            {"late_reason": f"有 {batch.late:,} 行不是当天的，算补录，请写明原因。"}
        )
    batch.late_reason = late_reason.strip()[:200]
    batch.state = State.TAKING
    batch.save(update_fields=["late_reason", "state"])
    return True


def take_in(*, actor: Member, batch: EntryImport, now: datetime) -> EntryImport:
    """Write all rows in one transaction. What was checked is checked again: others work meanwhile.

    Reading takes longest and goes before the lock, into a file, so that other writers of the book
    wait for the inserting only.
    """
    demand_import(actor, batch.book)
    try:
        with TemporaryFile() as spool:
            counts = _prepare(actor, batch, now, spool)
            _write(actor, batch, now, spool, counts)
    except ValidationError as error:
        batch.problem = "；".join(error.messages)[:300]
    except UnreadableFileError as error:
        batch.problem = str(error)[:300]
    except IntegrityError:
        batch.problem = "导入时别人正好也在记，有编号相撞。没有导入任何一行，请再点一次导入。"
    if batch.state != State.DONE:
        batch.state = State.READY
        batch.save(update_fields=["state", "problem"])
    return batch


def _prepare(
    actor: Member, batch: EntryImport, now: datetime, spool: IO[bytes]
) -> tuple[list[str], int]:
    """Entries as they will be written, chunk by chunk, into a file; the numbers they bring."""
    reader, tell = FileReader(actor=actor, batch=batch, now=now), _tell_progress(batch)
    rows, given = 0, []
    for chunk in reader.chunks():
        if chunk.problems:
            raise ValidationError(
                "检查之后有东西变了，有的行现在不对，没有导入任何一行。请重新上传检查。"
            )
        pickle.dump([_packed(*pair) for pair in chunk.new], spool, pickle.HIGHEST_PROTOCOL)
        given += [number for _entry, number in chunk.new if number]
        rows += chunk.rows
        tell(rows)
    spool.seek(0)
    return given, rows


_PACKED = [
    field.attname
    for field in Entry._meta.concrete_fields
    if field.name not in {"id", "sequence", "previous", "digest", "number"}
]


def _packed(entry: Entry, number: str) -> tuple[str, list[Any]]:
    """Columns only: with its relations every entry would carry the book, and the file itself."""
    return number, [getattr(entry, name) for name in _PACKED]


def _spooled(spool: IO[bytes], batch: EntryImport) -> Iterator[list[tuple[Entry, str]]]:
    current = batch.book.current
    while True:
        try:
            part = pickle.load(spool)  # noqa: S301 - our own file, without a name
        except EOFError:
            return
        made = []
        for number, columns in part:
            entry = Entry(**dict(zip(_PACKED, columns, strict=True)))
            entry.book, entry.batch = batch.book, batch
            if current is not None and current.pk == entry.version_id:
                entry.version = current
            made.append((entry, number))
        yield made


@transaction.atomic
def _write(
    actor: Member, batch: EntryImport, now: datetime, spool: IO[bytes], found: tuple[list[str], int]
) -> None:
    given, rows = found
    head = locked_head(batch.book_id)
    for number in given:
        reserve(head, batch.book, number, now)
    counts = dict.fromkeys(("added", "late", "abnormal"), 0)
    for part in _spooled(spool, batch):
        known = set(
            Entry.objects.filter(token__in=[entry.token for entry, _number in part])
            .values_list("token", flat=True)
        )  # fmt: skip
        made = _placed(head, batch, [pair for pair in part if pair[0].token not in known])
        counts["added"] += len(made)
        counts["late"] += sum(entry.is_late for entry in made)
        counts["abnormal"] += sum(entry.is_abnormal for entry in made)
        if made:
            tell_entries(actor, made)
    move(head)
    batch.state, batch.taken_at, batch.content, batch.problem = State.DONE, now, None, ""
    batch.progress, batch.same = 0, rows - counts["added"]
    for name, count in counts.items():
        setattr(batch, name, count)
    batch.save()
    record(
        actor=actor, action="ledgers.imported", target=batch.book,
        count=counts["added"], file=batch.file_name, batch=batch.pk,
    )  # fmt: skip


def _placed(head: Any, batch: EntryImport, part: list[tuple[Entry, str]]) -> list[Entry]:
    entries = []
    for entry, number in part:
        if number:
            entry.number = number
        else:
            give_number(head, batch.book, entry)
        entries.append(entry)
    join(head, entries)
    return add_many(entries)
