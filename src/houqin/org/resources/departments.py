"""Departments (科室) as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from houqin.org.member import Member
from houqin.org.models import Department, Staff
from houqin.org.resources.circles import circles
from houqin.org.wording import words
from houqin.ui.resources import Cells, Change, Field, Resource

Key = tuple[str, ...]


def build(member: Member) -> Resource:
    name = words(member.kind).department
    return Resource(
        code="org.departments",
        title=name,
        permission="org.keep",
        see="org.see",
        back="org:departments",
        unit="个",
        key=("name",),
        fields=(
            Field("name", "名称", required=True, max_length=40, example=f"示例{name}"),
            Field("code", "编号", max_length=20, example="SL"),
            Field("parent", f"上级{name}", own="name", note="可以是本表里的另一行。"),
            Field("head", "负责人", lookup="staff"),
        ),
        lookups=_lookups,
        current=_current,
        check=lambda changes, current: circles(changes, current, "name", "parent"),
        write=_write,
        remove=_remove,
    )


def _lookups() -> dict[str, dict[str, int]]:
    return {"staff": dict(Staff.objects.filter(left_on=None).values_list("name", "pk"))}


def _current() -> dict[Key, Cells]:
    rows = Department.objects.values_list("name", "code", "parent__name", "head__name")
    return {
        (name,): {"name": name, "code": code, "parent": parent or "", "head": head or ""}
        for name, code, parent, head in rows
    }


def _write(actor: Member, batch_id: int, changes: Sequence[Change]) -> None:
    staff = _lookups()["staff"]
    there = {row.name: row for row in Department.objects.all()}
    start = len(there)
    new = []
    for at, change in enumerate(changes):
        cells = change.after
        row = there.get(cells["name"])
        if row is None:
            row = Department(name=cells["name"], position=start + at, import_batch_id=batch_id)
            new.append(row)
            there[row.name] = row
        row.code, row.head_id = cells["code"], staff.get(cells["head"])
    Department.objects.bulk_create(new, batch_size=500)
    touched = [there[change.after["name"]] for change in changes]
    for row, change in zip(touched, changes, strict=True):
        above = there.get(change.after["parent"])
        row.parent_id = above.pk if above else None
    Department.objects.bulk_update(touched, ["code", "head", "parent"], batch_size=500)


def _remove(_actor: Any, keys: Sequence[Key]) -> None:
    rows = Department.objects.filter(name__in=[key[0] for key in keys])
    rows.update(parent=None)
    rows.delete()
