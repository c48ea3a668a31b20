"""Links and heads of a chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One record of a chain as it was kept: its place, the digest before it, and its own.

    ``content`` is None where the record was destroyed on purpose and only its digest stays: it
    still joins its neighbours, and whoever destroyed it must account for it elsewhere.
    """

    sequence: int
    previous: str
    digest: str
    content: bytes | None

    @property
    def is_proper(self) -> bool:
        """The digest belongs to this content at this place after that predecessor."""
        return fits(self, self.sequence)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: the number of links and the last digest; 0 and GENESIS when empty."""

    sequence: int = 0
    digest: str = GENESIS


def sha256_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def digest_of(previous: str, sequence: int, content: bytes) -> str:
    """The link's digest; "" (which no link carries) where ``previous`` is no digest at all."""
    try:
        before = bytes.fromhex(previous)
        place = sequence.to_bytes(8, "big")
    except (ValueError, OverflowError):
        return ""
    return sha256_of(before + place + content)


def fits(one: Link, sequence: int) -> bool:
    """The link would be proper under this number; of a destroyed record nobody can say more."""
    if one.content is None:
        return True
    return digest_of(one.previous, sequence, one.content) == one.digest


def records_digest(records: Iterable[tuple[int, str]]) -> str:
    """One digest over some links of a chain (number and digest), in their order: what a printed
    page shows, what a purge removed."""
    total = sha256()
    for sequence, digest in records:
        total.update(f"{sequence}\t{digest}\n".encode())
    return total.hexdigest()


def link(head: Head, content: bytes) -> Link:
    """The next link after ``head``."""
    sequence = head.sequence + 1
    return Link(sequence, head.digest, digest_of(head.digest, sequence, content), content)


def heads_digest(previous: str, heads: Iterable[tuple[str, Head]]) -> str:
    """One digest over the heads of many chains, in the order of their names.

    ``previous`` is yesterday's: the days are a chain too.
    """
    total = sha256(bytes.fromhex(previous))
    for name, head in sorted(heads, key=lambda pair: pair[0]):
        total.update(f"{name}\t{head.sequence}\t{head.digest}\n".encode())
    return total.hexdigest()
