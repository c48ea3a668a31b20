"""Lateness, numbering and keys: formulas without tables or clock."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

AHEAD_AT_MOST = timedelta(minutes=10)
OFFLINE_AT_MOST = timedelta(hours=72)
BATCH_AT_MOST = 200
LONGEST_CODE, LONGEST_NUMBER = 40, 60
_PLACES = re.compile(r"\{(year|month|day|book|n)(?::(\d))?\}")


def believed(made_at: datetime | None, now: datetime) -> datetime:
    """The phone's time of what was done without a network, for 72 hours; else the server's."""
    if made_at is None or made_at > now or now - made_at > OFFLINE_AT_MOST:
        return now
    return made_at


def days_late(happened_on: date, made_on: date) -> int:
    """Days between what happened and its being written down; 0 within the same day."""
    return max((made_on - happened_on).days, 0)


def number_problem(pattern: str) -> str:
    """Why a numbering pattern cannot be used, or ""."""
    if not any(match[1] == "n" for match in _PLACES.finditer(pattern)):
        return "编号规则里要有流水号 {n}，例如 {year}-{n:4}。"
    if set("{}") & set(_PLACES.sub("", pattern)):
        return "编号规则里只能用 {year} {month} {day} {book} {n}，例如 {year}-{n:4}。"
    if len(_filled(pattern, date.max, "-" * LONGEST_CODE, 999_999)) > LONGEST_NUMBER:
        return "这样编出来的号太长，请把固定的字写短一点。"  # cut short, two would be alike
    return ""


def period_of(pattern: str, day: date, book: str) -> str:
    """What the number starts anew with: the pattern filled in but for the running number."""
    return _filled(pattern, day, book, None)[:40]


def numbered(pattern: str, day: date, book: str, number: int) -> str:
    return _filled(pattern, day, book, number)[:LONGEST_NUMBER]


def _filled(pattern: str, day: date, book: str, number: int | None) -> str:
    known = {"year": f"{day.year}", "month": f"{day.month:02}", "day": f"{day.day:02}"}

    def fill(match: re.Match[str]) -> str:
        name, width = match.groups()
        if name == "n":
            return "#" if number is None else str(number).zfill(int(width or 1))
        return book if name == "book" else known[name]

    return _PLACES.sub(fill, pattern)


def running_number(pattern: str, book: str, text: str, day: date) -> tuple[int, bool] | None:
    """The running number in ``text`` and whether its period is that of ``day``.

    None where the book would never give such a number itself, or gave it in a period that is past;
    ValueError for a period that is yet to come: the book will give that number one day.
    """
    found = re.fullmatch(_as_expression(pattern, book), text)
    if found is None:
        return None
    given = {name: int(value) for name, value in found.groupdict().items()}
    number = given.pop("n")
    today = {"year": day.year, "month": day.month, "day": day.day}
    names = [name for name in today if name in given]
    then, now = [given[name] for name in names], [today[name] for name in names]
    if then > now:
        raise ValueError(text)
    return (number, True) if then == now else None


def _as_expression(pattern: str, book: str) -> str:
    parts, at, seen = [], 0, set[str]()
    for match in _PLACES.finditer(pattern):
        parts.append(re.escape(pattern[at : match.start()]))
        name, at = match[1], match.end()
        if name == "book":
            parts.append(re.escape(book))
        elif name in seen:
            parts.append(r"\d{1,9}")
        else:
            width = r"\d{1,9}" if name == "n" else r"\d{4}" if name == "year" else r"\d{2}"
            parts.append(f"(?P<{name}>{width})")
            seen.add(name)
    return "".join([*parts, re.escape(pattern[at:])])
