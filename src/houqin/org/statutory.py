"""Statutory holidays and make-up workdays, as far as the installed table knows. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}
ONE = timedelta(days=1)


def _holidays() -> Mapping[date, Any]:
    from chinese_calendar.constants import holidays  # long tables, which the start needs not

    return cast(Mapping[date, Any], holidays)


def _workdays() -> Mapping[date, Any]:
    from chinese_calendar.constants import workdays

    return cast(Mapping[date, Any], workdays)


def known_until() -> date:
    """The last day of the last year that has been announced and is in the table."""
    return date(max(_holidays()).year, 12, 31)


def known_from() -> date:
    return date(min(_holidays()).year, 1, 1)


def _named(english: object) -> str:
    return _NAMES.get(str(english), "法定节假日")


def holidays(first: date, last: date) -> dict[date, str]:
    """Days off by the state's notice, in order, with the festival's name."""
    return {d: _named(name) for d, name in sorted(_holidays().items()) if first <= d <= last}


def workdays(first: date, last: date) -> dict[date, str]:
    """Weekend days worked to make up for a festival (调休上班)."""
    return {d: _named(name) for d, name in sorted(_workdays().items()) if first <= d <= last}


@dataclass(frozen=True, slots=True)
class Festival:
    """A run of days off under one name, with the weekends worked for it."""

    name: str
    first: date
    last: date
    makeup: tuple[date, ...]


def festivals(first: date, last: date) -> list[Festival]:
    """The festivals that touch these days, each as one run."""
    makeup = workdays(first - timedelta(days=20), last + timedelta(days=20))
    return [
        Festival(
            name, run[0], run[-1],
            tuple(d for d, n in makeup.items() if n == name and abs((d - run[0]).days) <= 20),
        )
        for name, run in _runs(holidays(first, last))
    ]  # fmt: skip


def _runs(days: dict[date, str]) -> Iterator[tuple[str, list[date]]]:
    run: list[date] = []
    name = ""
    for day, festival in days.items():
        if run and (festival != name or day - run[-1] > ONE):
            yield name, run
            run = []
        name = festival
        run.append(day)
    if run:
        yield name, run
