"""From what was typed for a line to an entry that only lacks its place in the chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from houqin.core.search import tokens
from houqin.forms import FieldType, Ref
from houqin.ledgers import rules
from houqin.ledgers.lookup import Lookup
from houqin.ledgers.models import Book, BookVersion, ChainHead, Entry, EntryImport
from houqin.ledgers.services.reading import Read, handled, read_raw
from houqin.org.member import Member


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed for one entry. ``token`` is made where it was typed."""

    token: UUID
    raw: Mapping[str, Any]
    happened_at: datetime | None = None
    late_reason: str = ""
    measure: str = ""
    place_id: int | None = None
    is_fixed: bool = False  # abnormal values were put right on the spot


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all lines of one writing share; ``batch``: they come from a file, not from a form."""

    actor: Member
    book: Book
    version: BookVersion
    now: datetime
    made_at: datetime
    lookup: Lookup = field(compare=False)
    batch: EntryImport | None = None


def prepared_line(sheet: Sheet, line: Line) -> tuple[Entry, Read]:
    """The unsaved entry; ValidationError names the form's fields as ``values.temperature``."""
    read = read_raw(
        actor=sheet.actor, version=sheet.version, raw=line.raw, now=sheet.made_at,
        lookup=sheet.lookup, is_imported=sheet.batch is not None,
    )  # fmt: skip
    flags, measure = handled(read, line.measure, is_fixed=line.is_fixed)
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
        batch=sheet.batch,
        search=tokens(
            sheet.book.institution_id, sheet.actor.name, place.name if place else "",
            measure, *read.texts,
        ),
    )  # fmt: skip
    entry.clean_fields(exclude=_NOT_TYPED)
    return entry, read


_FROM_FILE = "从文件导入"
_NOT_TYPED = [
    "institution", "book", "version", "place", "author", "batch", "sequence", "previous",
    "digest", "number", "search", "values", "flags", "file_hashes",
]  # fmt: skip


def _happened_at(sheet: Sheet, line: Line, read: Read) -> datetime:
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


def _late_reason(sheet: Sheet, happened_at: datetime, reason: str) -> str:
    """ "" for an entry of the same day; a late one needs a reason and has a limit."""
    late = rules.days_late(timezone.localdate(happened_at), timezone.localdate(sheet.made_at))
    if late == 0:
        return ""
    if sheet.batch is not None:  # paper of past years: the mark 导入 and one reason tell it all
        return (reason.strip() or sheet.batch.late_reason or _FROM_FILE)[:200]
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


def _place(sheet: Sheet, line: Line, read: Read) -> Ref | None:
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


def give_number(head: ChainHead, book: Book, entry: Entry) -> None:
    day = timezone.localdate(entry.entered_at)
    period = rules.period_of(book.numbering, day, book.code)
    head.number = head.number + 1 if head.period == period else 1
    head.period = period
    entry.number = rules.numbered(book.numbering, day, book.code, head.number)
