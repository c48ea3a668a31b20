"""Typed factories for tests of this room and of the rooms above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count
from threading import Barrier
from typing import Any, TypeVar

from django.db import connections
from django.test import Client

from houqin.accounts.models import User
from houqin.core.roles import Kind, Role, role_name
from houqin.core.tenancy import every_institution, institution_scope
from houqin.org.member import Member, member_of
from houqin.org.models import (
    Break,
    Department,
    Institution,
    Place,
    RoleHolding,
    SchoolYear,
    Staff,
    Term,
)

R = TypeVar("R")
_numbers = count(1)
TODAY = date(2026, 11, 22)


def make_institution(kind: Kind | str = Kind.SCHOOL, name: str = "青禾小学") -> Institution:
    """An institution with the autumn term of 2026."""
    with every_institution():
        made = Institution.objects.create(
            code=f"test-{next(_numbers)}", name=name, kind=str(Kind(kind))
        )
    with institution_scope(made.pk):
        year = SchoolYear.objects.create(
            name="2026—2027学年", first=date(2026, 8, 31), last=date(2027, 8, 30)
        )
        Term.objects.create(
            school_year=year,
            name="第一学期",
            first=date(2026, 8, 31),
            last=date(2027, 1, 24),
            midterm_first=date(2026, 11, 2),
            midterm_last=date(2026, 11, 6),
            finals_first=date(2027, 1, 11),
            finals_last=date(2027, 1, 17),
        )
        Break.objects.create(
            sort="winter", name="寒假", first=date(2027, 1, 25), last=date(2027, 2, 26)
        )
    return made


def make_member(
    institution: Institution,
    *roles: Role | str,
    name: str = "",
    superior: Staff | None = None,
    department: Department | None = None,
) -> Member:
    """A person with an account, holding these roles."""
    number = next(_numbers)
    title = name or (role_name(roles[0], institution.kind) if roles else f"职工{number}")
    user = User.objects.create_user(username=f"user{number}", password="pw-for-tests", name=title)
    with institution_scope(institution.pk):
        staff = Staff(user=user, name=title, superior=superior, department=department)
        staff.fill_search()
        staff.save()
        for role in roles:
            RoleHolding.objects.create(staff=staff, role=str(Role(role)))
        return member_of(staff, institution, TODAY)


def make_place(name: str = "教学楼", parent: Place | None = None, code: str = "") -> Place:
    place = Place(name=name, code=code or f"P{next(_numbers)}", parent=parent)
    place.fill_derived()
    place.save()
    return place


def signed_in(member: Member) -> Client:
    """A browser in which the member is signed in; addresses start with ``at(member, …)``."""
    assert member.user is not None
    client = Client()
    client.force_login(member.user, "houqin.accounts.backend.NameOrPhoneBackend")
    return client


def at(institution: Institution, path: str) -> str:
    """The address of a path inside the institution."""
    return f"/i/{institution.code}/{path.lstrip('/')}"


def at_once(institution: Institution, work: Callable[[], R], times: int = 3) -> list[R]:
    """What ``work`` gives to several who do it in the same moment, each with a connection of its
    own; for tests with ``transaction=True``.
    """
    start = Barrier(times)

    def one(_turn: int) -> R:
        try:
            with institution_scope(institution.pk):
                start.wait()
                return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def get(member: Member, path: str) -> Any:
    """A page of the member's institution, as the member sees it."""
    return signed_in(member).get(at(member.institution, path))


def post(member: Member, path: str, given: Mapping[str, Any] | None = None, **more: Any) -> Any:
    return signed_in(member).post(at(member.institution, path), {**(given or {}), **more})


def words(response: Any) -> str:
    return str(response.content.decode())


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, of rows the member may see, for the test that walks them."""
    from houqin.org.testing_urls import org_rows  # needs the factories above

    return org_rows(member)
