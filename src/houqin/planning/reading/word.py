"""Word documents: headings, automatic numbers written out, tables where they stand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from houqin.planning.reading.document import Document, Line, Progress, tidy
from houqin.planning.reading.errors import UnreadablePlan
from houqin.planning.reading.tables import table_lines
from houqin.planning.reading.word_numbering import Numbering

_STEP = 200  # paragraphs between two progress reports
_HEADING_STYLE = re.compile(r"^(?:heading|标题)\s*(\d)$", re.IGNORECASE)


def read_word(name: str, content: bytes, progress: Progress) -> Document:
    try:
        document = docx.Document(io.BytesIO(content))
        return Document(name, tuple(_lines(document, progress)))
    except UnreadablePlan:
        raise
    except Exception:  # python-docx lets lxml, zip and key errors through for damaged files
        raise UnreadablePlan(
            f"《{name}》已损坏打不开，请用 Word 或 WPS 打开后另存为 .docx 再上传。"
        ) from None


def _lines(document: WordDocument, progress: Progress) -> Iterator[Line]:
    numbering = Numbering(document)
    levels = _heading_levels(document)
    blocks = list(document.iter_inner_content())
    for done, block in enumerate(blocks, 1):
        if isinstance(block, Table):
            yield from table_lines(_rows(block, numbering))
        else:
            yield from _paragraph(block, numbering, levels)
        if done % _STEP == 0 or done == len(blocks):
            progress(done, len(blocks))


def _paragraph(block: Paragraph, numbering: Numbering, levels: dict[str, int]) -> Iterator[Line]:
    text = _text(block._p)
    if not text.strip():
        return
    level = levels.get(_style_id(block), 0)
    lines = list(tidy((numbering.label(block._p) + text.lstrip()).splitlines()))
    for line in lines:
        yield Line(line, level if len(lines) == 1 else 0)


def _text(element: Any) -> str:
    """The visible text: insertions kept, deletions dropped, soft breaks as line ends."""
    out: list[str] = []
    for node in element.iter():
        if node.tag == qn("w:t"):
            out.append(node.text or "")
        elif node.tag in {qn("w:br"), qn("w:cr")}:
            out.append("\n")
        elif node.tag == qn("w:tab") and node.getparent().tag == qn("w:r"):
            out.append(" ")
        elif node.tag == qn("w:noBreakHyphen"):
            out.append("-")
    return "".join(out)


def _rows(table: Table, numbering: Numbering) -> list[list[str]]:
    rows = []
    for row in table._tbl.tr_lst:
        cells = []
        for cell in row.tc_lst:
            parts = [numbering.label(p) + _text(p).strip() for p in cell.iter(qn("w:p"))]
            text = "\n".join(part for part in parts if part)
            # A cell merged downwards is empty below its first row, one merged across repeats.
            cells += [text] * max(1, cell.grid_span)
        rows.append(cells)
    return rows


def _style_id(block: Paragraph) -> str:
    properties = block._p.pPr
    style = properties.pStyle if properties is not None else None
    return str(style.val) if style is not None else ""


def _heading_levels(document: WordDocument) -> dict[str, int]:
    levels = {}
    for style in document.styles:
        found = _HEADING_STYLE.match(style.name or "")
        if found:
            levels[style.style_id] = int(found[1])
    return levels
