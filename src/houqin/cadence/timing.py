"""Counting: how many times in each period."""

from __future__ import annotations

import re
from dataclasses import replace

from houqin.cadence.gaps import clause_end, same_clause
from houqin.cadence.mention import STATING, Mention, Role, cadence
from houqin.cadence.numerals import NUM, number
from houqin.cadence.vocabulary import Freq

_EACH = re.compile(
    r"[^,。;]{0,14}?(?:各|分别)[^,。;]{0,10}[次遍趟]|[^,。;]{0,3}[两三二23]次|[^,。;]{0,4}(?:两"
    r"|三)[检查巡]"
)
_TIMES_EACH = re.compile(rf"(?:各|分别)[^,。;]{{0,6}}?({NUM})[次遍回]")
_PIECES = re.compile(r"早上|早晨|清晨|上午|中午|午间|午后|下午|傍晚|晚上|晚间|夜间")
_CLOCKS = re.compile(r"\d{1,2}:\d{2}(?!-)|\d{1,2}[时点](?![\d至到-])")
_MOMENTS = re.compile(r"[一-鿿]{2}[前后](?=[、和及与]|各|分别)")
_ONCE = re.compile(r"[一1][次遍趟]")
_CLAUSE_COUNT = re.compile(
    r"[^,。;]*[,:(](?:次数|频次|一般|原则上|全年|全学期|共|分|上下午|时间|每年|确保|保证|做到"
    r"|且)?(?:不得?少于|至少|不低于|共|各|最少|不少)?"
)
_FREQUENT = (Role.FREQ, Role.WEEKDAY)


def apply_day_parts(text: str, mentions: list[Mention]) -> list[Mention]:
    """每天早中晚, 早晚各一次: parts of a day named together are counted."""
    out: list[Mention] = []
    for m in mentions:
        if m.role != Role.DAY_PARTS:
            out.append(m)
            continue
        head = next((o for o in reversed(out) if o.role in _FREQUENT), None)
        counted = _EACH.match(text, m.end)
        if head is not None and _takes(text, head, m):
            times = m.count * _times_each(text, m.end)
            head.cadences = tuple(replace(c, times=times) for c in head.cadences)
            head.spans += m.spans
        elif counted and not (head and same_clause(text, head.end, m.start)):
            m.role, m.tight = Role.FREQ, True
            out.append(m)
    return [_listed(text, m) for m in out]


def _times_each(text: str, position: int) -> int:
    """早晚各两次: each of the named parts is done twice."""
    found = _TIMES_EACH.match(text, position)
    return max(number(found[1]), 1) if found else 1


def _takes(text: str, head: Mention, m: Mention) -> bool:
    c = head.cadences[0]
    daily = c.freq == Freq.DAILY or bool(c.byday and c.freq == Freq.WEEKLY)
    if not daily or c.times != 1:
        return False
    gap = text[head.end : m.start]
    if same_clause(text, head.end, m.start):
        return True
    tail = gap.rpartition(",")[2]
    return (
        len(gap) < 30 and gap.count(",") == 1 and len(tail) <= 3 and bool(_EACH.match(text, m.end))
    )


def _listed(text: str, m: Mention) -> Mention:
    """每天8:00、15:00各测温一次; 早上入园时、下午离园后各一次: count the parts of the day."""
    c = m.cadences[0] if m.cadences else None
    if m.role != Role.FREQ or c is None or c.freq != Freq.DAILY or c.times != 1 or c.interval != 1:
        return m
    clause = text[m.end : clause_end_of_day(text, m.end)]
    named = max(len(set(found.findall(clause))) for found in (_PIECES, _CLOCKS, _MOMENTS))
    if named > 1 and (re.search("各|分别", clause) or len(_ONCE.findall(clause)) == named):
        m.cadences = (replace(c, times=named),)
    return m


def clause_end_of_day(text: str, position: int) -> int:
    """The end of the clause, reading the colon of a clock time as part of it."""
    found = re.compile(r"[,;。!?\n]|(?<!\d):").search(text, position)
    return found.start() if found else len(text)


def apply_counts(text: str, mentions: list[Mention]) -> list[Mention]:
    """每周…两次: the first count after a frequency, before the next time."""
    head: Mention | None = None
    for m in mentions:
        if m.role == Role.COUNT:
            if head is not None and _counts(text, head, m):
                _set_times(head, m, each="各" in text[head.end : m.start])
            head = None if head and not m.tight else head
        elif m.role in _FREQUENT:
            head = m
        elif m.role in STATING and m.role != Role.VAGUE:
            head = None
    return [m for m in mentions if m.role != Role.COUNT]


def _set_times(head: Mention, m: Mention, *, each: bool) -> None:
    c = head.cadences[0]
    if m.count == 1 or c.times != 1 or head.tight:
        return
    months = len(c.bymonth) if c.freq == Freq.YEARLY else 0
    named = (len(c.byday), len(c.bymonthday), months, len(head.cadences))
    if m.count in named and not each:
        return
    head.cadences = tuple(replace(c, times=m.count) for c in head.cadences)
    head.spans += m.spans


def _counts(text: str, head: Mention, m: Mention) -> bool:
    gap = text[head.end : m.start]
    if m.tight:
        return len(gap) <= 2 and same_clause(text, head.end, m.start)
    if same_clause(text, head.end, m.start):
        return "每" not in gap
    return len(gap) < 40 and bool(_CLAUSE_COUNT.fullmatch(gap))


def times_of_scope(text: str, scope: Mention, rest: list[Mention]) -> int:
    """How often within 本学期 or 全年; 0 when no count belongs to it."""
    for m in rest:
        if m.role in STATING and m.role not in (Role.VAGUE,):
            return 0
        if m.role == Role.COUNT:
            near = same_clause(text, scope.end, m.start)
            commas = text.count(",", scope.end, m.start)
            stops = re.search("[。;]", text[scope.end : m.start])
            if near or (commas == 1 and m.count > 1 and not stops):
                return m.count
            return 0
    return 0


__all__ = ["apply_counts", "apply_day_parts", "cadence", "clause_end", "times_of_scope"]
