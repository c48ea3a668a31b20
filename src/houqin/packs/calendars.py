"""A pack moved to the calendar of a given day: the same people and plan, in that day's term.

The dates are examples, by the rules most education authorities follow; the clerk corrects them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from houqin.packs.checks import check_pack
from houqin.packs.model import Break, Pack, SamplePlan, Span, Term

_DAY = timedelta(days=1)
_HALF_YEAR = 6
# The first day of the lunar year, around which the winter break lies.
_SPRING_FESTIVALS = (
    date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6), date(2028, 1, 26),
    date(2029, 2, 13), date(2030, 2, 3), date(2031, 1, 23), date(2032, 2, 11), date(2033, 1, 31),
    date(2034, 2, 19), date(2035, 2, 8), date(2036, 1, 28), date(2037, 2, 15), date(2038, 2, 4),
    date(2039, 1, 24), date(2040, 2, 12),
)  # fmt: skip
_MONTH = r"^(?P<heading>#+ *)(?P<han>十[一二]|[一二三四五六七八九十])月$|(?P<digits>\d{1,2})月"
_HAN = ("", *"一二三四五六七八九十", "十一", "十二")


def for_day(pack: Pack, day: date) -> Pack:
    """The pack as it would have been written for the term of ``day``; in a break the last one."""
    terms = _around(day, in_halves=not pack.breaks)
    written, running = written_for(pack), terms[1]
    moved = replace(
        pack,
        terms=terms[:3],
        breaks=_breaks(terms) if pack.breaks else (),
        plan=_plan(pack.plan, written, running),
        groups=tuple(replace(g, code=_code(g.code, written, running)) for g in pack.groups),
        students=tuple(
            replace(
                s,
                group=_code(s.group, written, running),
                number=_code(s.number, written, running),
            )
            for s in pack.students
        ),
    )
    check_pack(moved)
    return moved


def calendar_of(pack: Pack, day: date) -> tuple[tuple[Term, ...], tuple[Break, ...]]:
    """Terms and breaks around ``day`` alone, for an institution that starts with nothing else."""
    terms = _around(day, in_halves=not pack.breaks)
    return terms[:3], _breaks(terms) if pack.breaks else ()


def written_for(pack: Pack) -> Term:
    """The term that the sample plan's title names."""
    title = pack.plan.title
    return next(term for term in pack.terms if term.year in title and term.name in title)


def _around(day: date, *, in_halves: bool) -> tuple[Term, Term, Term, Term]:
    """The term before, the running or last one, and the next two."""
    years = range(day.year - 2, day.year + 3)
    pairs = ((_halves(y) if in_halves else (_spring(y), _autumn(y))) for y in years)
    terms = [term for pair in pairs for term in pair]
    at = max(n for n, term in enumerate(terms) if term.days.first <= day)
    before, running, after, last = terms[at - 1 : at + 3]
    return before, running, after, last


def _halves(year: int) -> tuple[Term, Term]:
    name = f"{year}年"
    return (
        Term(name, "上半年", Span(date(year, 1, 1), date(year, 6, 30))),
        Term(name, "下半年", Span(date(year, 7, 1), date(year, 12, 31))),
    )


def _autumn(year: int) -> Term:
    """From the Monday of 1 September's week to a good two weeks before the Spring Festival."""
    first = _monday(date(year, 9, 1))
    last = _sunday_by(_festival(year + 1) - 13 * _DAY)
    return _term(f"{year}—{year + 1}学年", "第一学期", first, last)


def _spring(year: int) -> Term:
    """From the Monday about two weeks after the Spring Festival to the first days of July."""
    first = _monday(_festival(year) + 19 * _DAY)
    return _term(f"{year - 1}—{year}学年", "第二学期", first, _sunday_by(date(year, 7, 5)))


def _term(year: str, name: str, first: date, last: date) -> Term:
    return Term(
        year,
        name,
        Span(first, last),
        midterm=Span(first + 63 * _DAY, first + 69 * _DAY),
        final=Span(last - 13 * _DAY, last - 7 * _DAY),
    )


def _festival(year: int) -> date:
    known = {day.year: day for day in _SPRING_FESTIVALS}
    return known.get(year, date(year, 2, 5))


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _sunday_by(day: date) -> date:
    return day - (day.weekday() + 1) % 7 * _DAY


def _breaks(terms: tuple[Term, ...]) -> tuple[Break, ...]:
    """What lies between a term and the next."""
    found = []
    for term, following in pairwise(terms):
        days = Span(term.days.last + _DAY, following.days.first - _DAY)
        sort, word = ("winter", "寒假") if term.name == "第一学期" else ("summer", "暑假")
        found.append(Break(sort, f"{days.first.year}年{word}", days))
    return tuple(found)


def _code(code: str, written: Term, running: Term) -> str:
    """Classes and pupils are numbered by the school year they belong to."""
    year = written.year[:4]
    return running.year[:4] + code[4:] if code.startswith(year) else code


def _plan(plan: SamplePlan, written: Term, running: Term) -> SamplePlan:
    """The plan under the running term's name; in the other half of the year with its months."""
    words = {written.year: running.year, written.name: running.name}
    is_other = written.name != running.name
    if is_other:
        words |= dict(plan.swaps)
    keys = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pattern = re.compile(rf"(?P<word>{keys})|{_MONTH}", re.MULTILINE)

    def moved(found: re.Match[str]) -> str:
        if found["word"]:
            return words[found["word"]]
        return _other_month(found) if is_other else found[0]

    # In one pass: what was put in is not moved again.
    title, text = pattern.sub(moved, plan.title), pattern.sub(moved, plan.text)
    return replace(plan, title=title, text=text)


def _other_month(found: re.Match[str]) -> str:
    if found["han"]:
        return f"{found['heading']}{_HAN[_opposite(_HAN.index(found['han']))]}月"
    return f"{_opposite(int(found['digits']))}月"


def _opposite(month: int) -> int:
    return month - _HALF_YEAR if month > _HALF_YEAR else month + _HALF_YEAR
