"""A table comes in whole or not at all, says what is wrong, and can be taken back."""

import contextlib
import io
import time

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from houqin.journal.models import JournalEntry
from houqin.org.models import (
    Department,
    ImportBatch,
    Place,
    RoleHolding,
    SchoolClass,
    Staff,
    Student,
)
from houqin.org.resources import resource_for
from houqin.org.testing import at, signed_in
from houqin.ui import exporting
from houqin.ui.importing import UnreadableFileError, check, read_rows
from houqin.ui.resources import Field, Resource

HEADS = ["学号", "姓名", "班级", "住宿"]


def workbook(rows):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for at_row, row in enumerate(rows):
        for at_column, value in enumerate(row):
            sheet.write(at_row, at_column, value)
    book.close()
    return out.getvalue()


def send(browser, institution, code, content, name="表.xlsx"):
    url = at(institution, f"org/import/{code}/")
    return browser.post(url, {"file": SimpleUploadedFile(name, content)})


def grid(answer):
    content = b"".join(answer.streaming_content)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.fixture
def classes(institution):
    return [SchoolClass.objects.create(name=n) for n in ("一年级1班", "一年级2班")]


def test_a_clean_table_is_previewed_then_imported_then_taken_back(institution, director, classes):
    browser = signed_in(director)
    rows = [HEADS, [20260101, "王小明", "一年级1班", "是"], ["20260102", "李红", "一年级2班", ""]]
    preview = send(browser, institution, "org.students", workbook(rows))
    assert preview.status_code == 302
    shown = browser.get(preview.url).content.decode()
    assert "新增" in shown
    assert "导入 2 行" in shown
    assert not Student.objects.exists()
    assert browser.post(preview.url).status_code == 302
    assert {s.number: s.is_boarding for s in Student.objects.all()} == {
        "20260101": True, "20260102": False,
    }  # fmt: skip
    batch = ImportBatch.objects.get()
    undo = at(institution, f"org/import/batches/{batch.pk}/undo/")
    for _click in range(2):
        browser.post(undo)
    assert not Student.objects.exists()
    actions = JournalEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["org.table_imported", "org.import_undone"]


def test_one_bad_row_keeps_all_out_and_comes_back_marked(institution, director, classes):
    browser = signed_in(director)
    rows = [
        HEADS,
        ["1", "好", "一年级1班", "否"],
        ["", "没有学号", "一年级1班", "否"],
        ["3", "班级错", "九年级9班", "也许"],
        ["1", "重复", "一年级2班", ""],
    ]
    preview = send(browser, institution, "org.students", workbook(rows)).url
    page = browser.get(preview).content.decode()
    for words in ("A3", "这一格必填", "C4", "没有“九年级9班”", "D4", "A5", "与第 2 行重复"):
        assert words in page
    assert browser.post(preview).status_code == 422
    assert not Student.objects.exists()
    back = grid(browser.get(f"{preview}marked.xlsx"))
    assert back[0][-1] == "问题"
    assert back[1][-1] == ""
    assert "必填" in back[2][-1]
    assert "九年级9班" in back[3][-1]


def test_the_marked_workbook_can_be_mended_and_sent_again(institution, director, classes):
    browser = signed_in(director)
    preview = send(
        browser, institution, "org.students", workbook([HEADS, ["1", "甲", "错", "否"]])
    ).url  # fmt: skip
    back = grid(browser.get(f"{preview}marked.xlsx"))
    back[1][2] = "一年级1班"
    again = send(browser, institution, "org.students", workbook(back)).url
    browser.post(again)
    assert Student.objects.get().name == "甲"


def test_an_update_is_undone_to_what_was_and_refused_once_changed_since(
    institution, director, classes
):
    browser = signed_in(director)
    Student.objects.create(name="旧名", number="7", school_class=classes[0])
    preview = send(
        browser, institution, "org.students", workbook([HEADS, ["7", "新名", "一年级1班", "否"]])
    ).url  # fmt: skip
    assert "旧名" in browser.get(preview).content.decode()
    browser.post(preview)
    row = Student.objects.get()
    assert row.name == "新名"
    undo = at(institution, f"org/import/batches/{ImportBatch.objects.get().pk}/undo/")
    Student.objects.update(name="又改")
    assert "又改过" in browser.post(undo, follow=True).content.decode()
    assert Student.objects.get().name == "又改"
    Student.objects.update(name="新名")
    browser.post(undo)
    assert Student.objects.get().name == "旧名"


def test_a_batch_that_is_used_elsewhere_stays(institution, director):
    browser = signed_in(director)
    heads = ["班级", "年级", "班主任"]
    preview = send(
        browser, institution, "org.classes", workbook([heads, ["三年级1班", "三年级", ""]])
    )
    browser.post(preview.url)
    of = SchoolClass.objects.get()
    Student.objects.create(name="甲", number="1", school_class=of)
    undo = at(institution, f"org/import/batches/{ImportBatch.objects.get().pk}/undo/")
    assert "不能整批撤回" in browser.post(undo, follow=True).content.decode()
    assert SchoolClass.objects.filter(pk=of.pk).exists()


