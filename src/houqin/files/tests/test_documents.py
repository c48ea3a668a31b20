"""Documents are what their bytes are, whatever they are called."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from houqin.files import documents, rules
from houqin.files.documents import examine
from houqin.files.rules import Refused, clean_name
from houqin.files.testing import office

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"


def real_docx() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("下半年计划")
    document.save(out)
    return out.getvalue()


def real_xlsx() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet().write(0, 0, "月份")
    book.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "extension"),
    [
        ("计划.docx", real_docx(), "docx"),
        ("照片.jpg", real_docx(), "docx"),
        ("安排.xlsx", real_xlsx(), "xlsx"),
        ("通知.pdf", PDF, "pdf"),
        ("说明.txt", "九月：开学检查".encode(), "txt"),
        ("旧的.txt", "九月：开学检查".encode("gb18030"), "txt"),
        ("记事本.txt", "九月：开学检查".encode("utf-16"), "txt"),
        ("计划.md", "# 计划\n\n- 检查\n".encode(), "md"),
    ],
)
def test_a_document_is_known_by_its_content(name, content, extension):
    assert examine(name, content).extension == extension


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00\x03" + bytes(range(256)) * 4, "不是能收的类型"),
        (b"\x7fELF" + bytes(200), "不是能收的类型"),
        (office(["word/document.xml", "word/vbaProject.bin"]), "含有宏"),
        (office(["xl/workbook.xml", "xl/macrosheets/sheet1.xml"]), "含有宏"),
        (office(["word/document.xml"], "application/x.macroEnabled.main+xml"), "含有宏"),
        (office(["readme.txt"]), "不是能收的类型"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "另存为 .docx"),
        (real_docx()[:800], "打不开"),
        (PDF[:20], "打不开"),
    ],
)
@pytest.mark.parametrize("name", ["计划.docx", "说明.txt"])
def test_what_is_none_of_the_five_is_refused_with_a_sentence(name, content, sentence):
    with pytest.raises(Refused, match=sentence):
        examine(name, content)


@pytest.mark.parametrize("name", ["run.bat", "page.html", "a.svg", "x.js"])
def test_a_script_is_text_but_not_taken(name):
    with pytest.raises(Refused, match="不是能收的类型"):
        examine(name, b"<script>alert(1)</script>")


def test_a_zip_that_unpacks_to_gigabytes_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as member:
            for _ in range(rules.MAX_UNPACKED_BYTES // rules.MEGABYTE + 1):
                member.write(bytes(rules.MEGABYTE))
    assert len(out.getvalue()) < 2 * rules.MEGABYTE
    with pytest.raises(Refused, match="解开后过大"):
        examine("计划.docx", out.getvalue())


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-"]))
def test_any_bytes_are_either_known_or_refused(rest, head):
    try:
        found = examine("x.docx", head + rest)
    except Refused:
        return
    assert found in {documents.PDF, documents.DOCX, documents.XLSX}


@given(st.text(max_size=300), st.sampled_from(["jpg", "docx"]))
def test_a_kept_name_is_short_flat_and_ends_as_its_content_does(name, extension):
    kept = clean_name(name, extension)
    assert kept.endswith(f".{extension}")
    assert 0 < len(kept) <= rules.NAME_LENGTH
    assert not set("/\\\r\n\0") & set(kept)
    assert not kept.startswith(".")
