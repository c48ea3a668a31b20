"""Whatever file the office has, its words come out in order, or a sentence says what to do."""

# ruff: noqa: E501 - a line of a plan is easier to read whole

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from houqin.planning.reading import UnreadablePlan, extract, read_plans
from houqin.planning.reading.tests.making import (
    docx_with_deletion,
    headed_docx,
    merged_docx,
    numbered_docx,
    picture_pdf,
    text_pdf,
    workbook,
    zipped,
)

PLAN = "一、食堂\n1、每天消毒餐具。\n2、每月盘点一次库房。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_plain_text_is_read_in_every_encoding_offices_use(encoding: str) -> None:
    assert extract("计划.txt", PLAN.encode(encoding)).text == PLAN


def test_numbers_that_word_counts_itself_are_written_out() -> None:
    content = numbered_docx(
        [(None, "秋季后勤工作计划"), (0, "安全"), (1, "消防"), (2, "每月检查灭火器。"), (2, "每学期演练。"),
         (1, "交通"), (2, "每天值守校门。"), (0, "食堂")]
    )  # fmt: skip
    assert extract("a.docx", content).text.splitlines() == [
        "秋季后勤工作计划", "一、安全", "（一）消防", "1.每月检查灭火器。", "2.每学期演练。",
        "（二）交通", "1.每天值守校门。", "二、食堂",
    ]  # fmt: skip


def test_headings_of_word_give_the_levels_even_without_numbers() -> None:
    content = headed_docx(
        [
            (1, "安全工作"),
            (2, "消防"),
            (0, "每月检查一次灭火器。"),
            (1, "食堂工作"),
            (0, "每天留样。"),
        ]
    )
    (plan,) = read_plans(extract("后勤计划.docx", content))
    assert [(i.headings, i.text) for i in plan.items] == [
        (("安全工作", "消防"), "每月检查一次灭火器"),
        (("食堂工作",), "每天留样"),
    ]


def test_deleted_text_of_a_reviewed_document_stays_deleted() -> None:
    content = docx_with_deletion("每周检查一次电梯。", "每天检查一次电梯。")
    assert extract("a.docx", content).text == "每周检查一次电梯。"


def test_a_month_column_merged_downwards_heads_all_its_rows() -> None:
    content = merged_docx([("九月", ["签订责任书", "检查灭火器"]), ("十月", ["盘点库房"])])
    assert extract("a.docx", content).text.splitlines() == [
        "后勤工作月历", "九月", "签订责任书", "检查灭火器", "十月", "盘点库房",
    ]  # fmt: skip


def test_a_table_stands_where_it_stood_and_keeps_the_owner_column_with_each_work() -> None:
    content = numbered_docx(
        [(0, "月度安排")],
        [
            ["时间", "工作内容", "负责人"],
            ["3月", "检修电扇；清洗空调", "水电工"],
            ["4月", "消防演练", "安全员"],
        ],
    )
    assert extract("a.docx", content).text.splitlines() == [
        "一、月度安排", "3月", "检修电扇(负责人:水电工)；", "清洗空调(负责人:水电工)", "4月", "消防演练(负责人:安全员)",
    ]  # fmt: skip


def test_a_workbook_with_months_as_rows_becomes_month_headings() -> None:
    content = workbook(
        {"月历": [["后勤处工作月历"], ["序号", "月份", "工作内容", "责任人"], [1, "9月", "发放教材", "库管员"],
                  [2, "", "校车安检", "司机"], [3, "10月", "管道检修", "维修工"]]}
    )  # fmt: skip
    (plan,) = read_plans(extract("月历.xlsx", content))
    assert [
        (i.heading, i.title, i.owner_role, [str(f.cadence) for f in i.found]) for i in plan.items
    ] == [
        ("9月", "发放教材", "storekeeper", ["MONTH=9"]),
        ("9月", "校车安检", "driver", ["MONTH=9"]),
        ("10月", "管道检修", "technician", ["MONTH=10"]),
    ]


