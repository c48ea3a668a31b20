"""The place that somebody's own words name."""

from __future__ import annotations

from django.db.models import F, Value

from houqin.org.models import Place


def place_in(words: str) -> Place | None:
    """“二号楼东楼梯扶手松了” → 二号楼 东楼梯. None where the words name none, or two alike."""
    said = Value("".join(words.split()))
    named = list(Place.objects.alias(said=said).filter(said__contains=F("name")).defer("search"))
    # the more of what stands above it is said as well, the surer
    scored = [(sum(len(one.name) for one in named if _is_within(row, one)), row) for row in named]
    best = max((score for score, _row in scored), default=0)
    found = [row for score, row in scored if score == best]
    return found[0] if len(found) == 1 else None


def _is_within(row: Place, above: Place) -> bool:
    return f"{row.path}/".startswith(f"{above.path}/")
