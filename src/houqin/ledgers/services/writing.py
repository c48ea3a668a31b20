"""Write entries: one from a phone, or a sheet of them in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from houqin.core.search import tokens
from houqin.files.public import attach
from houqin.forms import FieldType, Ref
from houqin.journal.public import record
from houqin.ledgers import rules
from houqin.ledgers.following import tell_entries
from houqin.ledgers.lookup import Lookup
from houqin.ledgers.models import Book, BookVersion, ChainHead, Entry
from houqin.ledgers.services.chaining import join, locked_head, move
from houqin.ledgers.services.reading import Read, form_of, handled, read_raw
from houqin.org.access import demand
from houqin.org.member import Member

NOT_THIS_BOOK = "这张表已经用在另一本台账上，请刷新后再填。"


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed for one entry. ``token`` is made where it was typed."""

    token: UUID
    raw: Mapping[str, Any]
    happened_at: datetime | None = None
    late_reason: str = ""
    measure: str = ""
    place_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all lines of one writing share."""

    actor: Member
    book: Book
    version: BookVersion
    now: datetime
    made_at: datetime
    lookup: Lookup = field(compare=False)


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
    place_id: int | None = None,
    version: int | None = None,
) -> Entry:
    """Enter one line of a book. The same ``token`` again gives the entry already made.

    ``made_at`` is the phone's time of pressing the button, believed for 72 hours; ``version``
    the form it had then. ValidationError names the form's fields as ``values.temperature``, and
    ``happened_at``, ``late_reason``, ``measure``.
    """
    line = Line(token, raw, happened_at, late_reason, measure, place_id)
    (entry,) = _write(
        actor=actor, book_id=book_id, lines=[line], now=now, made_at=made_at, version=version
    )
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
) -> list[Entry]:
    known = _known(book_id, lines)
    if len(known) == len(lines):
        return [known[line.token] for line in lines]
    sheet = _sheet(actor, book_id, version, now, made_at)
    sheet.lookup.preload(form_of(sheet.version), [line.raw for line in lines])
    prepared = _prepare(sheet, lines, known, is_sheet=is_sheet)
    head = locked_head(book_id)
    # Another request with the same token may have come first while this one was read.
    known = _known(book_id, lines)
    new = [(entry, read) for entry, read in prepared if entry.token not in known]
    for entry, _read in new:
        _number(head, sheet.book, entry)
    join(head, [entry for entry, _read in new])
    made = Entry.objects.bulk_create([entry for entry, _read in new])
    if made:
        move(head)
        _attach(actor, new)
        _journal(sheet, made, is_sheet=is_sheet)
        tell_entries(actor, made)
    known |= {entry.token: entry for entry in made}
    return [known[line.token] for line in lines]


def _known(book_id: int, lines: Sequence[Line]) -> dict[UUID, Entry]:
    sent = [line.token for line in lines]
    if len(set(sent)) < len(sent):
        raise ValidationError("同一行交了两次，请刷新后再填。")
    found = {row.token: row for row in Entry.objects.filter(token__in=sent).defer("search")}
    if any(row.book_id != book_id for row in found.values()):
        raise ValidationError(NOT_THIS_BOOK)
    return found


def _sheet(
    actor: Member, book_id: int, version: int | None, now: datetime, made_at: datetime | None
) -> _Sheet:
    book = Book.objects.select_related("current").get(pk=book_id)
    demand(actor, "ledgers.write", book)
    form = book.current
    if version is not None and form is not None and version != form.number:
        form = book.versions.filter(number=version).first() or form
    if form is None:
        raise ValidationError(f"《{book.title}》还没有发布表格，不能填写。请找总务主任发布。")
    return _Sheet(actor, book, form, now, rules.believed(made_at, now), Lookup(actor))


def _prepare(
    sheet: _Sheet, lines: Sequence[Line], known: Mapping[UUID, Entry], *, is_sheet: bool
) -> list[tuple[Entry, Read]]:
    """Unsaved entries; every line's refusals are told at once."""
    prepared, problems = [], {}
    for place, line in enumerate(lines):
        if line.token in known:
            continue
        try:
            prepared.append(_prepared(sheet, line))
        except ValidationError as error:
            if not is_sheet:
                raise
            told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            problems.update({f"{place}.{path}": messages for path, messages in told.items()})
    if problems:
        raise ValidationError(problems)
    return prepared


