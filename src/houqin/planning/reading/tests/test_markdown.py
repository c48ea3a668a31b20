"""What Markdown's marks become, and what is no Markdown at all."""

from __future__ import annotations

import pytest

from houqin.planning.reading import extract, read_plans
from houqin.planning.reading.markdown import is_markdown, markdown_lines


def lines(text: str) -> list[str]:
    return [line.text for line in markdown_lines(text)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("##食堂", "食堂"),
        ("## 食堂 ##", "食堂"),
        ("#3锅炉房每周检查", "#3锅炉房每周检查"),
        ("请**务必**每天***留样***", "请务必每天留样"),
        ("**每周*两次*检查**", "每周两次检查"),
        ("长 3*4*5 米", "长 3*4*5 米"),
        (r"评为 \*五星\*", "评为 *五星*"),
        ("见[评分表](https://example.com/x)", "见评分表"),
        ("2. [x] 清洗水箱", "2. 清洗水箱"),
        ("> 让师生**放心**", "让师生放心"),
        ("~~每周~~每天留样", "每周每天留样"),
    ],
)
def test_a_line_keeps_its_words(typed: str, read: str) -> None:
    assert lines(typed) == [read]


def test_rules_and_fences_are_no_lines_and_deeper_bullets_look_deeper() -> None:
    text = "- 甲\n  - 乙\n    * 丙\n- 丁\n\n---\n***\n```\n尾\n```"
    assert lines(text) == ["• 甲", "◦ 乙", "▪ 丙", "• 丁", "尾"]


def test_nested_bullets_are_read_as_points_under_their_heading_point() -> None:
    text = "# 后勤计划\n## 食堂\n- 留样管理\n  - 每天留样\n  - 每周清洗冷藏柜\n- 每月消杀一次\n"
    (plan,) = read_plans(text)
    assert [(i.headings[-1], i.text) for i in plan.items] == [
        ("留样管理", "每天留样"),
        ("留样管理", "每周清洗冷藏柜"),
        ("食堂", "每月消杀一次"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "在**县教育局和**小学党支部的领导下，做好后勤工作。",
        "**小学后勤工作计划（**小学总务处）",
        "- 每天留样\n- 每周消杀",
        "#3锅炉房每周检查\n#4电梯每月维保",
        "一、安全\n1、每周检查",
    ],
)
def test_names_left_out_and_plain_lists_are_not_markdown(text: str) -> None:
    assert not is_markdown(text)
    assert extract("a.txt", text.encode()).text == text
