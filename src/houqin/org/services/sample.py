"""Fill an institution with everything its pack holds: for the demo, never for a real one."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction

from houqin.accounts.models import User
from houqin.core.tenancy import every_institution, institution_scope
from houqin.org.models import (
    Department,
    Institution,
    Place,
    RoleHolding,
    SchoolClass,
    Staff,
    Student,
)
from houqin.packs.model import Pack

PLACE_SORTS = {
    "site": Place.Sort.SITE,
    "building": Place.Sort.BUILDING,
    "floor": Place.Sort.FLOOR,
    "ground": Place.Sort.GROUND,
    "gate": Place.Sort.GATE,
}


@transaction.atomic
def fill_from_pack(*, institution: Institution, pack: Pack, password: str) -> None:
    """Places, people with accounts (one password for all), classes and students of the pack.

    Departments must be there already: create_institution makes them.
    """
    with institution_scope(institution.pk):
        departments = {row.code: row for row in Department.objects.all()}
        _places(pack)
        staff = _staff(pack, departments, password)
        _heads(pack, departments, staff)
        _classes(pack, staff)


def _places(pack: Pack) -> None:
    made: dict[str, Place] = {}
    for one in pack.places:
        place = Place(code=one.code, name=one.name, sort=PLACE_SORTS.get(one.kind, Place.Sort.ROOM))
        place.parent = made[one.parent] if one.parent else None
        place.fill_derived()
        place.save()
        made[one.code] = place


def _staff(pack: Pack, departments: dict[str, Department], password: str) -> dict[str, Staff]:
    hashed = make_password(password)  # one hash for all: fifty would take seconds
    with every_institution():
        users = {
            user.username: user
            for user in User.objects.bulk_create(
                User(username=one.username, name=one.name, password=hashed) for one in pack.staff
            )
        }
    rows = {}
    for one in pack.staff:
        row = Staff(user=users[one.username], name=one.name, department=departments[one.department])
        row.fill_search()
        rows[one.username] = row
    Staff.objects.bulk_create(rows.values())
    holdings = []
    for one in pack.staff:
        if one.superior:
            rows[one.username].superior = rows[one.superior]
        for role in one.roles:
            holdings.append(RoleHolding(staff=rows[one.username], role=str(role)))
            if one.deputy:
                deputy = RoleHolding(staff=rows[one.deputy], role=str(role), is_deputy=True)
                holdings.append(deputy)
    Staff.objects.bulk_update(rows.values(), ["superior"])
    RoleHolding.objects.bulk_create(holdings, ignore_conflicts=True)
    return rows


def _heads(pack: Pack, departments: dict[str, Department], staff: dict[str, Staff]) -> None:
    """Whoever holds the head's role, of the department itself first."""
    for one in pack.departments:
        able = [p for p in pack.staff if one.head in p.roles]
        able.sort(key=lambda p: p.department != one.code)
        if able:
            departments[one.code].head = staff[able[0].username]
    Department.objects.bulk_update(departments.values(), ["head"])


def _classes(pack: Pack, staff: dict[str, Staff]) -> None:
    """Classes and their nameless members; a hospital's groups have no members."""
    if not pack.students:
        return
    classes = {
        group.code: SchoolClass(
            name=group.name, grade=group.grade, homeroom=staff.get(group.head), position=at
        )
        for at, group in enumerate(pack.groups)
    }
    SchoolClass.objects.bulk_create(classes.values())
    students = []
    for one in pack.students:
        row = Student(name=one.name, number=one.number, is_boarding=one.boarder)
        row.school_class = classes[one.group]
        row.fill_search()
        students.append(row)
    Student.objects.bulk_create(students, batch_size=500)