def _prepared(sheet: _Sheet, line: Line) -> tuple[Entry, Read]:
    read = read_raw(
        actor=sheet.actor, version=sheet.version, raw=line.raw, now=sheet.made_at,
        lookup=sheet.lookup,
    )  # fmt: skip
    flags, measure = handled(read, line.measure)
    happened_at = _happened_at(sheet, line, read)
    late = _late_reason(sheet, happened_at, line.late_reason)
    place = _place(sheet, line, read)
    key = _key(sheet.book, read)
    entry = Entry(
        book=sheet.book,
        version=sheet.version,
        token=line.token,
        happened_at=happened_at,
        made_at=sheet.made_at,
        entered_at=sheet.now,
        is_late=bool(late),
        late_reason=late,
        place_id=int(place.id) if place else None,
        place_name=place.name[:200] if place else "",
        key=key.id[:80],
        key_name=key.name[:80],
        author=sheet.actor.staff,
        author_name=sheet.actor.name,
        values=read.values,
        file_hashes=read.file_hashes,
        is_abnormal=bool(flags),
        flags=flags,
        measure=measure,
        search=tokens(
            sheet.book.institution_id, sheet.actor.name, place.name if place else "",
            measure, *read.texts,
        ),
    )  # fmt: skip
    entry.clean_fields(exclude=_NOT_TYPED)
    return entry, read


_NOT_TYPED = [
    "institution", "book", "version", "place", "author", "sequence", "previous", "digest",
    "number", "search", "values", "flags", "file_hashes",
]  # fmt: skip


def _happened_at(sheet: _Sheet, line: Line, read: Read) -> datetime:
    """From the book's own time field, else as told, else when the button was pressed."""
    value = read.typed.get(sheet.book.time_field) if sheet.book.time_field else None
    moment = line.happened_at or sheet.made_at
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, date):
        local = timezone.localtime(sheet.made_at)
        clock = local.time() if value == local.date() else time(12)
        moment = timezone.make_aware(datetime.combine(value, clock))
    if moment > sheet.now + rules.AHEAD_AT_MOST:
        raise ValidationError({_time_path(sheet.book): "发生时间不能晚于现在。"})
    return moment


def _time_path(book: Book) -> str:
    return f"values.{book.time_field}" if book.time_field else "happened_at"


def _late_reason(sheet: _Sheet, happened_at: datetime, reason: str) -> str:
    """ "" for an entry of the same day; a late one needs a reason and has a limit."""
    late = rules.days_late(timezone.localdate(happened_at), timezone.localdate(sheet.made_at))
    if late == 0:
        return ""
    limit = sheet.book.backdate_days
    if limit is not None and late > limit:
        raise ValidationError(
            {
                _time_path(sheet.book): (
                    f"《{sheet.book.title}》最多补录 {limit} 天内的，这是 {late} 天前的。"
                    "请核对日期；确要补录，请找总务主任放宽。"
                )
            }
        )
    if not reason.strip():
        raise ValidationError({"late_reason": f"这是 {late} 天前的事，算补录，请写明原因。"})
    return reason.strip()[:200]


def _place(sheet: _Sheet, line: Line, read: Read) -> Ref | None:
    """The form's first place, else the one whose QR was scanned."""
    for one in read.form.fields:
        value = read.typed.get(one.code)
        if one.type is FieldType.PLACE and isinstance(value, Ref):
            return value
    return sheet.lookup.place(line.place_id) if line.place_id else None


def _key(book: Book, read: Read) -> Ref:
    """Which meal, class, room … the entry is about, for books kept by such."""
    shown = read.values.get(book.per_field)
    if not book.per_field or shown is None:
        return Ref("", "")
    value = read.typed.get(book.per_field)
    if isinstance(value, Ref):
        return value
    labels = {option.value: option.label for option in read.form.by_code[book.per_field].options}
    return Ref(str(shown), labels.get(str(shown), str(shown)))


def _number(head: ChainHead, book: Book, entry: Entry) -> None:
    day = timezone.localdate(entry.entered_at)
    period = rules.period_of(book.numbering, day, book.code)
    head.number = head.number + 1 if head.period == period else 1
    head.period = period
    entry.number = rules.numbered(book.numbering, day, book.code, head.number)


def _attach(actor: Member, new: Sequence[tuple[Entry, Read]]) -> None:
    for entry, read in new:
        for file in read.files:
            attach(actor=actor, file=file, owner=entry)


def _journal(sheet: _Sheet, made: Sequence[Entry], *, is_sheet: bool) -> None:
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
