"""Bring an institution into being: its row, its first administrator, its usual departments."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from houqin.accounts.models import User
from houqin.core.roles import Kind, Role
from houqin.core.tenancy import every_institution, institution_scope
from houqin.org.member import Member, member_of
from houqin.org.models import Break, Department, Institution, RoleHolding, SchoolYear, Staff, Term
from houqin.org.recording import record
from houqin.packs.calendars import calendar_of
from houqin.packs.model import Break as PackBreak
from houqin.packs.model import Condition, Pack
from houqin.packs.model import Term as PackTerm

_CODE = re.compile(r"^[a-z0-9][a-z0-9-]{1,29}$")


@transaction.atomic
def create_institution(
    *,
    kind: Kind | str,
    name: str,
    code: str,
    admin_username: str,
    admin_name: str,
    admin_password: str,
    pack: Pack,
    today: date,
    admin_phone: str = "",
    features: Iterable[Condition | str] | None = None,
    is_demo: bool = False,
    must_change_password: bool = False,
    actor: Member | None = None,
) -> Member:
    """A new institution with its administrator, who is also its director until there is one.

    Departments and calendar come from ``pack``, moved to the term of ``today``, as a beginning to
    change; people and places do not.
    ``features=None`` takes the pack's. ``actor`` founds it, else the administrator does.
    """
    if not _CODE.match(code):
        raise ValidationError({"code": "网址代码用 2 到 30 个小写字母、数字或短横，例如 qinghe。"})
    has = set(pack.institution.facilities if features is None else map(Condition, features))
    with every_institution():
        made = Institution(code=code, name=name, kind=str(Kind(kind)), is_demo=is_demo)
        made.features = {one.value: one in has for one in Condition}
        made.full_clean()
        made.save()
        user = make_user(
            admin_username, admin_name, admin_password, admin_phone, must_change_password
        )
    with institution_scope(made.pk):
        add_departments(pack)
        add_calendar(*calendar_of(pack, today))
        staff = Staff(user=user, name=admin_name, phone=admin_phone)
        staff.fill_search()
        staff.save()
        for role in (Role.ADMINISTRATOR, Role.DIRECTOR):
            RoleHolding.objects.create(staff=staff, role=str(role))
        member = member_of(staff, made, today)
        record(actor=actor or member, action="org.institution_created", target=made)
    return member


def make_user(
    username: str,
    name: str,
    password: str,
    phone: str = "",
    must_change: bool = False,  # noqa: FBT001, FBT002
) -> User:
    """A user with a checked password; ValidationError names the field."""
    user = User(username=username.strip().lower(), name=name, phone=phone)
    user.must_change_password = must_change
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"admin_password": error.messages}) from error
    user.set_password(password)
    user.full_clean()
    user.save()
    return user


def add_departments(pack: Pack) -> dict[str, Department]:
    """The pack's departments, by its own code."""
    rows = [
        Department(name=one.name, code=one.code, position=at)
        for at, one in enumerate(pack.departments)
    ]
    return {row.code: row for row in Department.objects.bulk_create(rows)}


def add_calendar(given: Iterable[PackTerm], breaks: Iterable[PackBreak]) -> None:
    """School years, terms and breaks: example dates for the clerk to correct."""
    years: dict[str, list[PackTerm]] = {}
    for term in given:
        years.setdefault(term.year, []).append(term)
    for year_name, terms in years.items():
        year = SchoolYear.objects.create(
            name=year_name, first=terms[0].days.first, last=terms[-1].days.last
        )
        for term in terms:
            Term.objects.create(
                school_year=year,
                name=term.name,
                first=term.days.first,
                last=term.days.last,
                midterm_first=term.midterm.first if term.midterm else None,
                midterm_last=term.midterm.last if term.midterm else None,
                finals_first=term.final.first if term.final else None,
                finals_last=term.final.last if term.final else None,
            )
    for rest in breaks:
        Break.objects.create(
            sort=rest.kind, name=rest.name, first=rest.days.first, last=rest.days.last
        )
