"""Places as a table: a child may stand above its parent in the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from houqin.core.bulk import add_many, blanks
from houqin.org.member import Member
from houqin.org.models import Department, Place
from houqin.org.resources.circles import circles, parents_first
from houqin.org.services.places import derive
from houqin.org.wording import words
from houqin.ui.resources import CellError, Cells, Change, Current, Field, Resource

Key = tuple[str, ...]
_SORTS = {str(label): value for value, label in Place.Sort.choices}
_NAMES = {value: label for label, value in _SORTS.items()}


def build(member: Member) -> Resource:
    return Resource(
        code="org.places",
        title="场所",
        permission="org.keep",
        see="org.see",
        back="org:places",
        unit="个",
        key=("code",),
        fields=(
            Field("code", "编号", required=True, max_length=20, example="示例-101", parse=_code),
            Field("name", "名称", required=True, max_length=40, example="示例房间"),
            Field("sort", "种类", choices=tuple(_SORTS), example="房间", note="空着算“房间”。"),
            Field("parent", "上级编号", own="code", note="上一级场所的编号，最高一级空着。"),
            Field("department", f"管理{words(member.kind).department}", lookup="departments"),
        ),
        lookups=_lookups,
        current=_current,
        check=_check,
        write=_write,
        remove=_remove,
    )


def _code(text: str) -> str:
    if "/" in text:
        raise CellError("编号里不能有“/”，请换成“-”。")
    return text


def _lookups() -> dict[str, dict[str, int]]:
    return {"departments": dict(Department.objects.values_list("name", "pk"))}


def _current() -> dict[Key, Cells]:
    rows = Place.objects.values_list("code", "name", "sort", "parent__code", "department__name")
    return {
        (code,): {
            "code": code, "name": name, "sort": _NAMES[sort],
            "parent": above or "", "department": of or "",
        }
        for code, name, sort, above, of in rows
    }  # fmt: skip


def _check(changes: Sequence[Change], current: Current) -> Iterable[tuple[Change, str, str]]:
    wrong = list(circles(changes, current, "code", "parent"))
    if wrong:
        return wrong
    cells = {row["code"]: row for row in current.values()}
    cells |= {change.after["code"]: change.after for change in changes}
    for change in changes:
        path = name = 0
        code = change.after["code"]
        while code in cells:
            path, name = path + len(code) + 1, name + len(cells[code]["name"]) + 1
            code = cells[code]["parent"]
        if max(path, name) > 200:
            wrong.append(
                (change, "parent", "层级太深，名称连起来超过 200 个字，请缩短或挂高一级。")
            )
    return wrong


def _write(actor: Member, batch_id: int, changes: Sequence[Change]) -> None:
    departments = _lookups()["departments"]
    there = {change.after["code"] for change in changes if change.before is not None}
    named = there | {change.after["parent"] for change in changes}
    every = {row.code: row for row in Place.objects.filter(code__in=named)}
    new, old, blank = [], [], blanks(Place)
    for change in parents_first(changes, "code", "parent"):
        cells = change.after
        row = every.get(cells["code"])
        if row is None:
            row = blank()
            row.code, row.import_batch_id = cells["code"], batch_id
            new.append(row)
            every[row.code] = row
        else:
            old.append(row)
        row.name, row.sort = cells["name"], _SORTS.get(cells["sort"], Place.Sort.ROOM)
        row.department_id = departments.get(cells["department"])
        above = every.get(cells["parent"])
        if above is not None or row.parent_id is not None:
            row.parent = above
        row.fill_derived()
    _create(new)
    Place.objects.bulk_update(old, ["name", "sort", "department", "parent"], batch_size=500)
    if old:  # what stands below a renamed place follows it; a new one has nothing below yet
        _derive_all()


def _create(new: list[Place]) -> None:
    """Level by level: a row needs its parent's number, which only the database gives."""
    waiting = new
    while waiting:
        ready = [row for row in waiting if _known_above(row)]
        add_many(ready)
        waiting = [row for row in waiting if row.pk is None]


def _known_above(row: Place) -> bool:
    """Whether its parent, if it has one, has a number by now, which it then takes over."""
    above = row._state.fields_cache.get("parent")
    if above is None:
        return True
    row.parent = above
    return row.parent_id is not None


def _derive_all() -> None:
    """Paths and full names of the whole tree, top down: a few thousand rows at most."""
    by_parent: dict[int | None, list[Place]] = {}
    for row in Place.objects.all():
        by_parent.setdefault(row.parent_id, []).append(row)
    ordered: list[Place] = []
    level = by_parent.get(None, [])
    while level:
        ordered += level
        level = [child for row in level for child in by_parent.get(row.pk, [])]
    before = {row.pk: (row.path, row.full_name) for row in ordered}
    derive(ordered, {})
    moved = [row for row in ordered if before[row.pk] != (row.path, row.full_name)]
    Place.objects.bulk_update(moved, ["path", "full_name", "search"], batch_size=500)


def _remove(_actor: Any, keys: Sequence[Key]) -> None:
    rows = Place.objects.filter(code__in=[key[0] for key in keys])
    rows.update(parent=None)
    rows.delete()
