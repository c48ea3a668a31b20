"""Departments and classes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.roles import Kind
from houqin.org.access import demand
from houqin.org.member import Member
from houqin.org.models import Department, SchoolClass, Staff
from houqin.org.recording import record


@transaction.atomic
def keep_department(
    *,
    actor: Member,
    name: str,
    code: str = "",
    parent: Department | None = None,
    head: Staff | None = None,
    row: Department | None = None,
) -> Department:
    """Add a department, or change ``row``."""
    demand(actor, "org.keep")
    made = row or Department(position=Department.objects.count())
    made.name, made.code, made.parent, made.head = name, code, parent, head
    _no_circle(made)
    made.full_clean()
    made.save()
    record(actor=actor, action=_verb("department", row), target=made)
    return made


def _no_circle(row: Department) -> None:
    above = row.parent
    while above is not None:
        if above.pk == row.pk:
            raise ValidationError({"parent": "上级部门不能是自己或自己的下级，请另选一个。"})
        above = above.parent


@transaction.atomic
def remove_department(*, actor: Member, row: Department) -> bool:
    """Only an empty one: people and places keep theirs."""
    demand(actor, "org.keep")
    if Staff.objects.filter(department=row).exists():
        raise ValidationError("这个部门还有人员，请先把他们调到别的部门。")
    if Department.objects.filter(parent=row).exists():
        raise ValidationError("这个部门还有下级部门，请先移走或删去。")
    record(actor=actor, action="org.department_removed", target=row)
    row.delete()
    return True


@transaction.atomic
def keep_class(
    *,
    actor: Member,
    name: str,
    grade: str = "",
    homeroom: Staff | None = None,
    row: SchoolClass | None = None,
) -> SchoolClass:
    """Add a class, or change ``row``; a hospital has none."""
    demand(actor, "org.keep")
    if actor.kind == Kind.HOSPITAL:
        raise ValidationError("医院没有班级，请用部门（科室）。")
    made = row or SchoolClass(position=SchoolClass.objects.count())
    made.name, made.grade, made.homeroom = name, grade, homeroom
    made.full_clean()
    made.save()
    record(actor=actor, action=_verb("class", row), target=made)
    return made


@transaction.atomic
def remove_class(*, actor: Member, row: SchoolClass) -> bool:
    demand(actor, "org.keep")
    record(actor=actor, action="org.class_removed", target=row)
    row.delete()
    return True


def _verb(noun: str, row: object | None) -> str:
    return f"org.{noun}_{'changed' if row else 'added'}"
