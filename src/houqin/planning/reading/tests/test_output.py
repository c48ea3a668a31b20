"""What the command line prints and writes, and how fast it does so."""

from __future__ import annotations

import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
import python_calamine as calamine

from houqin.planning.reading import (
    UnreadablePlan,
    extract,
    read_file,
    read_plans,
    to_json,
    to_table,
    to_xlsx,
)
from houqin.planning.reading.tests.making import numbered_docx

TEXT = (
    "某某小学后勤计划\n一、工作目标\n1、食堂零事故。\n二、主要工作\n"
    "1、食堂管理员每天留样。\n2、每月检查灭火器。\n3、严禁在楼道堆放杂物。"
)


def test_the_json_has_the_agreed_shape_and_points_into_its_own_source() -> None:
    (plan,) = to_json(read_plans(TEXT, "a.txt"))["plans"]
    assert plan["title"] == "某某小学后勤计划"
    assert plan["institution_kind"] == "school"
    first = plan["items"][0]
    start, end = first["span"]
    assert plan["source"][start:end] == first["text"] == "食堂管理员每天留样"
    expected = {"number", "heading", "cadences", "domain", "owner_role", "ledger", "kind"}
    assert expected <= first.keys()
    assert first["cadences"] == ["FREQ=DAILY"]
    assert (first["domain"], first["owner_role"]) == ("canteen", "canteen_manager")
    assert (first["ledger"], first["kind"]) == ("食品留样记录", "duty")


def test_columns_of_the_table_line_up_for_wide_characters() -> None:
    lines = to_table(read_plans(TEXT, "a.txt")).splitlines()
    header, *rows = lines[1:]
    start = width(header[: header.index("性质")])
    for row in rows:
        cut = next(i for i in range(len(row) + 1) if width(row[:i]) >= start)
        assert row[cut : cut + 2] in {"常规", "要求"}
        assert row[cut - 2 : cut] == "  "


def test_the_workbook_has_a_sheet_a_plan_and_never_runs_a_formula(tmp_path: Path) -> None:
    plans = read_plans(TEXT, "a.txt") + read_plans(
        TEXT.replace("每月检查灭火器", "=1+1每月检查灭火器"), "b.txt"
    )
    path = tmp_path / "计划.xlsx"
    to_xlsx(plans, path)
    book = calamine.CalamineWorkbook.from_path(str(path))
    assert len(book.sheet_names) == 2
    rows = book.get_sheet_by_name(book.sheet_names[1]).to_python()
    assert rows[1][:4] == ["序号", "标题", "工作", "原文"]
    assert [row[3] for row in rows[2:]] == [item.text for item in plans[1].items]
    assert rows[3][3] == "=1+1每月检查灭火器"


def test_a_missing_file_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePlan, match="请确认文件存在"):
        read_file(tmp_path / "没有.docx")


def test_two_hundred_pages_are_read_in_seconds() -> None:
    rows: list[tuple[int | None, str]] = []
    for part in range(40):
        rows.append((0, f"第{part}方面工作"))
        for point in range(60):
            line = f"值班人员每天检查{point}号楼的电路和门窗，做好登记，发现问题及时维修；"
            rows.append((2, line + "每月由电工清洗一次空调，确保安全。"))
    content = numbered_docx(rows)
    began = time.process_time()
    (plan,) = read_plans(extract("长计划.docx", content))
    assert time.process_time() - began < 12
    assert len(plan.items) == 40 * 60 * 2


def test_reading_needs_neither_django_nor_a_database() -> None:
    script = (
        "import sys; from houqin.planning.reading import read_plans;"
        "read_plans('一、安全\\n1、每天巡查。', 'a.txt');"
        "sys.exit(any(m == 'django' or m.startswith(('django.', 'psycopg')) for m in sys.modules))"
    )
    src = str(Path(__file__).parents[4])
    done = subprocess.run([sys.executable, "-c", script], env={"PYTHONPATH": src}, check=False)
    assert done.returncode == 0


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in text)
