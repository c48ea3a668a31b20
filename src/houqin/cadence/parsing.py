"""`parse`: the cadences a sentence states, in the order it states them."""

from __future__ import annotations

from dataclasses import replace

from houqin.cadence.compose import compose
from houqin.cadence.headings import heading_cadences
from houqin.cadence.mention import Mention, Role
from houqin.cadence.model import Cadence, Found
from houqin.cadence.normalise import Normalised, normalise
from houqin.cadence.scan import scan


def parse(text: str, heading: str | None = None) -> list[Found]:
    """Read every cadence `text` states; a time-only `heading` speaks where the text is silent."""
    normal = normalise(text)
    mentions = scan(normal.text)
    stated = compose(normal.text, mentions) if mentions else []
    if heading:
        above = heading_cadences(heading)
        if above and not stated:
            return [Found(c) for c in above]
        stated = [_in_month(m, above) for m in stated]
    return _found(normal, stated)


def _in_month(m: Mention, above: tuple[Cadence, ...]) -> Mention:
    """月底 under the heading 三月 is the end of March, not of every month."""
    if m.role != Role.MONTH_PART or len(above) != 1 or above[0].month is None:
        return m
    parts = tuple(replace(above[0], part=c.part) for c in m.cadences if c.part)
    return replace(m, cadences=parts) if parts else m


def _found(normal: Normalised, stated: list[Mention]) -> list[Found]:
    spans: dict[Cadence, list[tuple[int, int]]] = {}
    for m in stated:
        where = [normal.original(*span) for span in m.spans]
        for c in m.cadences:
            known = spans.setdefault(c, [])
            known.extend(span for span in where if span not in known)
    return [Found(c, tuple(sorted(found))) for c, found in spans.items()]
