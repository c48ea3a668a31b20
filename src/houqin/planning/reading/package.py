"""What a zip package holds, looked at before any library unpacks it."""

from __future__ import annotations

import io
import zipfile

from houqin.planning.reading.errors import UnreadablePlan

# A 20 MB package may unpack to gigabytes; a long plan with pictures stays far below this.
MAX_UNPACKED = 300 * 1024 * 1024


def kind_of(name: str, content: bytes) -> str:
    """``docx``, ``xlsx`` or an empty string; UnreadablePlan when damaged, locked or swollen."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except zipfile.BadZipFile:
        raise UnreadablePlan(f"《{name}》已损坏打不开，请重新保存或重新下载后再上传。") from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadablePlan(f"《{name}》设有密码，请取消密码、另存后再上传。")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnreadablePlan(f"《{name}》展开后过大，请去掉图片、只留文字后再上传。")
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    return ""
