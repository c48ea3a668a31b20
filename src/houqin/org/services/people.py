"""Staff: who they are, which roles they hold, when they leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.core.roles import Role, role_name
from houqin.org.access import demand
from houqin.org.following import people_changed
from houqin.org.member import Member
from houqin.org.models import Department, RoleHolding, Staff
from houqin.org.recording import record


@transaction.atomic
def add_staff(
    *,
    actor: Member,
    today: date,
    name: str,
    number: str = "",
    department: Department | None = None,
    superior: Staff | None = None,
    phone: str = "",
    position: str = "",
    roles: Iterable[str] = (),
    deputy_roles: Iterable[str] = (),
) -> Staff:
    """Enter a person, without an account as yet (accounts.give_account makes one)."""
    demand(actor, "org.keep_people")
    row = Staff(name=name, number=number, department=department, superior=superior)
    row.phone, row.position = phone, position
    _save(row)
    _set_roles(row, roles, deputy_roles)
    record(actor=actor, action="org.staff_added", target=row)
    people_changed(today)
    return row


@transaction.atomic
def change_staff(
    *,
    actor: Member,
    today: date,
    row: Staff,
    name: str,
    number: str = "",
    department: Department | None = None,
    superior: Staff | None = None,
    phone: str = "",
    position: str = "",
    roles: Iterable[str] = (),
    deputy_roles: Iterable[str] = (),
) -> Staff:
    """Change a person's entry and undated roles; dated ones are ended by end_role."""
    demand(actor, "org.keep_people")
    row.name, row.number, row.department, row.superior = name, number, department, superior
    row.phone, row.position = phone, position
    _no_circle(row)
    _save(row)
    said = _set_roles(row, roles, deputy_roles)
    _somebody_administers()
    record(actor=actor, action="org.staff_changed", target=row, roles=said)
    people_changed(today)
    return row


def _save(row: Staff) -> None:
    row.full_clean()
    row.fill_search()
    row.save()


def _no_circle(row: Staff) -> None:
    seen, above = {row.pk}, row.superior
    while above is not None:
        if above.pk in seen:
            raise ValidationError({"superior": "上级关系绕成了圈，请另选一位上级。"})
        seen.add(above.pk)
        above = above.superior


def _set_roles(row: Staff, roles: Iterable[str], deputy_roles: Iterable[str]) -> str:
    """Make the undated holdings without a department exactly these; says what changed."""
    full = set(roles)
    wanted = {(role, False) for role in full} | {(r, True) for r in set(deputy_roles) - full}
    plain = RoleHolding.objects.filter(staff=row, since=None, until=None, department=None)
    held = {(one.role, one.is_deputy): one for one in plain}
    gone = [one.pk for key, one in held.items() if key not in wanted]
    RoleHolding.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - held.keys())
    for role, is_deputy in new:
        RoleHolding.objects.create(staff=row, role=str(Role(role)), is_deputy=is_deputy)
    parts = [f"加{role_name(role)}" for role, _d in new]
    parts += [f"去{role_name(role)}" for role, d in held if (role, d) not in wanted]
    return f"，角色{'、'.join(parts)}" if parts else ""


def _somebody_administers() -> None:
    """An institution nobody can administer would be locked for good."""
    keepers = RoleHolding.objects.filter(
        role=Role.ADMINISTRATOR, until=None, staff__left_on=None, staff__user__isnull=False
    )
    directors = RoleHolding.objects.filter(
        role=Role.DIRECTOR, until=None, staff__left_on=None, staff__user__isnull=False
    )
    if not keepers.exists() and not directors.exists():
        raise ValidationError("至少要留一位能登录的信息员或总务主任，否则没有人能再改设置。")


@transaction.atomic
def add_role(
    *,
    actor: Member,
    today: date,
    staff: Staff,
    role: str,
    department: Department | None = None,
    is_deputy: bool = False,
    since: date | None = None,
    until: date | None = None,
) -> RoleHolding:
    """A role for some time or for one department."""
    demand(actor, "org.keep_people")
    row = RoleHolding(staff=staff, role=role, department=department, is_deputy=is_deputy)
    row.since, row.until = since, until
    row.full_clean()
    row.save()
    record(actor=actor, action="org.role_given", target=staff, role=role_name(role, actor.kind))
    people_changed(today)
    return row


@transaction.atomic
def end_role(*, actor: Member, today: date, row: RoleHolding) -> bool:
    """Take a role back; what was done under it stays."""
    demand(actor, "org.keep_people")
    staff, name = row.staff, role_name(row.role, actor.kind)
    if row.role == Role.INSPECTOR:  # without it the row would be an ordinary member's
        raise ValidationError("检查员的角色不能单独收回。要停止查看，请给这个人办离岗。")
    row.delete()
    _somebody_administers()
    record(actor=actor, action="org.role_ended", target=staff, role=name)
    people_changed(today)
    return True


@transaction.atomic
def leave(*, actor: Member, row: Staff, left_on: date, today: date) -> Staff:
    """离岗: roles end, the account no longer opens this institution, records stay."""
    demand(actor, "org.keep_people")
    if row.pk == actor.staff.pk:
        raise ValidationError("不能给自己办离岗，请由另一位信息员或主任办理。")
    if left_on > today:
        raise ValidationError({"left_on": "离岗日期不能晚于今天，请到那天再办。"})
    row.left_on = left_on
    row.full_clean()
    row.save()
    _somebody_administers()
    record(
        actor=actor, action="org.staff_left", target=row, day=f"{left_on.month}月{left_on.day}日"
    )
    people_changed(today)
    return row


@transaction.atomic
def come_back(*, actor: Member, row: Staff, today: date) -> Staff:
    demand(actor, "org.keep_people")
    row.left_on = None
    row.save()
    record(actor=actor, action="org.staff_returned", target=row)
    people_changed(today)
    return row
