"""Prove the photos and files of a book: what lies on disk is what its links were made with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from houqin.files.public import StoredFile, open_file
from houqin.ledgers.models import Amendment, Book, Entry

CHUNK = 500


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file of an entry that is gone or is another one now."""

    number: str
    name: str
    is_missing: bool

    def __str__(self) -> str:
        what = "文件不见了" if self.is_missing else "文件被换过"
        return f"编号 {self.number} 的“{self.name}”：{what}"


def files_in(value: Any) -> Iterator[dict[str, str]]:
    """Every reference to a stored file anywhere in an entry's values."""
    if isinstance(value, dict):
        if {"id", "sha256"} <= set(value):
            yield value
        else:
            for inner in value.values():
                yield from files_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from files_in(inner)


def verify_files(book: Book) -> Iterator[FileFault]:
    """Read every file that the book's entries and corrections name, and compare its digest."""
    entries = Entry.objects.filter(book=book).exclude(file_hashes=[])
    amended = Amendment.objects.filter(book=book).exclude(file_hashes=[])
    yield from _check(entries.values_list("number", "values"))
    yield from _check(amended.values_list("entry__number", "after"))


def _check(rows: Any) -> Iterator[FileFault]:
    chunk: list[tuple[str, dict[str, str]]] = []
    for number, values in rows.order_by("sequence").iterator(chunk_size=CHUNK):
        chunk += [(number, file) for file in files_in(values)]
        if len(chunk) >= CHUNK:
            yield from _compare(chunk)
            chunk = []
    yield from _compare(chunk)


def _compare(named: list[tuple[str, dict[str, str]]]) -> Iterator[FileFault]:
    stored = StoredFile.objects.in_bulk({int(file["id"]) for _number, file in named})
    for number, file in named:
        row = stored.get(int(file["id"]))
        digest = _digest(row) if row is not None else ""
        if digest != file["sha256"]:
            yield FileFault(number, file.get("name", ""), is_missing=not digest)


def _digest(row: StoredFile) -> str:
    """Of the bytes on disk; "" where they are gone."""
    try:
        with open_file(row) as content:
            return hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    except FileNotFoundError:
        return ""
