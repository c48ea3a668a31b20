"""Contents that are gone must be accounted for by a purge of the same book that names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from houqin.chain import records_digest
from houqin.ledgers.models import Book, Purge, Tombstone

CHUNK = 2_000


def unaccounted(book: Book) -> Iterator[str]:
    """A sentence for each run of missing contents that no purge, or another one, speaks of."""
    purges = {one.pk: one for one in Purge.objects.filter(book=book).order_by("sequence")}
    seen: set[int] = set()
    stones = Tombstone.objects.filter(book=book)
    for purge_id in stones.order_by().values_list("purge_id", flat=True).distinct():
        seen.add(purge_id)
        named = stones.filter(purge=purge_id).order_by("sequence")
        pairs = list(named.values_list("sequence", "digest"))
        act = purges.get(purge_id)
        if act is None or act.links_digest != records_digest(pairs):
            first, last = pairs[0][0], pairs[-1][0]
            yield f"第 {first} 至 {last} 条：内容没有了，却没有相符的销毁记录"
    for pk, act in purges.items():
        if pk not in seen:
            yield f"第 {act.sequence} 条：销毁记录说销毁了 {act.links} 条，却找不到留下的摘要"


def ranges_of(sequences: Iterable[int]) -> list[list[int]]:
    """[[first, last], …] of ascending numbers."""
    found: list[list[int]] = []
    for number in sequences:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found
