"""Which combinations of parts mean something: the one place that says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from houqin.cadence import vocabulary as m

if TYPE_CHECKING:
    from collections.abc import Iterable

    from houqin.cadence.model import Cadence

_DATE = re.compile(r"(?:([12]\d{3})-)?(\d\d)-(\d\d)")
_BYDAY = re.compile(r"(-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)")


def problem(c: Cadence) -> str | None:
    """Say in Chinese why the parts do not go together, or None when they do."""
    kinds = [
        kind
        for kind in ("freq", "date", "month", "year", "at", "vague")
        if getattr(c, kind) is not None
    ]
    if len(kinds) != 1:
        return "一个时程只能说一件事：周期、日期、月份、年份段、学期节点、模糊频次五选一。"
    return _CHECKS[kinds[0]](c) or _strays(c, kinds[0])


def _strays(c: Cadence, kind: str) -> str | None:
    allowed = _ALLOWED[kind]
    for name, empty in _EMPTY:
        if name not in allowed and getattr(c, name) != empty:
            return f"时程里“{name.upper()}”不能和“{kind.upper()}”放在一起，请去掉其中一个。"
    return None


def _freq(c: Cadence) -> str | None:
    if not (1 <= c.interval <= m.MAX_COUNT and 1 <= c.times <= m.MAX_COUNT):
        return f"时程的间隔和次数要在 1 到 {m.MAX_COUNT} 之间。"
    if c.bymonth and (c.freq == "TERMLY" or not _ascending(c.bymonth, range(1, 13))):
        return "时程的月份要在 1 到 12 之间、由小到大，且不能和“每学期”连用。"
    return _days(c) or _part(c)


def _days(c: Cadence) -> str | None:
    monthly = c.freq == "MONTHLY" or (c.freq == "YEARLY" and len(c.bymonth) == 1)
    if c.bymonthday:
        order = [m.monthday_key(day) for day in c.bymonthday]
        last = c.freq == "MONTHLY"  # a named month's last day has a number
        longest = m.DAYS_IN_MONTH[c.bymonth[0] - 1] if c.bymonth and not last else 31
        known = all(1 <= day <= longest or (last and day == -1) for day in c.bymonthday)
        if not monthly or not known or order != sorted(set(order)) or c.byday:
            return "几号只能跟在“每月”或“每年某月”后面，取 1 到 31 或 -1（最后一天）。"
    if c.byday:
        matches = [_BYDAY.fullmatch(day) for day in c.byday]
        if not all(matches) or list(c.byday) != sorted(set(c.byday), key=m.byday_key):
            return "星期要写成 MO 到 SU，可带第几个，由前到后。"
        ordinals = {bool(found and found[1]) for found in matches}
        if ordinals != {monthly} or not (monthly or c.freq == "WEEKLY"):
            return "“每周”后面写星期几，“每月”后面写第几个星期几。"
    return None


def _part(c: Cadence) -> str | None:
    if c.part and (c.freq not in ("MONTHLY", "YEARLY", "TERMLY") or c.byday or c.bymonthday):
        return "初、中、末只能跟在每月、每年、每学期后面，且不能再写几号或星期几。"
    if c.part and c.freq == "YEARLY" and len(c.bymonth) > 1:
        return "每年几个月份的上中下旬要分开写，一个月份一条时程。"
    return None


def _date(c: Cadence) -> str | None:
    found = _DATE.fullmatch(c.date or "")
    if not found or not 1 <= int(found[2]) <= 12:
        return "日期要写成 MM-DD 或 YYYY-MM-DD。"
    year, month, day = int(found[1] or 2000), int(found[2]), int(found[3])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 28 if month == 2 and not leap else m.DAYS_IN_MONTH[month - 1]
    return None if 1 <= day <= last else "这个月没有这一天，请改正日期。"


def _month(c: Cadence) -> str | None:
    return None if c.month in range(1, 13) else "月份要在 1 到 12 之间。"


def _at(c: Cadence) -> str | None:
    if c.week is not None and not 1 <= c.week <= m.MAX_COUNT:
        return f"第几周要在 1 到 {m.MAX_COUNT} 之间。"
    if c.week is not None and c.side == "AFTER":
        return "写了第几周就不用再写“之后”。"
    return None


def _fine(c: Cadence) -> str | None:
    return None


def _ascending(values: Iterable[int], allowed: range) -> bool:
    seen = list(values)
    return seen == sorted(set(seen)) and all(v in allowed for v in seen)


_CHECKS = {
    "freq": _freq,
    "date": _date,
    "month": _month,
    "year": _fine,
    "at": _at,
    "vague": _fine,
}
_ALLOWED = {
    "freq": {"interval", "bymonth", "bymonthday", "byday", "times", "part"},
    "date": set(),
    "month": {"part"},
    "year": set(),
    "at": {"week", "side"},
    "vague": set(),
}
_EMPTY = (
    ("interval", 1),
    ("bymonth", ()),
    ("bymonthday", ()),
    ("byday", ()),
    ("times", 1),
    ("part", None),
    ("week", None),
    ("side", None),
)
