"""One row of every kind the room has, for the test that walks the addresses."""

from __future__ import annotations

from datetime import date
from typing import Any

from houqin.core import clock
from houqin.org.member import Member
from houqin.org.models import (
    Absence,
    Break,
    CalendarDay,
    Department,
    ImportUpload,
    RoleHolding,
    SchoolClass,
    SchoolYear,
    Staff,
    Student,
    Term,
)
from houqin.org.resources import resource_for
from houqin.org.services import imports
from houqin.org.testing import make_member, make_place
from houqin.ui.exporting import table_workbook
from houqin.ui.resources import Resource

Samples = dict[str, tuple[Any, ...]]


def org_rows(member: Member) -> Samples:
    """Rows the member may see and change: made for the walk, in use by nothing else."""
    return _structure() | _people(member) | _calendar() | _imports(member)


def _named(names: str, *values: object) -> Samples:
    return {f"org:{name}": values for name in names.split()}


def _structure() -> Samples:
    department = Department.objects.create(name="走查处")
    school_class = SchoolClass.objects.create(name="走查班")
    student = Student(name="走查生", number="Z001", school_class=school_class)
    student.fill_search()
    student.save()
    place = make_place("走查楼")
    return {
        **_named("department department-remove", department.pk),
        **_named("class class-remove", school_class.pk),
        **_named("student student-remove", student.pk),
        **_named("place place-edit place-remove", place.pk),
        "place_tag:place": (place.tag,),
    }


def _people(member: Member) -> Samples:
    known = make_member(member.institution, "gatekeeper", name="走查员")
    unknown = Staff(name="没有账号的人")
    unknown.fill_search()
    unknown.save()
    held = RoleHolding.objects.get(staff=known.staff)
    day = clock.today()
    absence = Absence.objects.create(staff=known.staff, first=day, last=day)
    return {
        **_named("person person-edit person-leave person-back role-add", known.staff.pk),
        **_named("account-active password-reset", known.staff.pk),
        **_named("account-add", unknown.pk),
        **_named("role-end", held.pk),
        **_named("absence absence-remove", absence.pk),
    }


def _calendar() -> Samples:
    year = SchoolYear.objects.order_by("pk").first()
    term = Term.objects.order_by("pk").first()
    rest = Break.objects.order_by("pk").first()
    day = CalendarDay.objects.create(day=date(2026, 12, 5), sort="workday", name="运动会")
    if year is None or term is None or rest is None:
        raise LookupError("make_institution() gives a year, a term and a break")
    return {
        **_named("calendar-year", year.pk),
        **_named("calendar-edit", "term", term.pk),
        **_named("calendar-remove", "day", day.pk),
    }


def _imports(member: Member) -> Samples:
    resource = resource_for(member, "org.departments")
    if resource is None:
        raise LookupError("departments have a table")
    first = _uploaded(member, resource, "走查一处")
    batch = imports.take_in(actor=member, resource=resource, upload=first)
    kept = _uploaded(member, resource, "走查二处")
    return {
        **_named("import-undo", batch.pk),
        **_named("import-preview import-marked", resource.code, kept.pk),
    }


def _uploaded(member: Member, resource: Resource, name: str) -> ImportUpload:
    row = {field.name: "" for field in resource.fields} | {"name": name}
    book, _count = table_workbook(resource, resource.labels(), [row])
    book.seek(0)
    return imports.keep_upload(
        actor=member,
        resource=resource,
        name=f"{name}.xlsx",
        content=book.read(),
        now=clock.now(),
    )
