"""Classes as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from houqin.core.roles import Kind
from houqin.org.member import Member
from houqin.org.models import SchoolClass, Staff
from houqin.org.wording import words
from houqin.ui.resources import Cells, Change, Field, Resource

Key = tuple[str, ...]


def build(member: Member) -> Resource:
    said = words(member.kind)
    return Resource(
        code="org.classes",
        title=said.school_class,
        permission="org.keep",
        see="org.see",
        back="org:classes",
        unit="个",
        kinds=frozenset({Kind.SCHOOL, Kind.KINDERGARTEN}),
        key=("name",),
        fields=(
            Field(
                "name",
                said.school_class,
                required=True,
                max_length=30,
                example=f"示例{said.school_class}",
            ),
            Field("grade", "年级", max_length=20),
            Field("homeroom", said.homeroom, lookup="staff"),
        ),
        lookups=_lookups,
        current=_current,
        write=_write,
        remove=_remove,
    )


def _lookups() -> dict[str, dict[str, int]]:
    return {"staff": dict(Staff.objects.filter(left_on=None).values_list("name", "pk"))}


def _current() -> dict[Key, Cells]:
    rows = SchoolClass.objects.values_list("name", "grade", "homeroom__name")
    return {(n,): {"name": n, "grade": grade, "homeroom": who or ""} for n, grade, who in rows}


def _write(actor: Member, batch_id: int, changes: Sequence[Change]) -> None:
    staff = _lookups()["staff"]
    there = {row.name: row for row in SchoolClass.objects.all()}
    start, new, old = len(there), [], []
    for at, change in enumerate(changes):
        cells = change.after
        row = there.get(cells["name"])
        if row is None:
            row = SchoolClass(name=cells["name"], position=start + at, import_batch_id=batch_id)
            new.append(row)
        else:
            old.append(row)
        row.grade, row.homeroom_id = cells["grade"], staff.get(cells["homeroom"])
    SchoolClass.objects.bulk_create(new, batch_size=500)
    SchoolClass.objects.bulk_update(old, ["grade", "homeroom"], batch_size=500)


def _remove(_actor: Any, keys: Sequence[Key]) -> None:
    SchoolClass.objects.filter(name__in=[key[0] for key in keys]).delete()
