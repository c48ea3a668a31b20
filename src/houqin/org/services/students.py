"""Students, least data; who looks at the whole list or takes it away is written down."""

from __future__ import annotations

from django.db import transaction

from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import SchoolClass, Student
from houqin.org.recording import record


@transaction.atomic
def keep_student(
    *,
    actor: Member,
    name: str,
    number: str,
    school_class: SchoolClass,
    is_boarding: bool = False,
    row: Student | None = None,
) -> Student:
    """Add a student, or change ``row``."""
    demand(actor, "org.keep")
    demand(actor, "org.see_students")
    made = row or Student()
    made.name, made.number = name, number
    made.school_class, made.is_boarding = school_class, is_boarding
    made.full_clean()
    made.fill_search()
    made.save()
    # The journal names the number, not the child: it is read by more people than the list.
    action = "org.student_changed" if row else "org.student_added"
    record(actor=actor, action=action, target=made, number=number)
    return made


@transaction.atomic
def remove_student(*, actor: Member, row: Student) -> bool:
    demand(actor, "org.keep")
    demand(actor, "org.see_students")
    record(actor=actor, action="org.student_removed", target=row, number=row.number)
    row.delete()
    return True


def note_seen(*, actor: Member, row: Student) -> None:
    """Somebody opened one student's full name."""
    record(actor=actor, action="org.student_seen", target=row, number=row.number)


def note_exported(*, actor: Member, count: int) -> None:
    """A file with students' names left the program."""
    demand(actor, "org.see_students")
    record(actor=actor, action="org.students_exported", count=count)
