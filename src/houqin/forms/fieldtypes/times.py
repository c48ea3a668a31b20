"""Dates, times of day, instants."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from houqin.forms.context import Context
from houqin.forms.errors import UnreadableError
from houqin.forms.fieldtypes.codec import Cell, Codec
from houqin.forms.model import Field
from houqin.forms.moments import (
    CHINA,
    FIRST,
    LAST,
    as_instant,
    as_time,
    read_day,
    read_instant,
    read_time,
    show_instant,
    show_time,
    write_instant,
)


class DateCodec(Codec):
    def read(self, field: Field, raw: Any, context: Context) -> date | None:
        if isinstance(raw, datetime):
            raw = raw.astimezone(CHINA).date() if raw.tzinfo else raw.date()
        if isinstance(raw, date):
            if not FIRST <= raw <= LAST:
                raise UnreadableError(f"年份应在 {FIRST.year} 到 {LAST.year} 之间。")
            return raw
        if not isinstance(raw, str):
            raise UnreadableError("请写成日期，如 2026-09-01。")
        return read_day(raw) if raw.strip() else None

    def plain(self, field: Field, value: Any) -> str:
        return str(value.isoformat())

    def revive(self, field: Field, data: Any) -> date:
        return date.fromisoformat(data)

    def cell(self, field: Field, value: Any) -> Cell:
        day: date = value
        return day


class TimeCodec(Codec):
    def read(self, field: Field, raw: Any, context: Context) -> time | None:
        if isinstance(raw, datetime):
            raw = raw.astimezone(CHINA).time() if raw.tzinfo else raw.time()
        if isinstance(raw, time):
            return as_time(raw)
        if not isinstance(raw, str):
            raise UnreadableError("请写成时刻，如 07:30。")
        return read_time(raw) if raw.strip() else None

    def plain(self, field: Field, value: Any) -> str:
        return show_time(value)

    def revive(self, field: Field, data: Any) -> time:
        return time.fromisoformat(data)

    def cell(self, field: Field, value: Any) -> Cell:
        moment: time = value
        return moment


class InstantCodec(Codec):
    """UTC inside and in JSON, Chinese time for people and spreadsheets."""

    def read(self, field: Field, raw: Any, context: Context) -> datetime | None:
        if isinstance(raw, datetime):
            return as_instant(raw)
        if isinstance(raw, date):  # midnight, as some readers of spreadsheets give it
            return as_instant(datetime.combine(raw, time(), CHINA))
        if not isinstance(raw, str):
            raise UnreadableError("请写成日期和时间，如 2026-09-01 07:30。")
        return read_instant(raw) if raw.strip() else None

    def plain(self, field: Field, value: Any) -> str:
        return show_instant(value)

    def canonical(self, field: Field, value: Any) -> str:
        return write_instant(value)

    def revive(self, field: Field, data: Any) -> datetime:
        return datetime.fromisoformat(data)

    def cell(self, field: Field, value: Any) -> Cell:
        here: datetime = value.astimezone(CHINA)
        return here.replace(tzinfo=None)
