"""Students as a table; taking it away is journaled by the view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from houqin.core.bulk import add_many, blanks
from houqin.core.roles import Kind
from houqin.org.member import Member
from houqin.org.models import SchoolClass, Student
from houqin.org.wording import words
from houqin.ui.resources import Cells, Change, Field, Resource

Key = tuple[str, ...]


def build(member: Member) -> Resource:
    said = words(member.kind)
    return Resource(
        code="org.students",
        title=said.student,
        permission="org.keep",
        see="org.see_students",
        back="org:students",
        unit="名",
        kinds=frozenset({Kind.SCHOOL, Kind.KINDERGARTEN}),
        key=("number",),
        fields=(
            Field("number", said.number, required=True, max_length=30, example="示例001"),
            Field("name", "姓名", required=True, max_length=50, example=f"示例{said.student}"),
            Field(
                "school_class", said.school_class, required=True, lookup="classes",
                example=f"示例{said.school_class}",
            ),
            Field("is_boarding", "住宿", kind="flag", example="否", note="空着算“否”。"),
        ),
        lookups=_lookups,
        current=_current,
        write=_write,
        remove=_remove,
    )  # fmt: skip


def _lookups() -> dict[str, dict[str, int]]:
    return {"classes": dict(SchoolClass.objects.values_list("name", "pk"))}


def _current() -> dict[Key, Cells]:
    rows = Student.objects.values_list("number", "name", "school_class__name", "is_boarding")
    return {
        (number,): {
            "number": number,
            "name": name,
            "school_class": of,
            "is_boarding": "是" if boards else "否",
        }
        for number, name, of, boards in rows.iterator(chunk_size=5000)
    }


def _write(actor: Member, batch_id: int, changes: Sequence[Change]) -> None:
    classes = _lookups()["classes"]
    numbers = [change.after["number"] for change in changes if change.before is not None]
    there = {row.number: row for row in Student.objects.filter(number__in=numbers)}
    new, old, blank = [], [], blanks(Student)
    for change in changes:
        cells = change.after
        row = there.get(cells["number"])
        if row is None:
            row = blank()
            row.number, row.import_batch_id = cells["number"], batch_id
            new.append(row)
        else:
            old.append(row)
        row.name, row.school_class_id = cells["name"], classes[cells["school_class"]]
        row.is_boarding = cells["is_boarding"] == "是"
        row.fill_search()
    add_many(new)
    fields = ["name", "school_class", "is_boarding", "search"]
    Student.objects.bulk_update(old, fields, batch_size=500)


def _remove(_actor: Any, keys: Sequence[Key]) -> None:
    Student.objects.filter(number__in=[key[0] for key in keys]).delete()
