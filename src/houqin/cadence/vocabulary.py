"""The words of the language: periods, parts, anchors, and the bounds of its numbers."""

from __future__ import annotations

from enum import StrEnum


class Freq(StrEnum):
    """The period of recurring work; TERMLY is every school term."""

    HOURLY = "HOURLY"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"
    TERMLY = "TERMLY"


class Part(StrEnum):
    """Which third of a period."""

    EARLY = "EARLY"
    MID = "MID"
    LATE = "LATE"


class Anchor(StrEnum):
    """A named moment or season of the institution's own calendar."""

    TERM_START = "TERM_START"
    MIDTERM = "MIDTERM"
    FINAL = "FINAL"
    TERM_END = "TERM_END"
    BREAK = "BREAK"
    SUMMER_BREAK = "SUMMER_BREAK"
    WINTER_BREAK = "WINTER_BREAK"
    SPRING = "SPRING"
    SUMMER = "SUMMER"
    AUTUMN = "AUTUMN"
    WINTER = "WINTER"
    RAINS = "RAINS"
    EXAM = "EXAM"


class Side(StrEnum):
    """Before or after an anchor."""

    BEFORE = "BEFORE"
    AFTER = "AFTER"


class Vague(StrEnum):
    """Frequent, but not how often."""

    OFTEN = "OFTEN"
    REGULAR = "REGULAR"
    IRREGULAR = "IRREGULAR"


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = WEEKDAYS[:5]
WEEKEND = WEEKDAYS[5:]
MAX_COUNT = 99
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def byday_key(day: str) -> tuple[int, int]:
    """Sort key of one BYDAY value: by ordinal (last ones last), then MO…SU."""
    ordinal = int(day[:-2] or 0)
    return (ordinal if ordinal >= 0 else 100 + ordinal, WEEKDAYS.index(day[-2:]))


def monthday_key(day: int) -> int:
    """Sort key of one BYMONTHDAY value: the last day of the month comes last."""
    return day if day > 0 else 100 + day
