"""Who may open which page of the institution's own data, and that each opens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.core.roles import Kind
from houqin.core.tenancy import institution_scope
from houqin.org.models import Break, Department, SchoolClass, SchoolYear, Student, Term
from houqin.org.testing import at, make_institution, make_member, make_place, signed_in

LISTS = ["departments", "classes", "staff", "absences", "students", "places", "calendar"]
ADDS = [
    "departments/add", "classes/add", "staff/add", "absences/add", "students/add", "places/add",
    "calendar/year/add", "calendar/term/add", "calendar/break/add", "calendar/day/add", "settings",
]  # fmt: skip
TABLES = ["departments", "classes", "staff", "students", "places"]


@pytest.fixture
def rows(institution, director):
    """One row of each kind, by the path of its page."""
    department = Department.objects.create(name="总务处")
    of = SchoolClass.objects.create(name="一年级1班")
    child = Student(name="王小明", number="20260101", school_class=of)
    child.fill_search()
    child.save()
    place = make_place("教学楼", code="A")
    return {
        f"departments/{department.pk}/": department,
        f"classes/{of.pk}/": of,
        f"students/{child.pk}/": child,
        f"places/{place.pk}/": place,
        f"places/{place.pk}/edit/": place,
        f"staff/{director.staff.pk}/": director.staff,
        f"staff/{director.staff.pk}/edit/": director.staff,
        f"calendar/term/{Term.objects.get().pk}/": Term,
        f"calendar/year/{SchoolYear.objects.get().pk}/": SchoolYear,
        f"calendar/break/{Break.objects.get().pk}/": Break,
    }


@pytest.mark.parametrize("path", ["", *(f"{p}/" for p in [*LISTS, *ADDS]), "places/labels/"])
def test_the_director_opens_every_list_and_form(institution, director, rows, path):
    answer = signed_in(director).get(at(institution, f"org/{path}"))
    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()


def test_the_director_opens_every_row(institution, director, rows):
    browser = signed_in(director)
    for path in rows:
        assert browser.get(at(institution, f"org/{path}")).status_code == 200, path


def test_a_stranger_finds_nothing(institution, director, rows, stranger):
    browser = signed_in(stranger)
    for path in ["", *(f"{p}/" for p in [*LISTS, *ADDS]), *rows]:
        assert browser.get(at(institution, f"org/{path}")).status_code == 404, path


def test_another_institutions_rows_do_not_exist_here(institution, director, rows, stranger):
    """The stranger's own institution, with this one's numbers in the address."""
    browser = signed_in(stranger)
    for path in rows:
        assert browser.get(at(stranger.institution, f"org/{path}")).status_code == 404, path


@pytest.mark.parametrize("path", ADDS)
def test_a_technician_may_look_but_not_keep(institution, technician, path):
    answer = signed_in(technician).get(at(institution, f"org/{path}/"))
    own_leave = path == "absences/add"
    assert answer.status_code == (200 if own_leave else 403)


def test_only_some_roles_see_children(institution, technician, rows):
    answer = signed_in(technician).get(at(institution, "org/students/"))
    assert answer.status_code == 403
    assert "查看学生名单" in answer.content.decode()


def test_an_inspector_looks_and_changes_nothing(institution):
    inspector = make_member(institution, "inspector")
    browser = signed_in(inspector)
    assert browser.get(at(institution, "org/staff/")).status_code == 200
    answer = browser.post(at(institution, "org/absences/add/"), {})
    assert answer.status_code == 403


def test_a_hospital_has_no_classes_and_no_students(db):
    hospital = make_institution(Kind.HOSPITAL, "青禾医院")
    head = make_member(hospital, "director")
    browser = signed_in(head)
    home = browser.get(at(hospital, "org/")).content.decode()
    assert "科室" in home
    assert "班级" not in home
    for path in ("classes", "students", "classes/add", "import/org.students"):
        assert browser.get(at(hospital, f"org/{path}/")).status_code == 404


def test_a_kindergarten_speaks_of_its_own_children(db):
    garden = make_institution(Kind.KINDERGARTEN, "青禾幼儿园")
    head = make_member(garden, "director")
    home = signed_in(head).get(at(garden, "org/")).content.decode()
    assert "幼儿" in home
    assert ">学生<" not in home


@pytest.mark.parametrize("table", TABLES)
def test_each_table_has_its_import_page_and_template(institution, director, table):
    browser = signed_in(director)
    assert browser.get(at(institution, f"org/import/org.{table}/")).status_code == 200
    book = browser.get(at(institution, f"org/import/org.{table}/template.xlsx"))
    assert b"".join(book.streaming_content)[:2] == b"PK"


def test_the_number_of_queries_does_not_grow_with_the_rows(institution, director):
    browser = signed_in(director)
    browser.get(at(institution, "org/"))  # the first request also writes the session
    of = SchoolClass.objects.create(name="一年级1班")
    counts = []
    for many in (1, 30):
        with institution_scope(institution.pk):
            for n in range(many):
                make_member(institution, "technician", superior=director.staff)
                make_place(f"房间{many}-{n}")
                Student.objects.create(name="甲", number=f"{many}-{n}", school_class=of)
        found = []
        for path in ("staff", "places", "students", "departments", "calendar"):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(at(institution, f"org/{path}/")).status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
