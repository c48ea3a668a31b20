"""The rows of an uploaded workbook or CSV file, one after the other."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class UnreadableFileError(ValueError):
    """The file as a whole cannot be taken; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is taken. ``unpacked`` guards against a workbook that swells."""

    rows: int = 20_000
    columns: int = 80
    megabytes: int = 5
    unpacked: int = 200 * 1024 * 1024

    @property
    def bytes(self) -> int:
        return self.megabytes * 1024 * 1024


USUAL = Limits()


def grid(content: bytes, name: str, limits: Limits = USUAL) -> Iterator[list[Any]]:
    """Every row from the first on, empty ones too; UnreadableFileError for what is no table."""
    if not content:
        raise UnreadableFileError("这个文件是空的。请先下载模板，填好再上传。")
    if len(content) > limits.bytes:
        raise UnreadableFileError(
            f"文件超过 {limits.megabytes} MB。请删去图片和空白页，或分成几个文件再上传。"
        )
    if content.startswith(_WORKBOOK):
        return _from_workbook(content, limits)
    if name.lower().endswith((".csv", ".txt")):
        return _from_csv(content)
    raise UnreadableFileError(
        "只收 Excel、WPS 表格（.xlsx、.xls、.et）和 CSV 文件。请另存为 .xlsx 再上传。"
    )


def _from_workbook(content: bytes, limits: Limits) -> Iterator[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook  # only an upload loads it

    try:
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                if sum(item.file_size for item in archive.infolist()) > limits.unpacked:
                    raise UnreadableFileError("文件展开后太大。请只保留要导入的那张表，再上传。")
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
    except (CalamineError, zipfile.BadZipFile, OSError, IndexError) as error:
        raise UnreadableFileError(
            "这个文件打不开。它可能损坏、加了密码，或不是表格。"
            "请用 Excel 或 WPS 另存为 .xlsx 再上传。"
        ) from error
    if sheet.total_height > limits.rows * 2 or sheet.total_width > limits.columns * 4:
        raise UnreadableFileError(
            f"表格太大：一次最多 {limits.rows:,} 行。请删去空白行列，或分成几个文件。"
        )
    left = [""] * (sheet.start[1] if sheet.start else 0)
    return (left + row for row in sheet.iter_rows())


def _from_csv(content: bytes) -> Iterator[list[Any]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableFileError("读不出文字编码。请用 Excel 或 WPS 另存为 .xlsx 再上传。")
    first = text.partition("\n")[0]
    separator = max(",\t;", key=first.count)
    return _lines(text, separator)


def _lines(text: str, separator: str) -> Iterator[list[Any]]:
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            yield list(row)
    except csv.Error as error:
        raise UnreadableFileError(
            "这个 CSV 文件读不完整。请用 Excel 或 WPS 另存为 .xlsx 再上传。"
        ) from error


def letter(at: int) -> str:
    """The name of a column by its place: 0 → A, 26 → AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
