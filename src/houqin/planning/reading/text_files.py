"""Plain text and Markdown, in whichever encoding a Chinese office PC saved them."""

from __future__ import annotations

import codecs

from houqin.planning.reading.document import Document, Line, Progress, tidy
from houqin.planning.reading.errors import UnreadablePlan
from houqin.planning.reading.markdown import is_markdown, markdown_lines


def read_text(name: str, content: bytes, progress: Progress) -> Document:
    document = text_document(name, decode(name, content))
    progress(1, 1)
    return document


def text_document(name: str, text: str) -> Document:
    """Plain text or Markdown, told by the name or, as for what was pasted, by the text itself."""
    if name.lower().endswith((".md", ".markdown")) or is_markdown(text):
        return Document(name, tuple(markdown_lines(text)))
    return Document(name, tuple(Line(line) for line in tidy(text.splitlines())))


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
