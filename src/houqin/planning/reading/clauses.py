"""A line cut at its commas and stops, quotations and brackets kept whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WHOLE = re.compile(
    r"“[^“”\n]{0,80}”|‘[^‘’\n]{0,60}’|\"[^\"\n]{0,60}\"|《[^《》\n]{0,80}》|〔[^〕\n]{0,20}〕|【[^】\n]{0,40}】"
    r"|[(][^()()\n]{0,160}[)]|\[[^\]\n]{0,20}\]"
)
_STOPS = "。!?;"
_COMMAS = ","
_VERB_NEXT = re.compile("进行|开展|组织|做好|召开|签订")


@dataclass(frozen=True, slots=True)
class Clause:
    """``hard``: it begins a sentence, or a part after a semicolon; ``stop`` stood before it."""

    start: int
    end: int
    stop: str

    @property
    def hard(self) -> bool:
        return self.stop not in _COMMAS or not self.stop


def clauses(source: str, start: int, end: int) -> list[Clause]:
    kept = [found.span() for found in _WHOLE.finditer(source, start, end)]
    out: list[Clause] = []
    begin, stop, inside = start, "", 0
    place = start
    while place < end:
        while inside < len(kept) and kept[inside][1] <= place:
            inside += 1
        if inside < len(kept) and kept[inside][0] <= place:
            place = kept[inside][1]
            continue
        ch = source[place]
        joined = ch == "、" and _VERB_NEXT.match(source, place + 1)
        if ch in _STOPS or ch in _COMMAS or ch == "\n" or joined:
            _append(out, source, begin, place, stop)
            begin, stop = place + 1, "," if joined else ch
        place += 1
    _append(out, source, begin, end, stop)
    return out


def _append(out: list[Clause], source: str, begin: int, end: int, stop: str) -> None:
    while begin < end and (source[begin].isspace() or source[begin] in "—.、"):
        begin += 1
    while end > begin and (source[end - 1].isspace() or source[end - 1] == "."):
        end -= 1
    if begin < end:
        out.append(Clause(begin, end, stop))


def sentences(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences; a semicolon ends one."""
    out: list[tuple[int, int]] = []
    for clause in clauses(source, start, end):
        if clause.hard or not out:
            out.append((clause.start, clause.end))
        else:
            out[-1] = (out[-1][0], clause.end)
    return out
