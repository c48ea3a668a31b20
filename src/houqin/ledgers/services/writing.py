"""Write entries: one from a phone, or a sheet of them in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from houqin.core.prepared import Prepared
from houqin.files.public import attach
from houqin.journal.public import record
from houqin.ledgers import rules
from houqin.ledgers.following import tell_entries
from houqin.ledgers.lookup import Lookup
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.services.chaining import join, locked_head, move
from houqin.ledgers.services.preparing import Line, Sheet, give_number, prepared_line
from houqin.ledgers.services.reading import Read, form_of
from houqin.org.access import demand
from houqin.org.member import Member

__all__ = ["Line", "write_entry", "write_many"]
NOT_THIS_BOOK = "这张表已经用在另一本台账上，请刷新后再填。"


@transaction.atomic
def write_entry(
    *,
    actor: Member,
    book_id: int,
    token: UUID,
    raw: Mapping[str, Any],
    now: datetime,
    happened_at: datetime | None = None,
    made_at: datetime | None = None,
    late_reason: str = "",
    measure: str = "",
    is_fixed: bool = False,
    place_id: int | None = None,
    version: int | None = None,
    is_vouched: bool = False,
) -> Entry:
    """Enter one line of a book. The same ``token`` again gives the entry already made.

    ``made_at`` is the phone's time of pressing the button, believed for 72 hours; ``version``
    the form it had then. ``is_fixed``: abnormal values were put right on the spot.
    ``is_vouched``: what the writer did elsewhere gives the right, as the calling service knows.
    ValidationError names the form's fields as ``values.temperature``, and ``happened_at``,
    ``late_reason``, ``measure``.
    """
    line = Line(token, raw, happened_at, late_reason, measure, place_id, is_fixed)
    (entry,) = _write(
        actor=actor, book_id=book_id, lines=[line], now=now, made_at=made_at, version=version,
        is_vouched=is_vouched,
    )  # fmt: skip
    return entry


@transaction.atomic
def write_many(
    *,
    actor: Member,
    book_id: int,
    lines: Sequence[Line],
    now: datetime,
    made_at: datetime | None = None,
    version: int | None = None,
) -> list[Entry]:
    """Enter a sheet: all lines or none. ValidationError says ``3.values.temperature``."""
    if not lines:
        raise ValidationError("表里还没有填写内容。")
    if len(lines) > rules.BATCH_AT_MOST:
        raise ValidationError(f"一次最多记 {rules.BATCH_AT_MOST} 条，请分几次交。")
    return _write(
        actor=actor, book_id=book_id, lines=lines, now=now, made_at=made_at, version=version,
        is_sheet=True,
    )  # fmt: skip


def _write(
    *,
    actor: Member,
    book_id: int,
    lines: Sequence[Line],
    now: datetime,
    made_at: datetime | None,
    version: int | None,
    is_sheet: bool = False,
    is_vouched: bool = False,
) -> list[Entry]:
    known = _known(book_id, lines) if is_sheet else {}
    if len(known) == len(lines):
        return [known[line.token] for line in lines]
    try:
        sheet = _sheet(actor, book_id, version, now, made_at, is_vouched=is_vouched)
        sheet.lookup.preload(form_of(sheet.version), [line.raw for line in lines])
        prepared = _prepare(sheet, lines, known, is_sheet=is_sheet)
    except (ValidationError, PermissionDenied):
        # Sent again, what could not be written any more is there all the same.
        known = _known(book_id, lines)
        if len(known) < len(lines):
            raise
        return [known[line.token] for line in lines]
    head = locked_head(book_id)
    # Another request with the same token may have come first, also while this one was read.
    known = _known(book_id, lines)
    new = [(entry, read) for entry, read in prepared if entry.token not in known]
    for entry, _read in new:
        give_number(head, sheet.book, entry)
    join(head, [entry for entry, _read in new])
    made = Entry.objects.bulk_create([entry for entry, _read in new])
    if made:
        move(head)
        _attach(actor, new)
        _journal(sheet, made, is_sheet=is_sheet)
        tell_entries(actor, made)
    known |= {entry.token: entry for entry in made}
    return [known[line.token] for line in lines]


def _of_tokens(**tokens: Any) -> QuerySet[Entry]:
    return Entry.objects.filter(**tokens).defer("search")


_OF_TOKEN: Prepared[Entry] = Prepared(lambda token: _of_tokens(token=token))
_BOOK: Prepared[Book] = Prepared(
    lambda pk: Book.objects.select_related("current").filter(pk=pk).order_by()
)


def _known(book_id: int, lines: Sequence[Line]) -> dict[UUID, Entry]:
    sent = [line.token for line in lines]
    if len(set(sent)) < len(sent):
        raise ValidationError("同一行交了两次，请刷新后再填。")
    rows = _OF_TOKEN(token=sent[0]) if len(sent) == 1 else _of_tokens(token__in=sent)
    found = {row.token: row for row in rows}
    if any(row.book_id != book_id for row in found.values()):
        raise ValidationError(NOT_THIS_BOOK)
    return found


def _sheet(
    actor: Member, book_id: int, version: int | None, now: datetime, made_at: datetime | None,
    *, is_vouched: bool,
) -> Sheet:  # fmt: skip
    book = _BOOK.one(pk=book_id)
    if book is None:
        raise Book.DoesNotExist
    if not is_vouched:
        demand(actor, "ledgers.write", book)
    form = book.current
    if version is not None and form is not None and version != form.number:
        form = book.versions.filter(number=version).first() or form
    if form is None:
        raise ValidationError(f"《{book.title}》还没有发布表格，不能填写。请找总务主任发布。")
    return Sheet(actor, book, form, now, rules.believed(made_at, now), Lookup(actor))


def _prepare(
    sheet: Sheet, lines: Sequence[Line], known: Mapping[UUID, Entry], *, is_sheet: bool
) -> list[tuple[Entry, Read]]:
    """Unsaved entries; every line's refusals are told at once."""
    prepared, problems = [], {}
    for place, line in enumerate(lines):
        if line.token in known:
            continue
        try:
            prepared.append(prepared_line(sheet, line))
        except ValidationError as error:
            if not is_sheet:
                raise
            told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            problems.update({f"{place}.{path}": messages for path, messages in told.items()})
    if problems:
        raise ValidationError(problems)
    return prepared


def _attach(actor: Member, new: Sequence[tuple[Entry, Read]]) -> None:
    for entry, read in new:
        for file in read.files:
            attach(actor=actor, file=file, owner=entry)


def _journal(sheet: Sheet, made: Sequence[Entry], *, is_sheet: bool) -> None:
    if is_sheet:
        record(
            actor=sheet.actor, action="ledgers.entries_written", target=sheet.book, count=len(made)
        )
        return
    entry = made[0]
    record(
        actor=sheet.actor,
        action="ledgers.entry_written",
        target=entry,
        book=sheet.book.title,
        number=entry.number,
    )
