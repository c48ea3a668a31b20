"""Entries as planning looks at them: which key, on what day, where, what they say."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from houqin.forms import revive
from houqin.ledgers.models import Amendment, Entry
from houqin.ledgers.services.reading import form_of
from houqin.planning.fulfilment import Record


def record_of(entry: Entry, place: str = "") -> Record:
    """As it was written. ``place`` is the path of its place, for who asks by place."""
    day = timezone.localdate(entry.happened_at)
    return Record(entry.pk, entry.key, day, place, entry.values)


def record_after(entry: Entry, amendment: Amendment, place: str = "") -> Record | None:
    """As it stands after this amendment; None once it is struck."""
    if amendment.is_strike:
        return None
    values: dict[str, Any] = amendment.after or {}
    book = entry.book
    key = _key(values.get(book.per_field)) if book.per_field else entry.key
    return Record(entry.pk, key, _day(entry, values), place, values)


def _key(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("id", ""))[:80]
    return "" if value is None else str(value)[:80]


def _day(entry: Entry, values: dict[str, Any]) -> date:
    """The entry's own moment, unless the correction moved the field it was taken from."""
    written = timezone.localdate(entry.happened_at)
    name = entry.book.time_field
    if not name or values.get(name) == entry.values.get(name):
        return written
    moved = revive(form_of(entry.version), {name: values.get(name)}).get(name)
    if isinstance(moved, datetime):
        return timezone.localdate(moved)
    return moved if isinstance(moved, date) else written
