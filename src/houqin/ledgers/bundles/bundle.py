"""The bundle: chosen books, or every book of the institution, with all that proves them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from houqin import __version__
from houqin.chain.bundle import DAYS, FORMAT, MANIFEST
from houqin.ledgers.bundles.archive import Archive, safe
from houqin.ledgers.bundles.books import BookPart, Told, write_book
from houqin.ledgers.bundles.index import INDEX, README, index, readme
from houqin.ledgers.models import Book, DayHead
from houqin.ledgers.paper.sheets import About

# Rooms above add their part to what an institution takes away: files that they write themselves.
MorePart = Callable[[Archive, About], None]
_more: dict[str, MorePart] = {}


def on_leaving(room: str, write: MorePart) -> None:
    """Call ``write(archive, about)`` when an institution takes all away; from ready()."""
    _more[room] = write


def make_bundle(
    path: Path, title: str, books: Sequence[Book], about: About, *, base: str, tell: Told,
    is_leaving: bool = False,
) -> None:  # fmt: skip
    """Write the zip; memory stays flat however long the books are."""
    with Archive(path) as archive:
        parts = [
            write_book(archive, book, f"{at:03} {safe(book.title)}", about, base, tell)
            for at, book in enumerate(books, 1)
        ]
        if is_leaving:
            for room, write in _more.items():
                tell(0, room)
                write(archive, about)
        _days(archive)
        archive.put(INDEX, index(title, about, parts))
        archive.put(README, readme(title, about))
        archive.put(MANIFEST, _manifest(archive, parts, about))


def _days(archive: Archive) -> None:
    with archive.writing(DAYS) as write:
        for row in DayHead.objects.order_by("day").iterator(chunk_size=50):
            line = {
                "day": f"{row.day}", "previous": row.previous, "digest": row.digest,
                "heads": row.heads,
            }  # fmt: skip
            write(f"{json.dumps(line, ensure_ascii=False)}\n".encode())


def _manifest(archive: Archive, parts: Sequence[BookPart], about: About) -> bytes:
    listed = {
        "format": FORMAT,
        "program": f"houqin {__version__}",
        "institution": about.institution,
        "made": about.now.isoformat(timespec="seconds"),
        "by": about.printed_by,
        "books": [part.in_manifest() for part in parts],
        "files": archive.digests,
    }
    return json.dumps(listed, ensure_ascii=False, indent=1).encode()
