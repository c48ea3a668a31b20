"""From mentions to cadences: one work, one cadence.

Each step is a small function over the list of mentions; the order of `_STEPS` is the grammar:
take back what is past or replaced, let a period swallow what refines it, count, nest, merge
neighbours, and drop vague words beside a clear one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from houqin.cadence.gaps import (
    clause_end,
    clause_start,
    follows,
    is_join,
    is_light,
    is_named_after,
    is_span,
    nests,
    opens_clause,
    same_clause,
)
from houqin.cadence.mention import FREQUENT, ONCE, STATING, Mention, Role, cadence
from houqin.cadence.merging import drop_named_work, drop_vague, merge_neighbours
from houqin.cadence.model import Cadence
from houqin.cadence.timing import apply_counts, apply_day_parts, times_of_scope
from houqin.cadence.vocabulary import Anchor, Freq, Part

Mentions = list[Mention]
_RANK = {freq: rank for rank, freq in enumerate(Freq)}
_RANK[Freq.TERMLY], _RANK[Freq.YEARLY] = _RANK[Freq.YEARLY], _RANK[Freq.TERMLY]
_ONE_ACT = re.compile("[一-鿿]{1,6}、")
_TERM_PART = {
    Anchor.TERM_START: Part.EARLY,
    Anchor.MIDTERM: Part.MID,
    Anchor.FINAL: Part.LATE,
    Anchor.TERM_END: Part.LATE,
}


def compose(text: str, mentions: Mentions) -> Mentions:
    """Reduce the mentions of one sentence to those that state a cadence of their own."""
    for step in _STEPS:
        if not mentions:
            break
        mentions = step(text, mentions)
    return [m for m in mentions if m.role in STATING]


def _past(text: str, mentions: Mentions) -> Mentions:
    """上学期每周检查: a report."""
    past = [m for m in mentions if m.role == Role.PAST]
    if not past:
        return mentions
    return [
        m
        for m in mentions
        if m.role != Role.PAST
        and not any(p.end <= m.start and same_clause(text, p.end, m.start) for p in past)
    ]


def _replaced(text: str, mentions: Mentions) -> Mentions:
    """由每季度一次改为每月一次: only what it becomes."""
    for change in [m for m in mentions if m.role == Role.CHANGE]:
        begin = clause_start(text, change.start)
        old = [m for m in mentions if begin <= m.start < change.start and m.role in STATING]
        end = clause_end(text, change.end)
        new = [m for m in mentions if change.end <= m.start < end]
        if not new:
            continue
        mentions = [m for m in mentions if not (begin <= m.start < change.start)]
        if old and new[0].role == Role.COUNT:
            kept = replace(old[-1], cadences=tuple(_bare(c) for c in old[-1].cadences))
            mentions = sorted([*mentions, kept], key=lambda m: m.start)
    return [m for m in mentions if m.role != Role.CHANGE]


def _bare(c: Cadence) -> Cadence:
    return replace(c, times=1) if c.freq else c


def _every(text: str, mentions: Mentions) -> Mentions:
    """每学期期初、期末; 每年3月; 每年暑假: a period and the part of it that is named."""
    out: Mentions = []
    index = 0
    while index < len(mentions):
        head = mentions[index]
        group = _named_parts(text, mentions, index) if _is_broad(head) else []
        if not group:
            out.append(head)
            index += 1
            continue
        for part in group:
            part.cadences = _under(head.cadences[0], part)
            part.role = Role.FREQ if part.cadences[0].freq else part.role
        group[0].spans = head.spans + group[0].spans
        group[0].start = head.start
        out.extend(group)
        index += 1 + len(group) + sum(m.role == Role.COUNT for m in _between(mentions, head, group))
    return out


def _between(mentions: Mentions, head: Mention, group: Mentions) -> Mentions:
    inside = range(mentions.index(head) + 1, mentions.index(group[-1]))
    return [mentions[i] for i in inside if mentions[i] not in group]


def _is_broad(m: Mention) -> bool:
    if m.role != Role.FREQ or len(m.cadences) != 1:
        return False
    c = m.cadences[0]
    broad = c.freq == Freq.YEARLY or (c.freq == Freq.TERMLY and c.interval == 1)
    return broad and not (c.part or c.bymonth)


def _named_parts(text: str, mentions: Mentions, index: int) -> Mentions:
    head, rest = mentions[index], mentions[index + 1 :]
    while rest and rest[0].role == Role.COUNT:
        rest = rest[1:]
    if not rest or rest[0].role not in ONCE:
        return []
    if not follows(text, head.end, rest[0].start):
        return []
    group = [rest[0]]
    for m in rest[1:]:
        if m.role not in ONCE or not is_join(text, group[-1].end, m.start):
            break
        group.append(m)
    return group


def _under(head: Cadence, part: Mention) -> tuple[Cadence, ...]:
    if part.role == Role.ANCHOR:
        return tuple(_term_part(head, part, c) for c in part.cadences)
    if head.freq == Freq.TERMLY:
        return part.cadences
    if part.role == Role.YEAR:
        return tuple(replace(head, part=c.year) for c in part.cadences)
    if part.role == Role.DATE:
        return _yearly_dates(head, part.cadences)
    if part.days:
        return (replace(head, bymonth=(part.cadences[0].month or 1,), byday=part.days),)
    plain = tuple(sorted({c.month for c in part.cadences if c.part is None and c.month}))
    times = 1 if head.times == len(plain) else head.times  # 一年两次,安排在4月和10月
    made = [replace(head, bymonth=plain, times=times)] if plain else []
    parts = [c for c in part.cadences if c.part and c.month]
    made += [replace(head, bymonth=(c.month,), part=c.part) for c in parts if c.month]
    return tuple(made)


def _term_part(head: Cadence, part: Mention, c: Cadence) -> Cadence:
    ending = c.at == Anchor.TERM_END and c.week is None and c.side != "AFTER"
    if head.freq == Freq.TERMLY and c.at in _TERM_PART and (ending or not part.precise):
        return cadence(freq=Freq.TERMLY, part=_TERM_PART[c.at])
    return c


def _yearly_dates(head: Cadence, dates: tuple[Cadence, ...]) -> tuple[Cadence, ...]:
    by_month: dict[int, set[int]] = {}
    for c in dates:
        month, day = (c.date or "")[-5:].split("-")
        by_month.setdefault(int(month), set()).add(int(day))
    return tuple(
        replace(head, bymonth=(month,), bymonthday=tuple(sorted(days)))
        for month, days in by_month.items()
    )


def _parts_going_on(text: str, mentions: Mentions) -> Mentions:
    """每学期期初检查、|期中抽查: the named parts go on, each with its own work."""
    head: Mention | None = None
    for m in mentions:
        if head and m.role == Role.ANCHOR and _ONE_ACT.fullmatch(text, head.end, m.start):
            made = _under(head.cadences[0], m)
            if all(c.freq for c in made):
                m.cadences, m.role = made, Role.FREQ
        c = m.cadences[0] if m.cadences else None
        head = m if c and c.freq == Freq.TERMLY and c.part else None
    return mentions


def _refined(text: str, mentions: Mentions) -> Mentions:
    """每周在周二进行; 每月于15日发放: a day named beside its period refines it."""
    out: Mentions = []
    for m in mentions:
        head = next((o for o in reversed(out) if o.role in STATING), None)
        if head is not None and _refines(text, head, m):
            head.cadences = tuple(replace(c, times=head.cadences[0].times) for c in m.cadences)
            head.spans += m.spans
            head.end = max(head.end, m.end)
        elif m.role != Role.MONTH_DAY or (head is not None and _another_day(text, head, m)):
            m.role = Role.MONTH_PART if m.role == Role.MONTH_DAY else m.role
            out.append(m)
    return out


def _refines(text: str, head: Mention, m: Mention) -> bool:
    wanted = {Role.WEEKDAY: "WEEKLY", Role.MONTH_DAY: "MONTHLY", Role.MONTH_PART: "MONTHLY"}
    if head.role != Role.FREQ or wanted.get(m.role) != head.cadences[0].freq:
        return False
    c = head.cadences[0]
    if c.interval > 2 or c.byday or c.bymonthday or c.part or len(head.cadences) > 1:
        return False
    if c.interval == 2:
        return is_light(text, head.end, m.start) and m.role == Role.WEEKDAY and _keep(head, m)
    return is_named_after(text, head.end, m.start, m.end)


def _another_day(text: str, head: Mention, m: Mention) -> bool:
    """每月15日抄表,|20日前报账: the next clause opens with a day of the same month."""
    c = head.cadences[0]
    monthly = c.freq == Freq.MONTHLY and c.interval == 1 and bool(c.bymonthday or c.part)
    return monthly and opens_clause(text, head.end, m.start) and not is_span(text, m.end)


def _keep(head: Mention, m: Mention) -> bool:
    m.cadences = tuple(replace(c, interval=head.cadences[0].interval) for c in m.cadences)
    return True


def _scoped(text: str, mentions: Mentions) -> Mentions:
    """本学期开展两次: a count over the plan's span is a frequency."""
    out: Mentions = []
    for index, m in enumerate(mentions):
        if m.role != Role.SCOPE:
            out.append(m)
            continue
        times = times_of_scope(text, m, mentions[index + 1 :])
        if times:
            m.role = Role.FREQ
            m.cadences = (replace(m.cadences[0], times=times),)
            out.append(m)
    return out


