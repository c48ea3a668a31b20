"""Whose word a request needs: the holder of a role, who stands in for them, never the asker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from houqin.cases.approvals.types import SUPERIOR
from houqin.core.roles import Role
from houqin.org.holders import Holders
from houqin.org.models import Staff

NOBODY = "“{stage}”这一步找不到可以审批的人（不能批自己的申请）。请信息员先设好人员或代理人。"
# Who is asked where the one who should be is the asker, or is away without a substitute.
_INSTEAD = (Role.PRINCIPAL, Role.DIRECTOR, Role.CLERK)
_INSTEAD_OF_SUPERIOR = (Role.DIRECTOR, Role.PRINCIPAL, Role.CLERK)

Found = tuple[str, Staff, str]


def asked(
    stage: str, roles: Sequence[str], asker: Staff, holders: Holders, today: date
) -> list[Found]:
    """Role, person and note of everybody whose word the stage needs; each person once."""
    found = dict[int, Found]()
    for role in roles:
        pk, note = resolve(role, asker, holders, today)
        if pk is None:
            raise ValidationError(NOBODY.format(stage=stage))
        if pk not in found:
            found[pk] = (role, Staff.objects.get(pk=pk), note)
    return list(found.values())


def resolve(role: str, asker: Staff, holders: Holders, today: date) -> tuple[int | None, str]:
    """The person, or the substitute while that one is away; never the asker."""
    pk, note = _present(_wanted(role, asker, holders, today), asker, holders, today)
    if pk is not None:
        return pk, note
    for other in _INSTEAD_OF_SUPERIOR if role == SUPERIOR else _INSTEAD:
        pk, note = _present(holders.of_role(other, None, today), asker, holders, today)
        if pk is not None:
            return pk, note or ("" if role == SUPERIOR else "代行")
    return None, ""


def is_theirs(role: str, person: int, asker: Staff, holders: Holders, today: date) -> bool:
    """Whether the person is here and holds the role: nobody else is asked then."""
    is_away, _substitute = holders.away(person, today, today)
    return not is_away and person in _wanted(role, asker, holders, today)


def _wanted(role: str, asker: Staff, holders: Holders, today: date) -> list[int]:
    if role != SUPERIOR:
        return holders.of_role(role, asker.department_id, today)
    head = asker.department.head_id if asker.department else None
    above = asker.superior_id or (head if head != asker.pk else None)
    return [above] if above is not None and above in holders.here else []


def _present(
    wanted: Sequence[int], asker: Staff, holders: Holders, today: date
) -> tuple[int | None, str]:
    """The first who is here, or who substitutes for the first that is away."""
    for place, pk in enumerate(wanted):
        is_away, substitute = holders.away(pk, today, today)
        if not is_away and pk != asker.pk:
            return pk, "" if place == 0 else "代理"
        is_there = substitute is not None and not holders.away(substitute, today, today)[0]
        if is_there and substitute != asker.pk:
            return substitute, "代班"
    return None, ""
