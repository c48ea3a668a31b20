"""Files of every kind, made on the spot: what a user would pick from the school's PC."""

# ruff: noqa: E501 - a line of a plan is easier to read whole

from __future__ import annotations

import io
import zipfile

import docx
import pypdfium2 as pdfium
import xlsxwriter
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

_NUMBERING = """<w:abstractNum {ns} w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>"""


def numbered_docx(
    rows: list[tuple[int | None, str]], table: list[list[str]] | None = None
) -> bytes:
    """Paragraphs whose numbers Word itself counts; level None is a plain paragraph."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = parse_xml(_NUMBERING.format(ns=nsdecls("w")))
    numbering.insert(0, abstract)
    num = numbering.add_num(90)
    for level, text in rows:
        paragraph = document.add_paragraph(text)
        if level is not None:
            num_pr = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            num_pr.get_or_add_ilvl().val = level
            num_pr.get_or_add_numId().val = num.numId
    if table:
        made = document.add_table(len(table), len(table[0]))
        for r, row in enumerate(table):
            for c, cell in enumerate(row):
                made.cell(r, c).text = cell
    return _saved(document)


def headed_docx(rows: list[tuple[int, str]]) -> bytes:
    document = docx.Document()
    for level, text in rows:
        if level:
            document.add_heading(text, level)
        else:
            document.add_paragraph(text)
    return _saved(document)


def docx_with_deletion(kept: str, deleted: str) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph(kept)
    gone = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = deleted
    run.append(text)
    gone.append(run)
    paragraph._p.append(gone)
    return _saved(document)


def merged_docx(months: list[tuple[str, list[str]]]) -> bytes:
    """A month table whose first column is merged downwards."""
    document = docx.Document()
    document.add_paragraph("后勤工作月历")
    total = sum(len(works) for _, works in months)
    table = document.add_table(total + 1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "月份", "工作内容"
    row = 1
    for month, works in months:
        first = row
        for work in works:
            table.cell(row, 1).text = work
            row += 1
        merged = table.cell(first, 0).merge(table.cell(row - 1, 0))
        merged.text = month
    assert table._tbl.findall(f".//{qn('w:vMerge')}")
    return _saved(document)


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                sheet.write_row(r, 0, row)
    return out.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return out.getvalue()


def picture_pdf(pages: int) -> bytes:
    """A PDF without any text, as a scanner makes it."""
    book = pdfium.PdfDocument.new()
    for _ in range(pages):
        book.new_page(595, 842)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


Pieces = tuple[tuple[int, str], ...]


def text_pdf(pages: list[list[str | Pieces]]) -> bytes:
    """A PDF with one line of text per line given, in a CJK font the reader must already know.

    A line of pieces, each with its place from the left, is drawn in the order given.
    """
    objects: list[bytes] = []
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>"
    )
    objects.append(
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>"
    )
    for i, lines in enumerate(pages):
        stream = b"BT /F1 12 Tf 18 TL 60 780 Td\n"
        for line in lines:
            for left, piece in ((0, line),) if isinstance(line, str) else line:
                text = piece.encode("utf-16-be").hex()
                stream += f"{left} 0 Td <{text}> Tj {-left} 0 Td\n".encode()
            stream += b"T*\n"
        stream += b"ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * i} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _assembled(objects)


def _assembled(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()
