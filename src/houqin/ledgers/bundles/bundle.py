"""The bundle: chosen books, or every book of the institution, with all that proves them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from houqin import __version__
from houqin.chain.bundle import DAYS, FORMAT, MANIFEST
from houqin.ledgers.bundles.archive import Archive, safe
from houqin.ledgers.bundles.books import BookPart, Told, write_book
from houqin.ledgers.bundles.index import INDEX, README, index, readme
from houqin.ledgers.bundles.leaving import write_rooms
from houqin.ledgers.models import Book, DayHead
from houqin.ledgers.paper.sheets import About
from houqin.org.member import Member


def make_bundle(
    path: Path, title: str, books: Sequence[Book], about: About, *, base: str, tell: Told,
    leaver: Member | None = None, site: str = "",
) -> None:  # fmt: skip
    """Write the zip; memory stays flat however long the books are. Who leaves takes all rooms."""
    with Archive(path) as archive:
        parts = [
            write_book(archive, book, f"{at:03} {safe(book.title)}", about, base, tell)
            for at, book in enumerate(books, 1)
        ]
        tables = write_rooms(archive, leaver, site, tell) if leaver else []
        _days(archive)
        archive.put(INDEX, index(title, about, parts, tables))
        archive.put(README, readme(title, about, is_leaving=bool(leaver)))
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
