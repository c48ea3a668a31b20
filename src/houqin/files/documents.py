"""What a document is, judged by its content: PDF, Word, Excel or text; macros are refused."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from houqin.files import rules
from houqin.files.rules import Refused

_OFFICE = "application/vnd.openxmlformats-officedocument."
_MACROS = re.compile(r"vbaproject|vbadata|/macrosheets/|/activex/", re.IGNORECASE)
_CONTENT_TYPES = "[Content_Types].xml"
_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class DocumentType:
    mime: str
    extension: str


PDF = DocumentType("application/pdf", "pdf")
DOCX = DocumentType(f"{_OFFICE}wordprocessingml.document", "docx")
XLSX = DocumentType(f"{_OFFICE}spreadsheetml.sheet", "xlsx")
TEXT = DocumentType("text/plain", "txt")
MARKDOWN = DocumentType("text/markdown", "md")


def examine(name: str, content: bytes) -> DocumentType:
    """The type of the document; Refused for anything that is none of the five."""
    if b"%PDF-" in content[:1024]:
        return _pdf(name, content)
    if content.startswith(b"PK\x03\x04"):
        return _office(name, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(name, rules.OLD_OFFICE)
    return _text(name, content)


def _pdf(name: str, content: bytes) -> DocumentType:
    """A whole PDF ends with where its table lies; one cut short does not."""
    if b"startxref" not in content[-2048:]:
        raise Refused(name, rules.BROKEN_DOCUMENT)
    return PDF


def _office(name: str, content: bytes) -> DocumentType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _refuse_swollen(name, members)
            names = {member.filename for member in members}
            declared = _declared_types(archive) if _CONTENT_TYPES in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError,
            struct.error, zlib.error) as error:  # fmt: skip
        raise Refused(name, rules.BROKEN_DOCUMENT) from error
    if "macroEnabled" in declared or any(_MACROS.search(f"/{member}") for member in names):
        raise Refused(name, rules.HAS_MACROS)
    if declared and "word/document.xml" in names:
        return DOCX
    if declared and "xl/workbook.xml" in names:
        return XLSX
    raise Refused(name, rules.UNKNOWN)


def _refuse_swollen(name: str, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > rules.MAX_ZIP_MEMBERS or unpacked > rules.MAX_UNPACKED_BYTES:
        raise Refused(name, rules.SWOLLEN_DOCUMENT)


def _declared_types(archive: zipfile.ZipFile) -> str:
    with archive.open(_CONTENT_TYPES) as member:
        return member.read(rules.MEGABYTE).decode("utf-8", "replace")


def _text(name: str, content: bytes) -> DocumentType:
    """Text has no binary characters. Its ending counts here, since a script is text as well."""
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else "txt"
    if extension not in {"txt", "md", "markdown"}:
        raise Refused(name, rules.UNKNOWN)
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ()
    for encoding in (*encodings, "utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return TEXT if extension == "txt" else MARKDOWN
    raise Refused(name, rules.UNKNOWN)
