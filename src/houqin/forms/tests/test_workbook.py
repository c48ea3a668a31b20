"""Entries written into a real workbook and read from it again."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import python_calamine
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from houqin.forms import Form, columns, from_cells, read, strange_headers, to_cells
from houqin.forms.tests.making import CONTEXT, make_field, make_form
from houqin.forms.tests.strategies import INSTANTS, NASTY
from houqin.forms.tests.test_properties import every

FORM = make_form(
    make_field("at", "instant", label="时间"),
    make_field("on", "date", label="日期"),
    make_field("shut", "time", label="时刻"),
    make_field("temp", "decimal", label="温度", unit="℃", places=3),
    make_field("cost", "money", label="费用"),
    make_field("phone", label="电话"),
    make_field("by", "staff", label="人员", many=True),
    make_field("ok", "yes_no", label="正常"),
    make_field("list", "checklist", label="检查", items=[{"code": "door", "label": "门"}]),
    make_field(
        "rows",
        "table",
        label="明细",
        columns=[
            make_field("dish", label="菜名"),
            make_field("cook", "long_text", label="做法"),
            make_field("grams", "integer", label="克数"),
        ],
    ),
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=12))
answer = st.fixed_dictionaries({"result": st.just("fail"), "note": texts})
row = st.fixed_dictionaries(
    {}, optional={"dish": texts, "cook": texts, "grams": st.integers(0, 999)}
)
entries = st.fixed_dictionaries(
    {
        "at": INSTANTS,
        "on": st.dates(date(1990, 1, 1), date(2100, 1, 1)),
        "shut": st.times(),
        "temp": st.decimals(-999, 999, places=3).map(str),
        "cost": st.decimals(0, 999_999_999, places=2).map(str),
        "phone": texts,
        "by": st.lists(
            st.fixed_dictionaries({"id": st.just("17"), "name": texts.map("王{}".format)})
        ),
        "ok": st.booleans(),
        "list": st.fixed_dictionaries({"door": answer}),
        "rows": st.lists(row, max_size=3),
    }
)


def written_and_read(form: Form, cells: list[Any]) -> dict[str, Any]:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    formats = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        time: book.add_format({"num_format": "hh:mm:ss"}),
    }
    sheet = book.add_worksheet()
    for place, (column, cell) in enumerate(zip(columns(form), cells, strict=True)):
        sheet.write_string(0, place, column.header)
        if isinstance(cell, str):
            sheet.write_string(1, place, cell)
        elif cell is not None:
            sheet.write(1, place, cell, formats.get(type(cell)))
    book.close()
    buffer.seek(0)
    headers, *rows = python_calamine.load_workbook(buffer).get_sheet_by_index(0).to_python()
    return dict(zip(map(str, headers), rows[0], strict=True))


@every
@given(entries)
def test_an_entry_comes_back_from_a_workbook(raw: dict[str, Any]) -> None:
    reading = read(FORM, raw, CONTEXT)
    assert reading.accepted, reading.refusals
    cells = written_and_read(FORM, to_cells(FORM, reading.values))
    assert read(FORM, from_cells(FORM, cells), CONTEXT).values == reading.values


def test_headers_are_understood_with_and_without_the_unit_and_strange_ones_named() -> None:
    assert from_cells(FORM, {"温度": 4, "费用（元）": 5, "检查：门": "合格"}) == {
        "temp": 4,
        "cost": 5,
        "list": {"door": "合格"},
    }
    assert strange_headers(FORM, ["温度（℃）", "检查：门", "湿度", ""]) == ["湿度"]


def test_fields_of_the_same_name_have_columns_of_their_own() -> None:
    form = make_form(make_field("a", label="签字"), make_field("b", label="签字"))
    assert [column.header for column in columns(form)] == ["签字 [a]", "签字 [b]"]
