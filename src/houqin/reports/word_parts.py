"""The pieces of a Word file that WPS, LibreOffice and Word lay out alike: page, fonts, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import cache
from io import BytesIO
from typing import Any, cast

import segno
from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

SONG, HEI = "宋体", "黑体"
TEXT_WIDTH = 16.6
_LINK = RGBColor(0x1F, 0x4E, 0x96)
# What XML 1.0 cannot hold; one such sign in a pasted note would spoil the whole file.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: object) -> str:
    return _ILLEGAL.sub("", str(text))


def blank() -> Any:
    """An empty A4 document in 宋体 and 黑体, with page numbers."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2)
    page.left_margin, page.right_margin = Cm(2.4), Cm(2)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        _unthemed(fonts)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    normal = document.styles["Normal"]
    _style(normal, 12, SONG)
    normal.paragraph_format.line_spacing = 1.5
    normal.paragraph_format.space_after = Pt(0)
    for level, size in ((1, 15), (2, 12.5)):
        heading = document.styles[f"Heading {level}"]
        _style(heading, size, HEI)
        heading.font.bold = False
        heading.font.color.rgb = RGBColor(0x1D, 0x22, 0x28)
        heading.paragraph_format.space_before = Pt(14 if level == 1 else 8)
        heading.paragraph_format.space_after = Pt(4)
    _page_numbers(page)
    return document


def _unthemed(fonts: Any) -> None:
    """The template's theme fonts win over named ones, so they go."""
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _style(style: Any, size: float, east_asia: str) -> None:
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east_asia)


def _page_numbers(page: Any) -> None:
    paragraph = page.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(9)
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = text
        run._r.append(mark)


def words(paragraph: Any, text: object, size: float | None = None, font: str = "") -> Any:
    """Append a run of text, in the paragraph's own look unless told otherwise."""
    run = Run(deepcopy(_look(size, font)), paragraph)
    run.text = legal(text)
    paragraph._p.append(run._r)
    return run


@cache
def _look(size: float | None, font: str, *, is_link: bool = False) -> Any:
    """An empty run of that look; a long table has thousands, and copies cost a tenth."""
    run = Run(OxmlElement("w:r"), cast(Any, None))
    if size:
        run.font.size = Pt(size)
    if font:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if is_link:
        run.font.color.rgb = _LINK
    return run._r


def centred(document: Any, text: str, size: float, font: str) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    words(paragraph, text, size, font)
    return paragraph


def indented(document: Any) -> Any:
    """A paragraph of running text: two signs in, as Chinese documents have it."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(24)
    return paragraph


def link(paragraph: Any, text: str, url: str, size: float | None = None) -> None:
    anchor = OxmlElement("w:hyperlink")
    anchor.set(qn("r:id"), _address(paragraph.part, url))
    run = Run(deepcopy(_look(size, "", is_link=True)), paragraph)
    run.text = legal(text)
    anchor.append(run._r)
    paragraph._p.append(anchor)


def _address(part: Any, url: str) -> str:
    """The key of a web address; the library itself looks through all for each new one."""
    known: dict[str, str] = part.__dict__.setdefault("houqin_addresses", {})
    if url not in known:
        known[url] = f"rIdUrl{len(known) + 1}"
        part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, known[url], is_external=True)
    return known[url]


class Table:
    """A bordered table of fixed widths whose head is repeated on every page."""

    def __init__(
        self, document: Any, heads: Sequence[str], widths: Sequence[float], size: float = 9
    ) -> None:
        self.table = document.add_table(rows=1, cols=len(heads))
        self.table.style = "Table Grid"
        self.table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self.table.autofit = False
        self.widths, self.size = widths, size
        self._empty: Any = None
        _tight(self.table)
        for column, width in zip(self.table.columns, widths, strict=True):
            column.width = Cm(width)
        head = self._sized(self.table.rows[0])
        for cell, text in zip(head, heads, strict=True):
            words(paragraph_of(cell), text, size, HEI)
        _mark(self.table.rows[0], "w:tblHeader")

    def row(self) -> list[Any]:
        """The cells of a new row, which no page break may cut."""
        if self._empty is None:
            row = self.table.add_row()
            _mark(row, "w:cantSplit")
            for cell in self._sized(row):
                paragraph_of(cell)
            self._empty = deepcopy(row._tr)
            made = row._tr
        else:
            made = deepcopy(self._empty)
            self.table._tbl.append(made)
        return [_Cell(cell, self.table) for cell in made.tc_lst]

    def _sized(self, row: Any) -> list[Any]:
        cells = list(row.cells)
        for cell, width in zip(cells, self.widths, strict=True):
            cell.width = Cm(width)
        return cells

    def put(self, cell: Any, text: object, *, centre: bool = False) -> Any:
        """The cell's paragraph, which has its line spacing since the row was made."""
        paragraph = Paragraph(cell._tc.p_lst[0], cell)
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if text != "":
            words(paragraph, text, self.size)
        return paragraph


def paragraph_of(cell: Any, *, centre: bool = False) -> Any:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = 1.1
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _tight(table: Any) -> None:
    """A millimetre beside the words instead of two, so that narrow columns keep theirs whole."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "57")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.append(margins)


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def pictures(document: Any, shown: Iterable[tuple[bytes, bool, str]]) -> None:
    """Photos two a row, each (bytes, whether it is upright, the words under it)."""
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    pending: list[Any] = []
    for body, is_upright, caption in shown:
        if not pending:
            row = table.add_row()
            _mark(row, "w:cantSplit")
            pending = list(row.cells)
            for one in pending:
                one.width = Cm(TEXT_WIDTH / 2)
        cell = pending.pop(0)
        size = {"height": Cm(6.0)} if is_upright else {"width": Cm(7.8)}
        paragraph = paragraph_of(cell, centre=True)
        paragraph.paragraph_format.space_before = Pt(6)
        paragraph.add_run().add_picture(BytesIO(body), **size)
        note = cell.add_paragraph()
        note.alignment = WD_ALIGN_PARAGRAPH.CENTER
        note.paragraph_format.line_spacing = 1.1
        words(note, caption, 9)


def qr(cell: Any, url: str, centimetres: float) -> None:
    body = BytesIO()
    segno.make(url, error="l").save(body, kind="png", scale=4, border=2)
    paragraph = paragraph_of(cell, centre=True)
    paragraph.add_run().add_picture(BytesIO(body.getvalue()), width=Cm(centimetres))
