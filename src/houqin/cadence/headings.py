"""A heading that is a time and nothing else gives its cadence to the lines under it."""

from __future__ import annotations

import re
from functools import lru_cache

from houqin.cadence.compose import compose
from houqin.cadence.mention import Role
from houqin.cadence.model import Cadence
from houqin.cadence.normalise import normalise
from houqin.cadence.scan import scan

_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分[:、]?|[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)、]"
    r"|\.(?!\d))|[\"#*·\s])+(?=.)"
)
_PAIR = re.compile(r"([七八九十]|十一)、([八九十]|十[一二])月")
_PARENS = re.compile(r"\([^)]*\)")
_REST = re.compile(
    r"(?:的)?(?:主要|重点|具体|日常|后勤|总务|各项|中心|常规)*(?:工作|安排|活动|计划|要点|任务"
    r"|事项|内容|重点|行事历)*[:。、,]*"
)
_REST_END = re.compile(_REST.pattern.removesuffix("[:。、,]*") + "[:。、,]*$")


@lru_cache(maxsize=512)
def heading_cadences(heading: str) -> tuple[Cadence, ...]:
    """The cadences of a time-only heading; none for any other heading."""
    text = _PARENS.sub("", normalise(heading).text).strip("\"' ")
    pair = _PAIR.match(text)
    if not (pair and "一二三四五六七八九十十一十二".find(pair[1] + pair[2]) >= 0 and "份" in text):
        text = _NUMBERING.sub("", text)
    text = _REST_END.sub("", text) or text
    mentions = [m for m in scan(text) if m.role not in (Role.COUNT, Role.SCOPE)]
    if not mentions or (
        mentions[0].start > 0 and text[: mentions[0].start] not in ("本学期", "学期")
    ):
        return ()
    if not _REST.fullmatch(text[max(m.end for m in mentions) :]):
        return ()
    stated = compose(text, mentions)
    return tuple(dict.fromkeys(c for m in stated for c in m.cadences))
