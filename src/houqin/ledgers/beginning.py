"""What a new entry begins with: everything that is known before a key is touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from houqin.core.asked import asked_day, asked_number
from houqin.forms import (
    Context,
    Field,
    FieldType,
    Form,
    canonical,
    prefill,
    prefill_row,
    read,
    revive,
)
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes import codec_of
from houqin.ledgers.lookup import Lookup
from houqin.ledgers.models import Book, Entry
from houqin.ledgers.services.reading import form_of, me
from houqin.ledgers.standing import standing_of
from houqin.org.member import Member
from houqin.org.models import Place

_FACT, _SET = "task.", "set."
# Until which hour a meal is the one being recorded.
_MEALS = ((10, "早餐"), (15, "午餐"), (20, "晚餐"), (24, "加餐"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says of the entry to be written: ``?place=&key=&task=&task.<name>=``.

    ``place`` is the key of a place (its QR, a task's place), ``key`` the value of the book's
    ``per_field`` (a class's key, a meal), ``task`` whatever the caller names its task by, and each
    ``task.<name>`` a fact that a field with ``default = "task.<name>"`` is filled with.
    ``day`` is when it happened, where a task was missed, and ``set.<code>`` the value of a field
    without which the entry would not count for the task.
    """

    place: Place | None = None
    key: str = ""
    task: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def happened_at(self) -> datetime | None:
        """Noon of the day that is asked about, for books that do not ask for the time."""
        return timezone.make_aware(datetime.combine(self.day, time(12))) if self.day else None

    @property
    def draft(self) -> str:
        """Drafts of different places, keys and tasks are kept apart."""
        parts = (self.place.pk if self.place else "", self.key, self.task, self.day or "")
        return "-".join(str(part) for part in parts if part)


def asked_by(query: QueryDict) -> Asked:
    place = asked_number(query.get("place"))
    return Asked(
        Place.objects.filter(pk=place).first() if place else None,
        query.get("key", "")[:80],
        query.get("task", "")[:40],
        {name.removeprefix(_FACT): str(query[name]) for name in query if name.startswith(_FACT)},
        asked_day(query.get("day", "")),
        {name.removeprefix(_SET): str(query[name]) for name in query if name.startswith(_SET)},
    )


@dataclass(frozen=True, slots=True)
class Beginning:
    """Values as they are kept, what a new line of each table holds, and what does not show."""

    values: dict[str, Any]
    lines: dict[str, dict[str, Any]]
    hidden: frozenset[str]


def beginning(member: Member, book: Book, declared: Form, asked: Asked, now: datetime) -> Beginning:
    """Declared defaults, the last entry's values, the key and place of the address."""
    lookup = Lookup(member)
    context = Context(
        now=now, me=me(member), last=_last(book, declared), task=asked.facts,
        reference=lookup.reference,
    )  # fmt: skip
    values: dict[str, Any] = dict(prefill(declared, context))
    for one, raw in _told(member, book, declared, asked, now):
        try:
            values[one.code] = codec_of(one).read(one, raw, context)
        except UnreadableError:
            continue  # an old link, a place since removed: the person chooses
    lines = {
        one.code: _canonical_row(one, prefill_row(one, context))
        for one in declared.fields
        if one.type is FieldType.TABLE
    }
    hidden = frozenset(read(declared, values, context).hidden)
    return Beginning(canonical(declared, values), lines, hidden)


def _canonical_row(table: Field, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        column.code: codec_of(column).canonical(column, row[column.code])
        for column in table.columns
        if column.code in row
    }


def hidden_with(member: Member, declared: Form, values: Mapping[str, Any]) -> frozenset[str]:
    """The fields that do not show with values that are kept."""
    context = Context(now=timezone.now(), me=me(member))
    return frozenset(read(declared, revive(declared, values), context).hidden)


def _last(book: Book, declared: Form) -> dict[str, Any]:
    columns = (column for one in declared.fields for column in one.columns)
    if not any(one.default == "last" for one in (*declared.fields, *columns)):
        return {}
    row = Entry.objects.filter(book=book, is_abnormal=False).select_related("version").first()
    return {} if row is None else dict(revive(form_of(row.version), standing_of(row).values))


def _told(
    member: Member, book: Book, declared: Form, asked: Asked, now: datetime
) -> list[tuple[Field, Any]]:
    """The place of the address, then the key: the address's, else the one that is likeliest."""
    found: list[tuple[Field, Any]] = []
    if asked.place is not None:
        places = (f for f in declared.fields if f.type is FieldType.PLACE and not f.many)
        found += [(one, str(asked.place.pk)) for one in list(places)[:1]]
    found += [(one, asked.given[one.code]) for one in declared.fields if one.code in asked.given]
    moment = declared.by_code.get(book.time_field) if book.time_field else None
    if moment is not None and asked.day is not None:
        noon = "" if moment.type is FieldType.DATE else "T12:00"
        found.append((moment, f"{asked.day.isoformat()}{noon}"))
    key = declared.by_code.get(book.per_field) if book.per_field else None
    if key is None or any(one is key for one, _raw in found):
        return found
    likely = asked.key or _likely(member, book, key, now)
    return [*found, (key, likely)] if likely else found


def _likely(member: Member, book: Book, key: Field, now: datetime) -> str:
    """A meal by the clock; else what this person wrote about last time, unless it is a person."""
    if book.per_what == Book.PerWhat.MEAL:
        hour = timezone.localtime(now).hour
        meal = next((name for until, name in _MEALS if hour < until), "")
        values = {option.label: option.value for option in key.options}
        return values.get(meal, "")
    if book.per_what in {Book.PerWhat.PERSON, Book.PerWhat.BATCH}:
        return ""
    mine = Entry.objects.filter(book=book, author=member.staff)
    return mine.order_by("-pk").values_list("key", flat=True).first() or ""
