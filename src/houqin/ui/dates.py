"""Days and moments in words (DESIGN_LANGUAGE §7). Told the time; reads no clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = "一二三四五六日"
NEAR = {-1: "昨天", 0: "今天", 1: "明天"}
# Within half a year the year is obvious: 1月24日 in a November plan is the coming one.
OBVIOUS = timedelta(days=200)


_ZONE = ZoneInfo("Asia/Shanghai")  # where the program works; asking for it costs more than using it


def _local(value: datetime) -> datetime:
    if value.tzinfo is None or value.tzinfo is _ZONE:
        return value
    return value.astimezone(_ZONE)


def local_day(value: date | datetime) -> date:
    """The business day; an aware instant is first brought to Asia/Shanghai."""
    if isinstance(value, datetime):
        return _local(value).date()
    return value


def weekday(value: date | datetime) -> str:
    return f"周{WEEKDAYS[local_day(value).weekday()]}"


def plain_day(value: date | datetime, now: datetime) -> str:
    d = local_day(value)
    year = "" if abs(d - local_day(now)) <= OBVIOUS else f"{d.year}年"
    return f"{year}{d.month}月{d.day}日"


def long_day(value: date | datetime, now: datetime) -> str:
    return f"{plain_day(value, now)} 星期{WEEKDAYS[local_day(value).weekday()]}"


def short_day(value: date | datetime, now: datetime) -> str:
    d = local_day(value)
    year = "" if abs(d - local_day(now)) <= OBVIOUS else f"{d.year}/"
    return f"{year}{d.month}/{d.day}"


def clock(value: datetime) -> str:
    local = _local(value)
    return f"{local.hour}:{local.minute:02}"


def moment(value: datetime, now: datetime) -> str:
    apart = (local_day(value) - local_day(now)).days
    return f"{NEAR.get(apart) or plain_day(value, now)} {clock(value)}"


def day_range(first: date | datetime, last: date | datetime, now: datetime) -> str:
    a, b = local_day(first), local_day(last)
    if a == b:
        return plain_day(a, now)
    end = f"{b.day}日" if (a.year, a.month) == (b.year, b.month) else plain_day(b, now)
    return f"{plain_day(a, now)}—{end}"
