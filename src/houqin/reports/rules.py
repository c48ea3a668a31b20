"""Pure rules of a summary: its period, its title, and which written sentences want evidence."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

MOST_PHOTOS = 24
PHOTOS_SUGGESTED = 12
MOST_TEXT = 4000
Sort = Literal["half", "month"]


@dataclass(frozen=True, slots=True)
class Period:
    """The days a summary speaks of. A half-year one counts the whole plan as it stands today."""

    sort: Sort
    first: date
    last: date

    @property
    def is_month(self) -> bool:
        return self.sort == "month"


def half_year(plan_first: date, plan_last: date, today: date) -> Period | None:
    """The plan's days up to today or its end; None before it begins."""
    if today < plan_first:
        return None
    return Period("half", plan_first, min(today, plan_last))


def month(day: date) -> Period:
    """The calendar month of ``day``."""
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return Period("month", day.replace(day=1), last)


def month_before(period: Period) -> Period:
    return month(period.first - timedelta(days=1))


def months(plan_first: date, plan_last: date, today: date) -> list[Period]:
    """Every calendar month that the plan touches and that has begun, the newest first."""
    found = []
    one = month(plan_first)
    while one.first <= min(plan_last, today):
        found.append(one)
        one = month(one.last + timedelta(days=1))
    return found[::-1]


def half_year_title(plan_title: str) -> str:
    """2026年下半年后勤工作计划 → 2026年下半年后勤工作总结."""
    return f"{plan_title.removesuffix('计划')}总结"[:120]


def month_title(plan_title: str, first: date) -> str:
    """The month and the plan's own name for the work: 2026年11月后勤工作小结."""
    stem = plan_title.removesuffix("计划")
    named = re.search(r"(?:年|半年|学期|年度)([^年期度]{2,20})$", stem)
    work = named[1].removeprefix("度") if named else stem[:40] or "后勤工作"
    return f"{first.year}年{first.month}月{work}小结"


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence somebody wrote; ``wants_proof`` when it holds a figure and names no evidence."""

    text: str
    wants_proof: bool
    has_figure: bool


_FIGURE = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十百千万两]+(?=[次项件份人条批处台张元吨度]|个百分点)|百分之|[半全]数"
)
_REF = re.compile(r"\[(\d{1,4})\]")
_SENTENCES = re.compile(r"[^。；！？\n]*[。；！？\n]?")


def judged(text: str, refs: int) -> list[Written]:
    """The sentences of a written text; ``refs`` is the highest number in the list of evidence."""
    found = []
    for piece in _SENTENCES.findall(text):
        if not piece.strip():
            continue
        known = [int(number) for number in _REF.findall(piece)]
        has_proof = any(1 <= number <= refs for number in known)
        has_figure = bool(_FIGURE.search(_REF.sub("", piece)))
        found.append(Written(piece.strip(), has_figure and not has_proof, has_figure))
    return found


def split_refs(text: str, refs: int) -> list[tuple[str, int]]:
    """The text cut at its [n]: (words, 0) and ("[n]", n) for each n that is in the list."""
    parts: list[tuple[str, int]] = []
    at = 0
    for found in _REF.finditer(text):
        number = int(found[1])
        if 1 <= number <= refs:
            parts += [(text[at : found.start()], 0), (found[0], number)]
            at = found.end()
    parts.append((text[at:], 0))
    return [(words, number) for words, number in parts if words]
