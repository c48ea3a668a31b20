"""Excel files written row by row: lists, import templates, whole tables, refused uploads marked.

Every text is written as text, never as a formula, so a cell that begins with = + - @ stays what
somebody typed (formula injection).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any, cast
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.utils import timezone

from houqin.ui.resources import Field, Problem, Resource, as_cell
from houqin.ui.tables import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PROBLEMS = "问题"
_BOOK = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_CHOICES = "选项"
_MOST_VALIDATED = 5000
_A4 = 9  # as Excel counts papers
Book = IO[bytes]


class _Sheets:
    """An open workbook in a temporary file that grows on disk, not in memory."""

    def __init__(self, **options: Any) -> None:
        import xlsxwriter  # only who makes a workbook loads it

        self.file: Book = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the answer
        self.book = xlsxwriter.Workbook(self.file, {**_BOOK, **options})
        base = {"valign": "top", "font_size": 11}
        self.head = self.book.add_format({**base, "bold": True, "bg_color": "#E9EFF8", "border": 1})
        self.must = self.book.add_format(
            {**base, "bold": True, "bg_color": "#E9EFF8", "border": 1, "font_color": "#A62F1F"}
        )
        self.text = self.book.add_format({**base, "num_format": "@"})
        self.day = self.book.add_format({**base, "num_format": "yyyy-mm-dd"})
        self.moment = self.book.add_format({**base, "num_format": "yyyy-mm-dd hh:mm"})
        self.clock = self.book.add_format({**base, "num_format": "hh:mm"})
        self.money = self.book.add_format({**base, "num_format": "#,##0.00"})
        self.bad = self.book.add_format({**base, "bg_color": "#F6C3BB", "num_format": "@"})
        self.faint = self.book.add_format({**base, "italic": True, "font_color": "#646A71"})
        self.wrap = self.book.add_format({**base, "text_wrap": True})

    def put(self, sheet: Any, row: int, column: int, value: Any, look: Any = None) -> None:
        """One value in its own type; text stays text."""
        if value is None or value == "":
            if look is not None:
                sheet.write_blank(row, column, None, look)
        elif isinstance(value, bool):
            sheet.write_string(row, column, "是" if value else "否", look or self.text)
        elif isinstance(value, Decimal):
            sheet.write_number(row, column, float(value), look or self.money)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, look)
        elif isinstance(value, datetime):
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            sheet.write_datetime(row, column, local.replace(tzinfo=None), look or self.moment)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, look or self.day)
        elif isinstance(value, time):
            sheet.write_datetime(row, column, value, look or self.clock)
        else:
            sheet.write_string(row, column, str(value)[:32_000], look or self.text)

    def done(self) -> Book:
        self.book.close()
        self.file.seek(0)
        return self.file


def as_download(book: Book, name: str) -> HttpResponse:
    """The file as an answer that is streamed by chunks and never stored on the way."""
    answer = FileResponse(book, content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)


def as_file(content: bytes, name: str, kind: str, *, inline: bool = False) -> HttpResponse:
    """What was made whole, to be saved or (``inline``) looked at."""
    answer = HttpResponse(content, content_type=kind)
    how = "inline" if inline else "attachment"
    answer["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}"
    answer["Cache-Control"] = "private, no-store"
    return answer


def list_workbook(title: str, columns: Sequence[Column], rows: Iterable[Any]) -> tuple[Book, int]:
    """A list with all its filtered rows; returns the file and how many rows it holds."""
    book, (count,) = lists_workbook([(title, columns, rows)])
    return book, count


def lists_workbook(
    lists: Iterable[tuple[str, Sequence[Column], Iterable[Any]]],
) -> tuple[Book, list[int]]:
    """Several lists, each a sheet of its own, written one after the other."""
    sheets = _Sheets()
    counts = [_list_sheet(sheets, title, columns, rows) for title, columns, rows in lists]
    return sheets.done(), counts


def _list_sheet(sheets: _Sheets, title: str, columns: Sequence[Column], rows: Iterable[Any]) -> int:
    sheet = sheets.book.add_worksheet(_sheet_name(title))
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheets.put(sheet, 0, at, column.label, sheets.head)
    sheet.freeze_panes(1, 0)
    _for_paper(sheet, title)
    count = 0
    for count, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            sheets.put(sheet, count, at, column.excel(row))
    return count


def _for_paper(sheet: Any, title: str) -> None:
    """Printed as it is, it is whole: A4 across, as wide as the page, heads on every page."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header("&C" + title.replace("&", "&&")[:200])
    sheet.set_footer("&C第 &P 页，共 &N 页")


def template_workbook(resource: Resource, lists: Mapping[str, Sequence[str]]) -> Book:
    """An empty table to fill in: drop-downs, a comment on each head, an example, instructions."""
    sheets = _Sheets(constant_memory=False)
    sheet = _resource_sheet(sheets, resource, lists)
    for at, field in enumerate(resource.fields):
        sheets.put(sheet, 1, at, field.example, sheets.faint)
    if any(field.example for field in resource.fields):
        sheet.write_comment(1, 0, "这一行是示例，填表前请删去；不删也会自动跳过。")
    _instructions(sheets, resource)
    return sheets.done()


