"""Staff as a table, roles in the institution's own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from houqin.core import clock
from houqin.core.roles import Kind as InstitutionKind
from houqin.core.roles import Role, role_name
from houqin.org.following import people_changed
from houqin.org.member import Member
from houqin.org.models import Department, RoleHolding, Staff
from houqin.org.resources.circles import circles
from houqin.org.wording import words
from houqin.ui.resources import (
    SEPARATOR,
    CellError,
    Cells,
    Change,
    Current,
    Field,
    Resource,
    split_many,
)

Key = tuple[str, ...]
_PHONE = re.compile(r"^\+?\d{5,19}$")


def role_labels(kind: InstitutionKind) -> dict[str, str]:
    """Role titles of this kind, without the plain 教职工 everybody is and without the bureau's."""
    hidden = {Role.STAFF, Role.INSPECTOR}
    return {role_name(role, kind): role.value for role in Role if role not in hidden}


def build(member: Member) -> Resource:
    said, labels = words(member.kind), role_labels(member.kind)
    return Resource(
        code="org.staff",
        title=said.staff,
        permission="org.keep_people",
        see="org.see",
        back="org:staff",
        unit="人",
        key=("name", "number"),
        fields=(
            Field("name", "姓名", required=True, max_length=50, example=f"示例{said.staff}"),
            Field("number", "工号", max_length=30, example="T001", note="同名的人要靠工号分开。"),
            Field("department", said.department, lookup="departments", example="总务处"),
            Field("position", "岗位", max_length=30, example="干事"),
            Field("phone", "手机号", max_length=20, parse=_phone),
            Field("superior", "上级", own="name", note="上级的姓名，可以是本表里的另一行。"),
            Field("roles", "角色", many=True, choices=tuple(labels)),
        ),
        lookups=_lookups,
        current=lambda: _current(member.kind),
        check=_check,
        write=lambda actor, batch, changes: _write(labels, batch, changes),
        remove=_remove,
    )


def _phone(text: str) -> str:
    plain = re.sub(r"[\s-]", "", text)
    if not _PHONE.match(plain):
        raise CellError("手机号只含数字，例如 13800000000。")
    return plain


def _lookups() -> dict[str, dict[str, int]]:
    return {"departments": dict(Department.objects.values_list("name", "pk"))}


def _rows() -> Any:
    return Staff.objects.filter(left_on=None)


def _current(kind: InstitutionKind) -> dict[Key, Cells]:
    held: dict[int, list[str]] = {}
    plain = RoleHolding.objects.filter(since=None, until=None, department=None, is_deputy=False)
    order = {role.value: at for at, role in enumerate(Role)}
    for staff_id, role in sorted(plain.values_list("staff_id", "role"), key=lambda r: order[r[1]]):
        if role not in {Role.STAFF, Role.INSPECTOR}:
            held.setdefault(staff_id, []).append(role_name(role, kind))
    rows = _rows().values_list(
        "pk", "name", "number", "department__name", "position", "phone", "superior__name"
    )
    return {
        (name, number): {
            "name": name, "number": number, "department": of or "", "position": position,
            "phone": phone, "superior": above or "", "roles": SEPARATOR.join(held.get(pk, [])),
        }
        for pk, name, number, of, position, phone, above in rows
    }  # fmt: skip


def _check(changes: Sequence[Change], current: Current) -> Iterable[tuple[Change, str, str]]:
    taken = set(Staff.objects.exclude(number="").values_list("number", flat=True))
    names = Counter(key[0] for key in current)
    names.update(change.key[0] for change in changes if change.before is None)
    numbers = Counter(c.after["number"] for c in changes if c.before is None)
    for change in changes:
        number = change.after["number"]
        if change.before is None and number and (number in taken or numbers[number] > 1):
            yield change, "number", "这个工号已经有人使用，请核对姓名和工号。"
        if names[change.after["superior"]] > 1:
            yield change, "superior", "有几位同名的人，分不清是谁。请空着，导入后再在页面上选。"
    yield from circles(changes, current, "name", "superior")


def _write(labels: dict[str, str], batch_id: int, changes: Sequence[Change]) -> None:
    departments = _lookups()["departments"]
    there: dict[Key, Staff] = {(row.name, row.number): row for row in _rows()}
    new = []
    for change in changes:
        cells = change.after
        row = there.get(change.key)
        if row is None:
            row = Staff(name=cells["name"], number=cells["number"], import_batch_id=batch_id)
            new.append(row)
            there[change.key] = row
        row.department_id = departments.get(cells["department"])
        row.position, row.phone = cells["position"], cells["phone"]
        row.fill_search()
    Staff.objects.bulk_create(new, batch_size=1000)
    by_name = {row.name: row.pk for row in there.values()}
    touched = [there[change.key] for change in changes]
    for row, change in zip(touched, changes, strict=True):
        row.superior_id = by_name.get(change.after["superior"])
    fields = ["department", "position", "phone", "search", "superior"]
    Staff.objects.bulk_update(touched, fields, batch_size=500)
    wanted = [
        (there[change.key].pk, [labels[name] for name in split_many(change.after["roles"])])
        for change in changes
    ]
    _hold(wanted)
    people_changed(clock.today())


def _hold(wanted: Sequence[tuple[int, list[str]]]) -> None:
    """The undated, plain roles of these people are exactly those of the file."""
    plain = RoleHolding.objects.filter(
        since=None, until=None, department=None, is_deputy=False,
        staff_id__in=[pk for pk, _roles in wanted],
    ).exclude(role__in=[Role.STAFF, Role.INSPECTOR])  # fmt: skip
    held = {(one.staff_id, one.role): one.pk for one in plain}
    asked = {(pk, role) for pk, roles in wanted for role in roles}
    RoleHolding.objects.filter(pk__in=[held[k] for k in held.keys() - asked]).delete()
    RoleHolding.objects.bulk_create(
        [RoleHolding(staff_id=pk, role=role) for pk, role in sorted(asked - held.keys())],
        batch_size=1000,
    )


def _remove(_actor: Any, keys: Sequence[Key]) -> None:
    wanted = {tuple(key) for key in keys}
    rows = Staff.objects.filter(name__in=[key[0] for key in keys])
    gone = [row for row in rows if (row.name, row.number) in wanted]
    if any(row.user_id for row in gone):
        raise ValidationError("这一批里有人已开通账号，不能整批撤回。请给他们逐个办离岗。")
    Staff.objects.filter(pk__in=[row.pk for row in gone]).delete()
    people_changed(clock.today())
