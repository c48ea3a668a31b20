"""A short title for an item, made only of the item's own words."""

from __future__ import annotations

import re

from houqin.planning.reading.clauses import clauses
from houqin.planning.reading.document import fold
from houqin.planning.reading.ledgers import without_titles
from houqin.planning.reading.promises import ACTION, LEAD, PURPOSE, RULE

MAX = 24
_FILLER = re.compile(
    r"^(?:并且?|和|及(?!时)|以及|同时|另外|此外|首先|其次|例外|还要|将继续|将|要|还|即|及时|认真|切实|进一步|积极|继续|努力|坚持|严格|大力|充分|注意|全面|扎实|着力|不断|一是|二是|三是|四是|五是|六是)+(?:[,])?(?=[\u4e00-\u9fff“《]{4})"
)
_BRACKETS = re.compile(r"[(][^()()]*[)]")


def title_of(text: str) -> str:
    # Folding is one for one, so the title can be cut out of the original afterwards.
    folded = fold(text)
    title = _shortened(folded)
    at = folded.find(title.rstrip("…"))
    return (
        text[at : at + len(title.rstrip("…"))] + title[len(title.rstrip("…")) :]
        if at >= 0
        else title
    )


def _shortened(text: str) -> str:
    chosen = _core_clause(text)
    chosen = _FILLER.sub("", _BRACKETS.sub("", chosen)).strip("。;.,:、 ") or chosen
    if len(chosen) <= MAX:
        return chosen
    head = chosen[: MAX - 1]
    cut = max(head.rfind(ch) for ch in "、,和及与并")
    if cut >= MAX // 2:
        head = head[:cut]
    return head.rstrip("的、,和及与并") + "…"


def core_of(text: str) -> str:
    """The clauses that say what is done, without what prepares or praises them."""
    parts = [text[c.start : c.end] for c in clauses(text, 0, len(text))]
    kept = [p for p in parts if not PURPOSE.match(p) and not (LEAD.match(p) and len(parts) > 1)]
    return ",".join(kept) or text


def _acts(part: str) -> bool:
    return bool(ACTION.search(without_titles(part)) or RULE.search(part))


def _core_clause(text: str) -> str:
    parts = [text[c.start : c.end] for c in clauses(text, 0, len(text))]
    acting = [p for p in parts if _acts(p) and not PURPOSE.match(p)]
    free = [p for p in parts if not LEAD.match(p)]
    usable = [p for p in acting if not LEAD.match(p)] or free or parts
    if not usable:
        return text
    before = parts.index(usable[0]) - 1
    if usable[0].startswith("进行") and before >= 0:
        return f"{parts[before]},{usable[0]}"
    return usable[0]
