"""Days, times and instants as people here write them; pure, told the time, never asking for it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from houqin.forms.errors import UnreadableError

CHINA = ZoneInfo("Asia/Shanghai")
# What an entry can be about. Outside, a time zone or a printed form would break.
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)

_ANY_DAY = date(2000, 1, 1)
# Longer is none of these; cut, so that no pattern labours over it.
LONGEST = 60

_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})"
)
_TIME = re.compile(
    r"(\d{1,2})\s*[:：时点]\s*(\d{1,2})?\s*分?(?:\s*[:：]?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?"
)
_INSTANT = re.compile(r"(?P<day>\S+?日?)[T\s]\s*(?P<time>[^+Z]+?)\s*(?P<zone>Z|[+-]\d\d:?\d\d)?")


def read_day(text: str) -> date:
    found = _DAY.fullmatch(text.strip()[:LONGEST])
    if not found:
        raise UnreadableError("请写成日期，如 2026-09-01。")
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        value = date(year, month, day)
    except ValueError as error:
        raise UnreadableError(f"没有“{text}”这一天，请改正。") from error
    if not FIRST <= value <= LAST:
        raise UnreadableError(f"年份应在 {FIRST.year} 到 {LAST.year} 之间。")
    return value


def read_time(text: str) -> time:
    found = _TIME.fullmatch(text.strip()[:LONGEST])
    if not found:
        raise UnreadableError("请写成时刻，如 07:30。")
    hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return time(hour, minute, second)
    except ValueError as error:
        raise UnreadableError(f"没有“{text}”这个时刻，请改正。") from error


def read_instant(text: str) -> datetime:
    """In UTC; what names no zone is meant as Chinese time."""
    found = _INSTANT.fullmatch(text.strip()[:LONGEST])
    if not found:
        raise UnreadableError("请写成日期和时间，如 2026-09-01 07:30。")
    naive = datetime.combine(read_day(found["day"]), read_time(found["time"]))
    zone = found["zone"]
    if not zone:
        return naive.replace(tzinfo=CHINA).astimezone(UTC)
    if zone == "Z":
        return naive.replace(tzinfo=UTC)
    return datetime.fromisoformat(f"{naive.isoformat()}{zone}").astimezone(UTC)


def as_instant(value: datetime) -> datetime:
    """Whole seconds in UTC; a naive one is Chinese time, as spreadsheets have it."""
    if not FIRST <= value.date() <= LAST:
        raise UnreadableError(f"年份应在 {FIRST.year} 到 {LAST.year} 之间。")
    aware = value if value.tzinfo else _rounded(value).replace(tzinfo=CHINA)
    return aware.astimezone(UTC).replace(microsecond=0)


def as_time(value: time) -> time:
    """Whole seconds; a spreadsheet's 07:29:59.9999 is 07:30."""
    rounded = _rounded(datetime.combine(_ANY_DAY, value.replace(tzinfo=None, fold=0)))
    # Not into the next day.
    return (rounded if rounded.day == _ANY_DAY.day else rounded - timedelta(seconds=1)).time()


def _rounded(value: datetime) -> datetime:
    """A spreadsheet keeps instants as fractions of days, a little off the second."""
    return (value + timedelta(microseconds=500_000)).replace(microsecond=0)


def write_instant(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def show_instant(value: datetime) -> str:
    """Chinese time; seconds only where there are some."""
    here = value.astimezone(CHINA)
    return here.strftime("%Y-%m-%d %H:%M:%S" if here.second else "%Y-%m-%d %H:%M")


def show_time(value: time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")