def table_workbook(
    resource: Resource, lists: Mapping[str, Sequence[str]], rows: Iterable[Mapping[str, str]]
) -> tuple[Book, int]:
    """Everything there is, in the template's columns, so that it can be changed and sent back."""
    sheets = _Sheets(constant_memory=False)
    sheet = _resource_sheet(sheets, resource, lists)
    count = 0
    for count, row in enumerate(rows, 1):
        for at, field in enumerate(resource.fields):
            sheets.put(sheet, count, at, row.get(field.name, ""), sheets.text)
    return sheets.done(), count


def marked_workbook(
    resource: Resource,
    lists: Mapping[str, Sequence[str]],
    rows: Sequence[tuple[int, Mapping[str, Any]]],
    problems: Sequence[Problem],
) -> Book:
    """The refused upload: bad cells red with a comment, and a column that says what is wrong."""
    sheets = _Sheets(constant_memory=False)
    sheet = _resource_sheet(sheets, resource, lists)
    last = len(resource.fields)
    sheets.put(sheet, 0, last, PROBLEMS, sheets.must)
    sheet.set_column(last, last, 60)
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        by_row.setdefault(problem.row, []).append(problem)
    for at, (number, row) in enumerate(rows, 1):
        wrong = by_row.get(number, [])
        said = {problem.field: problem.reason for problem in wrong}
        for column, field in enumerate(resource.fields):
            value = as_cell(row.get(field.name))
            bad = field.name in said
            sheets.put(sheet, at, column, value, sheets.bad if bad else sheets.text)
            if bad:
                sheet.write_comment(at, column, said[field.name])
        if wrong:
            sheets.put(
                sheet,
                at,
                last,
                "；".join(p.sentence for p in wrong).replace("。；", "；"),
                sheets.bad,
            )
    return sheets.done()


def _sheet_name(title: str) -> str:
    return "".join("_" if c in "[]:*?/\\'" else c for c in title)[:31] or "Sheet1"


def _resource_sheet(sheets: _Sheets, resource: Resource, lists: Mapping[str, Sequence[str]]) -> Any:
    sheet = sheets.book.add_worksheet(_sheet_name(resource.title))
    for at, field in enumerate(resource.fields):
        sheet.set_column(
            at, at, max(12, 2 * len(field.header) + 4, min(36, len(field.example) * 2))
        )
        sheets.put(sheet, 0, at, field.header, sheets.must if field.required else sheets.head)
        sheet.write_comment(0, at, field.advice, {"x_scale": 2})
    sheet.freeze_panes(1, 0)
    _drop_downs(sheets, sheet, resource, lists)
    return sheet


def _drop_downs(
    sheets: _Sheets, sheet: Any, resource: Resource, lists: Mapping[str, Sequence[str]]
) -> None:
    """Lists stand on a hidden sheet: a list written into the rule itself stops at 255 letters."""
    offered = [(at, f, _offered(f, lists)) for at, f in enumerate(resource.fields)]
    offered = [(at, f, options) for at, f, options in offered if options]
    if not offered:
        return
    from xlsxwriter.utility import xl_col_to_name

    hidden = sheets.book.add_worksheet(_CHOICES)
    hidden.hide()
    for column, (at, field, options) in enumerate(offered):
        for line, option in enumerate(options):
            hidden.write_string(line, column, option)
        letter = xl_col_to_name(column)
        sheet.data_validation(
            1, at, _MOST_VALIDATED, at,
            {
                "validate": "list",
                "source": f"={_CHOICES}!${letter}$1:${letter}${len(options)}",
                "ignore_blank": True,
                "error_type": "warning" if field.many or field.open else "stop",
                "error_title": field.header,
                "error_message": "请从下拉列表里选。",
            },
        )  # fmt: skip


def _offered(field: Field, lists: Mapping[str, Sequence[str]]) -> list[str]:
    if field.kind == "flag":
        return ["是", "否"]
    if field.choices:
        return list(field.choices)
    return [str(option) for option in lists.get(field.lookup, ())] if field.lookup else []


def _instructions(sheets: _Sheets, resource: Resource) -> None:
    sheet = sheets.book.add_worksheet("填写说明")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, 2, 70)
    lines = resource.about or [
        f"{resource.title}导入表。第一行是表头，请不要改动；从第二行起一行一条。红色表头必填。",
        f"已有的（按{'、'.join(resource.key_headers)}认）会更新，没有的会新增，不会删除任何一条。",
        "只要有一行不对，就整张都不导入，并告诉您哪一行、哪一格、为什么。导入之后可以整批撤回。",
    ]  # fmt: skip
    for row, line in enumerate(lines):
        sheet.merge_range(row, 0, row, 2, line, sheets.wrap)
        sheet.set_row(row, 32)
    at = len(lines) + 1
    for column, head in enumerate(("列", "必填", "怎么填")):
        sheets.put(sheet, at, column, head, sheets.head)
    for offset, field in enumerate(resource.fields, 1):
        sheets.put(sheet, at + offset, 0, field.header)
        sheets.put(sheet, at + offset, 1, "必填" if field.required else "")
        sheets.put(sheet, at + offset, 2, field.advice, sheets.wrap)
