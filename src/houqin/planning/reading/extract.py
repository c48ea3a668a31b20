"""From a file's bytes to a document, by what the bytes are rather than what the name claims."""

from __future__ import annotations

from pathlib import PurePath

from houqin.planning.reading.document import Document, Progress
from houqin.planning.reading.errors import UnreadablePlan

MAX_BYTES = 20 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def extract(name: str, content: bytes, progress: Progress | None = None) -> Document:
    """Read a file; UnreadablePlan when it is of a kind, size or state that cannot be read."""
    report = progress or _silent
    if len(content) > MAX_BYTES:
        raise UnreadablePlan(f"《{name}》超过 20 MB，请去掉图片或分成几个文件后再上传。")
    if not content.strip():
        raise UnreadablePlan(f"《{name}》是空文件，请确认保存后重新选择。")
    document = _read(name, content, report)
    if not any(ch.isalnum() for line in document.lines for ch in line.text):
        raise UnreadablePlan(
            f"《{name}》里没有读到文字，请打开文件确认有内容，或把文字复制后粘贴进来。"
        )
    return document


def _read(name: str, content: bytes, progress: Progress) -> Document:
    # Each reader pulls in a library; importing it here keeps pasting text instant.
    suffix = PurePath(name).suffix.lower()
    if content.startswith(b"%PDF"):
        from houqin.planning.reading.pdf import read_pdf

        return read_pdf(name, content, progress)
    if content.startswith(b"PK\x03\x04"):
        return _read_package(name, content, progress)
    refusal = _refusal(name, suffix, content)
    if refusal:
        raise UnreadablePlan(refusal)
    from houqin.planning.reading.text_files import read_text

    return read_text(name, content, progress)


def _read_package(name: str, content: bytes, progress: Progress) -> Document:
    from houqin.planning.reading import package

    kind = package.kind_of(name, content)
    if kind == "docx":
        from houqin.planning.reading.word import read_word

        return read_word(name, content, progress)
    if kind == "xlsx":
        from houqin.planning.reading.workbook import read_workbook

        return read_workbook(name, content, progress)
    raise UnreadablePlan(
        f"《{name}》是压缩包或其他格式，请解压后选择其中的 Word（.docx）、"
        "Excel（.xlsx）、PDF 或文本文件。"
    )


def _refusal(name: str, suffix: str, content: bytes) -> str:
    """Why a file that is neither a package nor a PDF cannot be read; empty when it may be text."""
    if content.startswith(_OLE):
        if suffix in {".docx", ".xlsx"}:
            return f"《{name}》设有打开密码，请在 Word 或 WPS 中取消密码、另存后再上传。"
        target = "Excel 工作簿（.xlsx）" if suffix in {".xls", ".et"} else "Word 文档（.docx）"
        return f"《{name}》是旧版格式，请用 WPS 或 Word 打开后“另存为”{target}再上传。"
    if (
        content.startswith(_IMAGES)
        or content[4:12] in {b"ftypheic", b"ftypmif1"}
        or (content.startswith(b"RIFF") and content[8:12] == b"WEBP")
    ):
        return f"《{name}》是图片，读不出文字，请上传原来的 Word 文档，或识别文字后粘贴进来。"
    if content.startswith(b"{\\rtf"):
        return f"《{name}》是 RTF 格式，请用 WPS 或 Word 打开后“另存为”Word 文档（.docx）再上传。"
    if content.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        return f"《{name}》是网页文件，请在浏览器中打开，全选复制正文后粘贴进来。"
    return ""


def _silent(_done: int, _total: int) -> None:
    return None