def _months(text: str, mentions: Mentions) -> Mentions:
    """6—9月每周: named months limit a frequency; 9月起每月: a start date does not."""
    out: Mentions = []
    pending: Mention | None = None
    for m in mentions:
        before = out[-1] if out else None
        if before and before.role in ONCE and m.role in FREQUENT and nests(text, before, m):
            pending = out.pop()
            _limit(pending, m)
        elif pending and m.role in FREQUENT and same_clause(text, pending.end, m.start):
            _limit(pending, m)
        elif m.role == Role.VAGUE and before and before.role in ONCE and nests(text, before, m):
            continue
        out.append(m)
    return [m for m in out if not _only_start(m, out)]


def _limit(month: Mention, m: Mention) -> None:
    if month.role != Role.MONTH or month.starting:
        return
    named = tuple(sorted({c.month for c in month.cadences if c.month}))
    if all(c.freq not in (Freq.TERMLY, Freq.YEARLY) and not c.bymonth for c in m.cadences):
        m.cadences = tuple(replace(c, bymonth=named) for c in m.cadences)
        m.spans = month.spans + m.spans


def _only_start(m: Mention, mentions: Mentions) -> bool:
    return m.starting and any(o.role in FREQUENT for o in mentions)


def _nested(text: str, mentions: Mentions) -> Mentions:
    """每天每两小时: of two nested frequencies the finer stays."""
    out: Mentions = []
    for m in mentions:
        before = out[-1] if out else None
        if before and before.role in FREQUENT and m.role in FREQUENT and nests(text, before, m):
            out[-1] = _finer(before, m)
        else:
            out.append(m)
    return out


def _finer(first: Mention, second: Mention) -> Mention:
    one, two = first.cadences[0], second.cadences[0]
    if one.freq is None or two.freq is None:
        return second
    daily = {one.freq, two.freq} == {Freq.DAILY, Freq.WEEKLY}
    if daily and (one.byday or two.byday):
        chosen = first if one.byday else second
    elif one.freq == two.freq:
        chosen = first if len(str(one)) > len(str(two)) else second
    else:
        chosen = first if _RANK[one.freq] < _RANK[two.freq] else second
    other = second if chosen is first else first
    months = other.cadences[0].bymonth
    if months and not chosen.cadences[0].bymonth and chosen.cadences[0].freq != Freq.TERMLY:
        chosen.cadences = tuple(replace(c, bymonth=months) for c in chosen.cadences)
    chosen.spans = tuple(sorted(first.spans + second.spans))
    chosen.start, chosen.end = first.start, second.end
    chosen.role = Role.FREQ
    return chosen


_STEPS = (
    _past,
    _replaced,
    merge_neighbours,
    _every,
    _parts_going_on,
    _scoped,
    _refined,
    _months,
    apply_day_parts,
    apply_counts,
    _nested,
    drop_named_work,
    drop_vague,
)
