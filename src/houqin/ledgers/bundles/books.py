"""One book in a zip: Excel, PDF, photos, the forms and the chain."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from houqin.chain import Head
from houqin.chain.bundle import CHAIN, FORMS, PHOTOS
from houqin.files.public import StoredFile, open_file
from houqin.ledgers.bundles.archive import Archive, safe
from houqin.ledgers.bundles.excel import workbook
from houqin.ledgers.models import Amendment, Book, BookVersion, Entry
from houqin.ledgers.paper import printing
from houqin.ledgers.paper.fonts import NoChineseFont
from houqin.ledgers.paper.printing import book_pdf, of_period, volumes
from houqin.ledgers.paper.sheets import About
from houqin.ledgers.services.pages import head_of
from houqin.ledgers.services.proving_files import files_in
from houqin.ledgers.services.proving_links import links

CHUNK = 500
ORIGINS = "原片摘要.csv"
Told = Callable[[int, str], None]  # how much more is done, and what is being made


@dataclass(slots=True)
class BookPart:
    """What was put in of a book, for the index and the manifest."""

    book: Book
    folder: str
    head: Head
    entries: int = 0
    photos: int = 0
    pdfs: list[str] = field(default_factory=list)
    excel: str = ""
    only: str = ""  # which of its entries, where not all of the period
    lost: list[str] = field(default_factory=list)  # photos that the disk no longer has

    def in_manifest(self) -> dict[str, Any]:
        return {
            "id": self.book.pk,
            "code": self.book.code,
            "title": self.book.title,
            "folder": self.folder,
            "length": self.head.sequence,
            "head": self.head.digest,
            "entries": self.entries,
        }


def write_book(
    archive: Archive, book: Book, folder: str, about: About, base: str, tell: Told
) -> BookPart:
    """The whole book: with a line less nothing could be proved."""
    part = BookPart(book, folder, head_of(book))
    tell(0, book.title)
    _chain(archive, part, tell)
    _forms(archive, part)
    entries = Entry.objects.filter(book=book, sequence__lte=part.head.sequence)
    excel(archive, part, entries)
    pdfs(archive, part, entries.order_by("sequence"), about, base, tell)
    photos(archive, part, entries, Amendment.objects.filter(book=book))
    return part


def _chain(archive: Archive, part: BookPart, tell: Told) -> None:
    forms = {version.pk: version for version in BookVersion.objects.filter(book=part.book)}
    with archive.writing(f"{part.folder}/{CHAIN}") as write:
        for count, one in enumerate(links(part.book, forms, part.head.sequence), 1):
            content = "null" if one.content is None else one.content.decode() or "{}"
            write(
                f'{{"sequence":{one.sequence},"previous":"{one.previous}",'
                f'"digest":"{one.digest}","content":{content}}}\n'.encode()
            )
            if count % 1_000 == 0:
                tell(1_000, part.book.title)
        tell(part.head.sequence % 1_000, part.book.title)


def _forms(archive: Archive, part: BookPart) -> None:
    rows = BookVersion.objects.filter(book=part.book).order_by("number")
    kept = [{"number": row.number, "digest": row.digest, "form": row.form} for row in rows]
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    archive.put(f"{part.folder}/{FORMS}", text.encode())


def excel(archive: Archive, part: BookPart, entries: Any) -> None:
    """Every field of every entry as it stands, with the digests."""
    file, part.entries = workbook(part.book, entries)
    part.excel = f"{part.folder}/{safe(part.book.title)}.xlsx"
    with file:
        archive.copy(part.excel, file)


def pdfs(
    archive: Archive, part: BookPart, entries: Any, about: About, base: str, tell: Told
) -> None:
    """By volumes; none where the machine has no Chinese font."""
    count = 0
    for count, rows in enumerate(volumes(entries), 1):
        tell(0, f"{part.book.title} PDF 第 {count} 册")
        is_one = count == 1 and len(rows) < printing.A_VOLUME
        of_volume = About(
            about.institution, about.printed_by, about.now, about.first, about.last,
            "" if is_one else f"第 {count} 册",
        )  # fmt: skip
        try:
            made = book_pdf(part.book, rows, of_volume, base=base)
        except NoChineseFont:
            return
        name = f"{part.folder}/{safe(part.book.title)}{'' if is_one else f'-第{count}册'}.pdf"
        archive.put(name, made)
        part.pdfs.append(name)


def photos(archive: Archive, part: BookPart, entries: Any, amended: Any) -> None:
    """Every photo and file that the rows name, once, by its digest."""
    seen: dict[str, str] = {}
    for chunk in _chunks(entries.exclude(file_hashes=[]), "number", "values"):
        _put_files(archive, part, chunk, seen)
    for chunk in _chunks(amended.exclude(file_hashes=[]), "entry__number", "after"):
        _put_files(archive, part, chunk, seen)
    lines = [f"{digest},{before}\r\n" for digest, before in seen.items() if before]
    if lines:
        told = "".join(["照片摘要,手机上原片的摘要\r\n", *lines])
        archive.put(f"{part.folder}/{ORIGINS}", told.encode("utf-8-sig"))


def _chunks(rows: Any, number: str, values: str) -> Iterator[list[tuple[str, dict[str, str]]]]:
    chunk: list[tuple[str, dict[str, str]]] = []
    found = rows.order_by("sequence").values_list(number, values)
    for named, value in found.iterator(chunk_size=CHUNK):
        chunk += [(named, file) for file in files_in(value)]
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _put_files(
    archive: Archive, part: BookPart, named: list[tuple[str, dict[str, str]]], seen: dict[str, str]
) -> None:
    stored = StoredFile.objects.in_bulk({int(file["id"]) for _number, file in named})
    for number, file in named:
        row = stored.get(int(file["id"]))
        if file["sha256"] in seen:
            continue
        seen[file["sha256"]] = row.phone_sha256 if row else ""
        try:
            if row is None:
                raise FileNotFoundError
            suffix = PurePosixPath(row.path).suffix
            name = f"{part.folder}/{PHOTOS}/{safe(number, 40)}-{file['sha256']}{suffix}"
            with open_file(row) as content:
                archive.copy(name, content)
            part.photos += 1
        except FileNotFoundError:
            part.lost.append(f"编号 {number} 的“{file.get('name', '')}”")


__all__ = ["BookPart", "Told", "excel", "of_period", "pdfs", "photos", "write_book"]
