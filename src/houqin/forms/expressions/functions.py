"""What the functions of the language do. Unknown values (None) are left out, or spread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from houqin.forms.moments import CHINA

MOST_PLACES = 6


def _flat(values: tuple[Any, ...]) -> list[Any]:
    """The known ones among the arguments, a column or list among them taken apart."""
    found: list[Any] = []
    for value in values:
        found.extend(value) if isinstance(value, tuple) else found.append(value)
    return [value for value in found if value is not None]


def _smallest(*values: Any) -> Any:
    return min(_flat(values), default=None)


def _largest(*values: Any) -> Any:
    return max(_flat(values), default=None)


def _sum(*values: Any) -> Decimal:
    return sum(_flat(values), Decimal())


def _count(*values: Any) -> Decimal:
    """How many are filled in; of yes and no, how many are yes."""
    return Decimal(sum(value is not False for value in _flat(values)))


def _length(value: Any) -> Decimal:
    return Decimal(len(value or ""))


def _round(value: Decimal | None, places: Decimal = Decimal()) -> Decimal | None:
    """Half up (四舍五入), as people expect of a sum."""
    if value is None or places is None:
        return None
    digits = min(max(int(places), 0), MOST_PLACES)
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _absolute(value: Decimal | None) -> Decimal | None:
    return None if value is None else abs(value)


def _day(value: date | datetime) -> date:
    return value.astimezone(CHINA).date() if isinstance(value, datetime) else value


def _days(first: date | None, last: date | None) -> Decimal | None:
    """From the first to the last; negative where the last lies before."""
    return None if first is None or last is None else Decimal((_day(last) - _day(first)).days)


def _seconds(first: Any, last: Any) -> Decimal | None:
    if first is None or last is None:
        return None
    if isinstance(first, time):
        difference = _of_day(last) - _of_day(first)
        # From 22:00 to 06:00 a night has passed.
        return Decimal(difference % 86_400)
    return Decimal(int((last - first).total_seconds()))


def _of_day(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _hours(first: Any, last: Any) -> Decimal | None:
    seconds = _seconds(first, last)
    return None if seconds is None else seconds / 3600


def _minutes(first: Any, last: Any) -> Decimal | None:
    seconds = _seconds(first, last)
    return None if seconds is None else seconds / 60


def _empty(value: Any) -> bool:
    return value is None or value in ("", ())


def _filled(value: Any) -> bool:
    return not _empty(value)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "min": _smallest,
    "max": _largest,
    "sum": _sum,
    "count": _count,
    "len": _length,
    "round": _round,
    "abs": _absolute,
    "days": _days,
    "hours": _hours,
    "minutes": _minutes,
    "empty": _empty,
    "filled": _filled,
}
