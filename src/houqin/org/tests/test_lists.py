"""A list: paging by key, search, filters in the address, the Excel file, htmx swaps."""

import io

import pytest
from python_calamine import CalamineWorkbook

from houqin.org.models import Department, SchoolClass, Student
from houqin.org.testing import at, make_member, signed_in
from houqin.ui import paging


def _walk(rows, sort, size):
    """Every page from the first to the last, then back again."""
    pages, key = [], None
    while True:
        page = paging.page(rows, sort, size, after=key)
        pages.append([row.pk for row in page.rows])
        if page.after is None:
            break
        key = page.after
    back, key = [pages[-1]], page.before
    while key is not None:
        page = paging.page(rows, sort, size, before=key)
        back.append([row.pk for row in page.rows])
        key = page.before
    return pages, back


@pytest.mark.parametrize(
    "sort", ["name", "-name", "pk", "-pk", "head__name", "-head__name", "code"]
)
def test_paging_by_key_meets_every_row_once_in_either_direction(institution, sort):
    heads = [make_member(institution, name=n).staff for n in ("甲", "乙", "甲")]
    for n in range(23):
        head = heads[n % 3] if n % 4 else None
        Department.objects.create(name=f"部{n * 7 % 23:02}", code="x" * (n % 3), head=head)
    pages, back = _walk(Department.objects.select_related("head"), sort, 5)
    seen = [pk for page in pages for pk in page]
    assert len(seen) == len(set(seen)) == 23
    assert back == pages[::-1]
    path = sort.lstrip("-")
    if path not in {"pk", "head__name"}:
        values = [getattr(Department.objects.get(pk=pk), path) for pk in seen]
        assert values == sorted(values, reverse=sort.startswith("-"))


def test_a_far_page_reads_no_more_rows_than_the_first(institution):
    from django.db import connection

    of = SchoolClass.objects.create(name="一年级1班")
    Student.objects.bulk_create(
        Student(name="甲", number=f"{n:06}", school_class=of) for n in range(6000)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        far = Student.objects.order_by("pk")[5000]
        rows = Student.objects.filter(pk__gt=far.pk).order_by("pk")[:51]
        plan = rows.explain(analyze=True, timing=False)
    assert "rows=51" in plan or "rows=51.00" in plan
    key = paging._write((None, far.pk))
    assert paging.page(Student.objects.all(), "pk", 50, after=key).rows[0].pk == far.pk + 1


def test_a_nonsense_key_gives_the_first_page(institution, director):
    answer = signed_in(director).get(at(institution, "org/departments/?after=%00bad&sort=nothing"))
    assert answer.status_code == 200


def test_a_name_is_found_by_pinyin_initials_and_the_address_keeps_the_filter(institution, director):
    make_member(institution, "technician", name="李建国")
    make_member(institution, "doctor", name="王秀英")
    browser = signed_in(director)
    found = browser.get(at(institution, "org/staff/?q=ljg")).content.decode()
    assert "李建国" in found
    assert "王秀英" not in found
    only = browser.get(at(institution, "org/staff/?role=doctor")).content.decode()
    assert "王秀英" in only
    assert "李建国" not in only
    assert 'value="doctor" selected' in only


def test_htmx_gets_only_the_changing_part(institution, director):
    url = at(institution, "org/staff/?q=zz")
    part = signed_in(director).get(
        url, headers={"HX-Request": "true", "HX-Target": "hq-list"}
    ).content.decode()  # fmt: skip
    assert "没有符合条件的记录" in part
    assert "<html" not in part


def test_excel_holds_the_filtered_rows_and_formulas_stay_text(institution, director):
    Department.objects.create(name='=HYPERLINK("http://x")')
    Department.objects.create(name="总务处", code="ZW")
    browser = signed_in(director)
    answer = browser.get(at(institution, "org/departments/?export=xlsx"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    names = {row[0] for row in book.get_sheet_by_index(0).to_python()}
    assert names == {"名称", '=HYPERLINK("http://x")', "总务处"}
    few = browser.get(at(institution, "org/departments/?export=xlsx&q=ZW"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(few.streaming_content)))
    assert len(book.get_sheet_by_index(0).to_python()) == 2


def test_childrens_names_are_masked_on_the_page_and_leaving_is_journaled(institution, director):
    from houqin.journal.models import JournalEntry

    of = SchoolClass.objects.create(name="一年级1班")
    child = Student.objects.create(name="王小明", number="20260101", school_class=of)
    browser = signed_in(director)
    page = browser.get(at(institution, "org/students/")).content.decode()
    assert "王*明" in page
    assert "王小明" not in page
    browser.get(at(institution, "org/students/?export=xlsx"))
    browser.get(at(institution, f"org/students/{child.pk}/"))
    said = list(JournalEntry.objects.values_list("sentence", flat=True))
    assert "导出了 1 名学生的名单" in said
    assert "查看了学号 20260101 的档案" in said
    assert not any("王小明" in one for one in said)


def test_a_huge_list_is_counted_only_so_far(institution, monkeypatch):
    monkeypatch.setattr(paging, "MANY", 3)
    for n in range(6):
        Department.objects.create(name=f"部{n}")
    assert paging.count(Department.objects.all()) == 4


def test_a_filter_by_role_still_shows_every_role_of_a_person(institution, director):
    make_member(institution, "technician", "electrician", name="两个角色")
    page = signed_in(director).get(at(institution, "org/staff/?role=technician")).content.decode()
    assert "维修工、水电工" in page
