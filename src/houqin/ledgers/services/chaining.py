"""Add links to a book's chain under its lock, so that many writers leave no gap and no fork."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from houqin import chain
from houqin.core.prepared import Prepared
from houqin.ledgers.models import ChainedRow, ChainHead

_HEAD: Prepared[ChainHead] = Prepared(
    lambda book: ChainHead.objects.select_for_update().filter(book_id=book)
)
_MOVE = (
    "UPDATE ledgers_chainhead SET sequence = %s, digest = %s, period = %s, number = %s"
    " WHERE id = %s"
)


def locked_head(book_id: int) -> ChainHead:
    """The end of the chain, held until the transaction ends; later writers wait here."""
    head = _HEAD.one(book=book_id)
    if head is None:
        raise ChainHead.DoesNotExist
    return head


def join(head: ChainHead, rows: Sequence[ChainedRow]) -> None:
    """Give unsaved rows their places behind ``head`` and move it on; the caller saves them."""
    for row in rows:
        row.book_id = head.book_id
        made = chain.link(head.head, chain.canonical(row.content()))
        row.sequence, row.previous, row.digest = made.sequence, made.previous, made.digest
        head.sequence, head.digest = made.sequence, made.digest


def move(head: ChainHead) -> None:
    """Write down where the chain ends now."""
    with connection.cursor() as cursor:  # said once for every entry: Django compiles it each time
        cursor.execute(_MOVE, [head.sequence, head.digest, head.period, head.number, head.pk])