def test_a_workbook_with_months_as_columns_becomes_month_headings() -> None:
    content = workbook(
        {
            "Sheet1": [
                ["部门", "三月", "四月"],
                ["食堂", "从业人员体检", "师生评议食堂"],
                ["维修", "检修照明", ""],
            ]
        }
    )
    assert extract("a.xlsx", content).text.splitlines() == [
        "三月", "食堂:从业人员体检", "维修:检修照明", "四月", "食堂:师生评议食堂",
    ]  # fmt: skip


def test_marks_that_a_pdf_draws_after_their_words_return_to_their_place() -> None:
    words = ((0, "1、开展"), (60, "三比"), (96, "活动，每周"), (48, "“"), (84, "”"), (200, "一次"))
    content = text_pdf([["一、某校后勤计划", words]])
    if "“" not in pdfium.PdfDocument(content)[0].get_textpage().get_text_range():
        pytest.skip("the font that this machine puts in the place of STSong draws no such mark")
    lines = extract("a.pdf", content).text.splitlines()
    assert lines == ["一、某校后勤计划", "1、开展“三比”活动，每周 一次"]


def test_pages_of_a_pdf_are_joined_without_their_furniture() -> None:
    long = "1、每周五下午由安全员带队对教学楼、宿舍楼和食堂的消防器材进行一次全面"
    pages = [
        ["某校后勤计划", "一、安全工作", long, "检查，结果公示。", "- 1 -"],
        ["某校后勤计划", "2、每月清点一次灭火器。", "第2页"],
        ["某校后勤计划", "3、每学期疏散演练两次。", "3 / 3"],
    ]
    lines = extract("a.pdf", text_pdf(pages)).text.splitlines()
    assert lines == [
        "一、安全工作",
        long + "检查，结果公示。",
        "2、每月清点一次灭火器。",
        "3、每学期疏散演练两次。",
    ]


def test_markdown_headings_lists_and_tables_are_read() -> None:
    text = "# 春季计划\n\n## 食堂\n\n- **每天**留样\n\n| 月份 | 工作 |\n|---|---|\n| 3月 | 清洗水箱 |\n"
    document = extract("a.md", text.encode())
    assert [line.text for line in document.lines] == [
        "春季计划",
        "食堂",
        "• 每天留样",
        "3月",
        "清洗水箱",
    ]
    assert [line.level for line in document.lines][:2] == [1, 2]


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为”Word 文档（.docx）"),
        ("计划.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为”Word 文档（.docx）"),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "（.xlsx）"),
        ("锁.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "取消密码"),
        ("照片.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 600, "图片"),
        ("扫描.pdf", picture_pdf(3), "扫描件"),
        ("坏.pdf", b"%PDF-1.7\nnothing", "重新导出"),
        ("坏.docx", b"PK\x03\x04broken", "重新保存"),
        ("照片.zip", zipped({"a.jpg": b"1"}), "解压"),
        ("空.txt", b"  \r\n ", "空文件"),
        ("空白.docx", numbered_docx([(None, " ")]), "没有读到文字"),
        ("二进制.dat", bytes(range(256)) * 20, "文本文件（.txt）"),
        ("网页.html", b"<!DOCTYPE html><html><body>x</body></html>", "粘贴"),
        ("大.txt", "学".encode() * 7_500_000, "20 MB"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_one_sentence_of_advice(
    name: str, content: bytes, advice: str
) -> None:
    with pytest.raises(UnreadablePlan) as refused:
        extract(name, content)
    sentence = str(refused.value)
    assert advice in sentence
    assert name in sentence
    assert sentence.endswith("。")
    assert sentence.count("。") == 1


def test_a_package_that_unpacks_to_far_more_than_it_holds_is_refused() -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\0" * 320_000_000)
    with pytest.raises(UnreadablePlan, match="展开后过大"):
        extract("弹.docx", out.getvalue())


def test_a_long_document_reports_how_far_it_is() -> None:
    rows: list[tuple[int | None, str]] = [
        (2, f"第{i}周每天检查一次消防设施并登记。") for i in range(1000)
    ]
    seen: list[tuple[int, int]] = []
    extract("长.docx", numbered_docx(rows), lambda done, total: seen.append((done, total)))
    assert len(seen) >= 4
    assert seen == sorted(seen)
    assert seen[-1] == (1000, 1000)
