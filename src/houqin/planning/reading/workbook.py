"""Excel plans: usually a month table, one sheet a plan or a part of it."""

from __future__ import annotations

import datetime as dt
import io
import re

import python_calamine as calamine

from houqin.planning.reading.document import Document, Line, Progress
from houqin.planning.reading.errors import UnreadablePlan
from houqin.planning.reading.tables import table_lines

_NAMELESS = re.compile(r"^(sheet|工作表)\s*\d*$", re.IGNORECASE)


def read_workbook(name: str, content: bytes, progress: Progress) -> Document:
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = list(book.sheet_names)
        lines: list[Line] = []
        for done, sheet in enumerate(names, 1):
            rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=True)
            body = table_lines([[_shown(cell) for cell in row] for row in rows])
            if body and len(names) > 1 and not _NAMELESS.match(sheet):
                lines.append(Line(sheet.strip(), 1))
            lines += body
            progress(done, len(names))
    except calamine.PasswordError:
        raise UnreadablePlan(f"《{name}》设有打开密码，请取消密码、另存后再上传。") from None
    except calamine.CalamineError:
        raise UnreadablePlan(f"《{name}》已损坏打不开，请用 Excel 或 WPS 另存后再上传。") from None
    return Document(name, tuple(lines))


def _shown(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.date):
        return f"{cell.month}月{cell.day}日"
    return str(cell)
