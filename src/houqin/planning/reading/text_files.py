"""Plain text and Markdown, in whichever encoding a Chinese office PC saved them."""

from __future__ import annotations

import codecs
import re

from houqin.planning.reading.document import Document, Line, Progress, tidy
from houqin.planning.reading.errors import UnreadablePlan
from houqin.planning.reading.tables import table_lines

_MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s*(\S.*?)\s*#*$")
_MARKDOWN_ROW = re.compile(r"^\|.*\|$")
_MARKDOWN_RULE = re.compile(r"^\|?[\s:|-]*-{2,}[\s:|-]*\|?$")
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|__(?=\S)([^_]+?)(?<=\S)__|`([^`]+)`")


def read_text(name: str, content: bytes, progress: Progress) -> Document:
    text = decode(name, content)
    lines = tuple(tidy(text.splitlines()))
    progress(1, 1)
    if name.lower().endswith((".md", ".markdown")):
        return Document(name, tuple(_markdown(lines)))
    return Document(name, tuple(Line(line) for line in lines))


def decode(name: str, content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content[:4000]:
        # Without a mark, the halves that are zero (ASCII, line ends) tell the byte order.
        even, odd = content[:4000:2].count(0), content[1:4000:2].count(0)
        encodings = ["utf-16-be", "utf-16-le"] if even > odd else ["utf-16-le", "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_prose(text):
            return text
    raise UnreadablePlan(
        f"《{name}》不是能识别的文本，请上传 Word（.docx）、Excel（.xlsx）、"
        "PDF 或文本文件（.txt）。"
    )


def _is_prose(text: str) -> bool:
    """Binary junk decodes as GB18030 surprisingly often; control characters give it away."""
    sample = text[:5000]
    odd = sum(1 for ch in sample if (ord(ch) < 32 and ch not in "\t\n\r\f\v") or ch == "\ufffd")
    private = sum(1 for ch in sample if "\ue000" <= ch <= "\uf8ff")
    return odd + private <= len(sample) // 100


def _markdown(lines: tuple[str, ...]) -> list[Line]:
    out: list[Line] = []
    rows: list[list[str]] = []
    for line in (*lines, ""):
        if _MARKDOWN_ROW.match(line):
            if not _MARKDOWN_RULE.match(line):
                rows.append([_plain(cell).strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            out += table_lines(rows)
            rows = []
        if not line or _MARKDOWN_RULE.match(line):
            continue
        heading = _MARKDOWN_HEADING.match(line)
        if heading:
            out.append(Line(_plain(heading[2]), len(heading[1])))
        else:
            out.append(Line(_plain(line.removeprefix("> "))))
    return [line for line in out if line.text]


def _plain(text: str) -> str:
    return _EMPHASIS.sub(lambda m: m[1] or m[2] or m[3], text).strip()
