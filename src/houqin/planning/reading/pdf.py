"""PDF with a text layer: pages joined, wrapped lines rejoined, page furniture dropped."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from houqin.planning.reading.document import Document, Line, Progress, fold, tidy
from houqin.planning.reading.errors import UnreadablePlan
from houqin.planning.reading.markers import starts_with_mark
from houqin.planning.reading.time_headings import is_time_heading

_PAGE_NUMBER = re.compile(
    r"^[-—–\s·]*(?:第?\s*\d{1,4}\s*页?)?(?:\s*[/,]?\s*共?\s*\d{1,4}\s*页?)?[-—–\s·]*$"
)
_FINAL = tuple("。!?;:”』」")
# Quotation marks come from another font, and the layer may give them after the words they hold.
_STRAY = re.compile(r"[ ][“”‘’]|[“‘][ ]")
_SCAN_LIMIT = 12  # characters a page: below it the page is a picture


def read_pdf(name: str, content: bytes, progress: Progress) -> Document:
    try:
        with pdfium.PdfDocument(content) as book:
            pages = []
            for index in range(len(book)):
                pages.append(_page_lines(book, index))
                progress(index + 1, len(book))
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            message = f"《{name}》设有打开密码，请取消密码后再上传，或复制文字粘贴进来。"
        else:
            message = f"《{name}》已损坏打不开，请重新导出 PDF，或上传原来的 Word 文档（.docx）。"
        raise UnreadablePlan(message) from None
    if sum(len(line) for page in pages for line in page) < _SCAN_LIMIT * len(pages):
        raise UnreadablePlan(
            f"《{name}》是扫描件，里面没有文字，请上传原来的 Word 文档（.docx），"
            "或用 WPS“PDF 转 Word”识别文字后再上传。"
        )
    return Document(name, tuple(Line(text) for text in _joined(_without_furniture(pages))))


def _page_lines(book: pdfium.PdfDocument, index: int) -> list[str]:
    page = book[index]
    text_page = page.get_textpage()
    text = text_page.get_text_range().replace("\ufffe", "")
    if _STRAY.search(text):
        text = _from_left_to_right(text_page)
    text_page.close()
    page.close()
    return list(tidy(text.splitlines()))


def _from_left_to_right(text_page: pdfium.PdfTextPage) -> str:
    """The page's characters as they stand in each line; gaps that the layer made up go."""
    lines: list[str] = []
    line: list[tuple[float, float, str]] = []
    for index in range(text_page.count_chars()):
        char = chr(pdfium_c.FPDFText_GetUnicode(text_page.raw, index))
        if char in "\r\n":
            lines.append(_spaced(sorted(line)))
            line = []
        elif char != "\ufffe":
            left, _bottom, right, _top = text_page.get_charbox(index, loose=True)
            if right > left:
                line.append((left, right, char))
    return "\n".join([*lines, _spaced(sorted(line))])


def _spaced(line: list[tuple[float, float, str]]) -> str:
    """A gap as wide as half a character is a space: between the columns of a table."""
    if not line:
        return ""
    wide = max(right - left for left, right, _char in line) / 2
    out = [line[0][2]]
    for (_left, end, _before), (left, _right, char) in pairwise(line):
        out.append(f" {char}" if left - end > wide else char)
    return "".join(out)


def _without_furniture(pages: list[list[str]]) -> list[str]:
    """Drop page numbers, and first or last lines that most pages repeat."""
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_shape(line) for line in (page[:2] + page[-2:])})
    often = {shape for shape, count in edges.items() if len(pages) > 2 and count * 2 > len(pages)}
    kept = []
    for page in pages:
        for place, line in enumerate(page):
            at_edge = place < 2 or place >= len(page) - 2
            if at_edge and (_PAGE_NUMBER.match(line) or _shape(line) in often):
                continue
            kept.append(line)
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _joined(lines: list[str]) -> list[str]:
    if not lines:
        return []
    widths = sorted(len(line) for line in lines)
    full = widths[int(len(widths) * 0.9)] * 0.8
    out = [lines[0]]
    previous = lines[0]
    for line in lines[1:]:
        wrapped = len(previous) >= full and not fold(previous).endswith(_FINAL)
        if wrapped and not starts_with_mark(fold(line)) and not is_time_heading(line):
            space = " " if previous[-1:].isascii() and line[:1].isascii() else ""
            out[-1] += space.strip() if not line[:1].isalpha() else space
            out[-1] += line
        else:
            out.append(line)
        previous = line
    return out