def test_places_may_name_their_parent_further_down_and_circles_are_refused(institution, director):
    browser = signed_in(director)
    heads = ["编号", "名称", "种类", "上级编号"]
    rows = [heads, ["A-101", "101室", "房间", "A-F1"], ["A-F1", "一层", "楼层", "A"],
            ["A", "教学楼", "楼", ""]]  # fmt: skip
    browser.post(send(browser, institution, "org.places", workbook(rows)).url)
    assert Place.objects.get(code="A-101").full_name == "教学楼 一层 101室"
    rows = [heads, ["A", "教学楼", "楼", "A-101"]]
    page = browser.get(send(browser, institution, "org.places", workbook(rows)).url)
    assert "绕成了圈" in page.content.decode()
    rows = [heads, ["A", "一号楼", "楼", ""]]
    browser.post(send(browser, institution, "org.places", workbook(rows)).url)
    assert Place.objects.get(code="A-101").full_name == "一号楼 一层 101室"


def test_staff_come_with_roles_departments_and_superiors(institution, director):
    Department.objects.create(name="总务处")
    browser = signed_in(director)
    heads = ["姓名", "工号", "部门", "岗位", "手机号", "上级", "角色"]
    rows = [
        heads,
        ["张三", "T1", "总务处", "水电", "138 0000 0001", "李四", "水电工、维修工"],
        ["李四", "T2", "总务处", "", "", "", "总务干事"],
    ]
    browser.post(send(browser, institution, "org.staff", workbook(rows)).url)
    row = Staff.objects.get(number="T1")
    assert (row.superior.name, row.phone) == ("李四", "13800000001")
    held = RoleHolding.objects.filter(staff=row).values_list("role", flat=True)
    assert set(held) == {"electrician", "technician"}
    rows[1][-1] = "维修工、水电工"  # the same roles, said in another order
    again = browser.get(send(browser, institution, "org.staff", workbook(rows)).url)
    assert "完全一样" in again.content.decode()


def test_who_may_not_keep_people_cannot_import_them(institution, technician):
    browser = signed_in(technician)
    assert browser.get(at(institution, "org/import/org.staff/")).status_code == 403
    assert send(browser, institution, "org.staff", b"x").status_code == 403


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.xlsx", b"", "空的"),
        ("图.png", b"\x89PNG\r\n", "只收 Excel"),
        ("坏.xlsx", b"PK\x03\x04garbage", "打不开"),
        ("旧.xls", b"\xd0\xcf\x11\xe0garbage", "打不开"),
        ("头.csv", "甲,乙\n1,2".encode(), "表头里没有"),
        ("无.csv", "学号,姓名,班级\n".encode(), "没有内容"),
        ("多.csv", "学号,姓名,班级,身份证\n1,2,3,4".encode(), "不认识表头"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(
    institution, director, name, content, said
):
    answer = send(signed_in(director), institution, "org.students", content, name)
    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_csv_is_read_in_the_encodings_people_have(institution, director, classes, encoding):
    text = "学号,姓名,班级\n0012,王小明,一年级1班\n"
    browser = signed_in(director)
    content = text.encode(encoding)
    browser.post(send(browser, institution, "org.students", content, "表.csv").url)
    assert Student.objects.get().number == "0012"


def test_two_thousand_rows_are_checked_and_written_in_a_few_seconds(institution, director, classes):
    rows = [HEADS, *([f"2026{n:05}", f"学生{n}", "一年级1班", "否"] for n in range(2000))]
    browser = signed_in(director)
    start = time.perf_counter()
    preview = send(browser, institution, "org.students", workbook(rows)).url
    browser.post(preview)
    took = time.perf_counter() - start
    assert Student.objects.count() == 2000
    assert took < 15, f"2,000 rows took {took:.2f} s"  # generous: a shared machine


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]),
    min_size=1, max_size=12,
)  # fmt: skip


def _resource(rows):
    return Resource(
        code="test.things", title="东西", permission="org.keep", see="org.see", back="org:home",
        key=("code",),
        fields=(
            Field("code", "编号", required=True),
            Field("name", "名称"),
            Field("day", "日期", kind="day"),
            Field("has", "有无", kind="flag"),
        ),
        current=lambda: rows, write=lambda *_: None, remove=lambda *_: None,
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        TEXT, st.tuples(TEXT, st.dates().map(str), st.sampled_from(["是", "否", ""])), min_size=1
    )
)
def test_what_goes_out_comes_back_the_same(given_rows):
    rows = {
        (code,): {"code": code, "name": name, "day": day, "has": has}
        for code, (name, day, has) in given_rows.items()
    }
    resource = _resource(rows)
    book, count = exporting.table_workbook(resource, {}, rows.values())
    found = check(resource, read_rows(resource, book.read(), "表.xlsx"))
    assert count == len(rows)
    assert (found.problems, found.new, found.changed, found.same) == ([], [], [], len(rows))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from(["表.xlsx", "表.csv", "表.txt"]))
def test_no_file_whatever_breaks_the_reader(content, name):
    with contextlib.suppress(UnreadableFileError):  # any other error fails the test
        assert read_rows(_resource({}), content, name)


def test_the_template_skips_its_own_example_and_offers_drop_downs(institution, director, classes):
    resource = resource_for(director, "org.students")
    book = exporting.template_workbook(resource, resource.labels())
    content = book.read()
    with pytest.raises(UnreadableFileError, match="没有内容"):
        read_rows(resource, content, "模板.xlsx")
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "dataValidation" in sheet
    for code in ("org.staff", "org.classes", "org.students", "org.places", "org.departments"):
        resource = resource_for(director, code)
        example = {one.name: one.example for one in resource.fields}
        assert "示例" in "".join(example.values())
        heads = [one.header for one in resource.fields]
        line = [example[one.name] or "有" for one in resource.fields]
        given = workbook([heads, list(example.values()), line, list(example.values())])
        assert [number for number, _row in read_rows(resource, given, "表.xlsx")] == [3, 4]
