"""Each day's digest over the heads of all books: kept elsewhere, it fixes the past."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from houqin.chain import GENESIS, Head, heads_digest
from houqin.ledgers.models import ChainHead, DayHead


def seal_day(*, day: date, now: datetime) -> DayHead:
    """Write down where every chain of the institution ends; a day is sealed once."""
    known = DayHead.objects.filter(day=day).first()
    if known is not None:
        return known
    rows = ChainHead.objects.order_by("book_id")
    heads = [list(row) for row in rows.values_list("book_id", "book__code", "sequence", "digest")]
    last = DayHead.objects.order_by("-day").first()
    previous = last.digest if last else GENESIS
    sealed = DayHead(
        day=day, heads=heads, previous=previous, made_at=now,
        digest=day_digest(day, previous, heads),
    )  # fmt: skip
    try:
        with transaction.atomic():
            sealed.save(force_insert=True)
    except IntegrityError:  # another worker sealed it at the same moment
        return DayHead.objects.get(day=day)
    return sealed


def day_digest(day: date, previous: str, heads: list[list[object]]) -> str:
    """What is printed and sent out: the day, and each book's code, length and last digest."""
    named = [(f"{day}\t{code}", Head(int(str(n)), str(digest))) for _pk, code, n, digest in heads]
    return heads_digest(previous, named)


def broken_days() -> list[date]:
    """Days whose kept digest no longer fits what is kept of them, or of the day before."""
    broken, previous = [], GENESIS
    for row in DayHead.objects.order_by("day").iterator(chunk_size=200):
        if row.previous != previous or row.digest != day_digest(row.day, row.previous, row.heads):
            broken.append(row.day)
        previous = row.digest
    return broken


def kept_heads() -> dict[int, dict[int, str]]:
    """Book → length → digest, as the day heads kept them."""
    kept: dict[int, dict[int, str]] = {}
    rows = DayHead.objects.order_by("day").values_list("heads", flat=True)
    for heads in rows.iterator(chunk_size=200):
        for pk, _code, sequence, digest in heads:
            if sequence:
                kept.setdefault(pk, {})[sequence] = digest
    return kept
