"""Two names of one work: neighbours become one mention, and what only repeats is dropped."""

from __future__ import annotations

import re
from dataclasses import replace

from houqin.cadence.gaps import counts_for_previous, names_work, same_clause, touches
from houqin.cadence.mention import FREQUENT, ONCE, STATING, Mention, Role
from houqin.cadence.model import Cadence
from houqin.cadence.vocabulary import Anchor

# 晨检记录, 月考核结果: what daily or monthly work leaves behind.
_NAME_OF_PAPER = re.compile("记录|登记|台账|档案|数据|结果|报表|情况|[本表册]")


def merge_neighbours(text: str, mentions: list[Mention]) -> list[Mention]:
    """国庆放假前, 9月开学第一周: two names of one moment, side by side."""
    out: list[Mention] = []
    for m in mentions:
        before = out[-1] if out else None
        if before and before.role in ONCE and touches(text, before, m):
            if m.role in ONCE:
                out[-1] = _same_moment(before, m)
                continue
            if m.role in (Role.WEEKDAY, Role.MONTH_PART):
                continue
        out.append(m)
    return out


def _same_moment(first: Mention, second: Mention) -> Mention:
    chosen = second
    if first.role == Role.DATE or (first.role == Role.MONTH and second.role == Role.YEAR):
        chosen = first
    elif first.role == second.role == Role.ANCHOR:
        chosen = _same_anchor(first, second)
    chosen.spans = tuple(sorted(first.spans + second.spans))
    chosen.start, chosen.end = first.start, second.end
    return chosen


def _same_anchor(first: Mention, second: Mention) -> Mention:
    if {c.at for c in second.cadences} == {Anchor.BREAK} and any(
        "BREAK" in str(c.at) for c in first.cadences
    ):
        tail = second.cadences[0]
        first.cadences = tuple(replace(c, week=tail.week, side=tail.side) for c in first.cadences)
        return first
    bare = all(c.side is None and c.week is None for c in second.cadences)
    told = any(c.side or c.week for c in first.cadences)
    return first if bare and told else second


def drop_named_work(text: str, mentions: list[Mention]) -> list[Mention]:
    """每周二进行开学大扫除, 每月5日填写月报表: after a clear time, a bare one names the work."""
    out: list[Mention] = []
    for m in mentions:
        before = out[-1] if out else None
        if before is None or not _only_names(text, before, m):
            out.append(m)
    return out


def _only_names(text: str, before: Mention, m: Mention) -> bool:
    if before.role not in FREQUENT | ONCE:
        return False
    if m.role == Role.FREQ:
        return _names_report(text, before, m)
    if m.role == Role.DATE and same_clause(text, before.end, m.start):
        return _same_day(before.cadences[0], m)
    bare = m.role == Role.YEAR or (m.role == Role.ANCHOR and not m.precise)
    return bare and names_work(text, before.end, m.start)


def _same_day(first: Cadence, m: Mention) -> bool:
    """每年6月5日开展|环境日宣传: the festival of that very day."""
    said = {f"{month:02}-{day:02}" for month in first.bymonth for day in first.bymonthday}
    return bool(said) and all(c.date in said for c in m.cadences)


def _names_report(text: str, before: Mention, m: Mention) -> bool:
    """每年10月进行|年检: the same period again, folded into the name of the work."""
    first, second = before.cadences[0], m.cadences[0]
    if _NAME_OF_PAPER.match(text, m.end) and text[m.start] in "日周月季年晨午晚":
        return same_clause(text, before.end, m.start)
    if text[m.start] not in "日周月季年" or first.freq != second.freq or len(m.cadences) > 1:
        return False
    gap = text[before.end : m.start]
    plain = (first.interval, first.times) == (second.interval, 1) or first.interval == 1
    joined = not gap or gap[-1] in "、和及与并或"
    return plain and not joined and same_clause(text, before.end, m.start)


def drop_vague(text: str, mentions: list[Mention]) -> list[Mention]:
    """每学期不定期抽查: a vague word beside a cadence of the same work says nothing more."""
    clear = [m for m in mentions if m.role in STATING and m.role != Role.VAGUE]
    if not clear:
        return mentions
    return [
        m
        for m in mentions
        if m.role != Role.VAGUE or not any(_same_work(text, m, o) for o in clear)
    ]


def _same_work(text: str, vague: Mention, other: Mention) -> bool:
    low, high = min(vague.end, other.end), max(vague.start, other.start)
    if same_clause(text, low, high):
        return True
    return vague.end <= other.start and counts_for_previous(text, vague.end, other.start, other.end)
