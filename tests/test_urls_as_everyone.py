"""Every address, as every role, as a stranger and as nobody: no fault, and the declared answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from houqin.core.manifest import permission
from houqin.core.postgres.roles import APP_ROLE
from houqin.core.roles import Kind, Role
from houqin.core.tenancy import institution_scope
from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.org.testing import at, make_institution, make_member, signed_in
from tests.addresses import (
    ON_LABELS,
    PUBLIC,
    Address,
    fill,
    institution_addresses,
    outside_addresses,
    samples,
)

INSIDE = institution_addresses()
METHODS = ("get", "post")
GOOD = {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.NO_CONTENT}
# A page may refuse what was sent, or be there for the other method only.
ANSWERED = GOOD | {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.CONFLICT,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}
# Of a row that exists or not, a rule beyond the role may decide.
ABOUT_A_ROW = ANSWERED | {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}

REFUSED_BY_TOKEN = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
}


@dataclass(frozen=True)
class World:
    """An institution, and each address filled with rows that the people in charge have made."""

    institution: Institution
    addresses: list[tuple[Address, str, bool]]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for all tests here, each of which takes back what it does itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {APP_ROLE}")
        institution = make_institution()
        with institution_scope(institution.pk):
            known = samples(make_member(institution, Role.DIRECTOR, Role.ADMINISTRATOR))
        yield World(institution, [(address, *fill(address, known)) for address in INSIDE])
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _quietly(world: World, db: None) -> Iterator[None]:
    """Thousands of refusals are asserted here; to log each would take longer than to ask."""
    log = logging.getLogger("django.request")
    log.disabled = True
    yield
    log.disabled = False


@pytest.fixture
def institution(world: World) -> Iterator[Institution]:
    with institution_scope(world.institution.pk):
        yield world.institution


def browser(member: Member) -> Client:
    """Signed in a moment ago: or every answer would renew the session, which is taken back."""
    client = signed_in(member)
    client.raise_request_exception = False
    session = client.session
    session["seen"] = int(time.time())
    session.save()
    return client


def ask(client: Client, method: str, path: str) -> tuple[int, str]:
    """The status, and where it leads; whatever was written is taken back."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    fault = getattr(response, "exc_info", None)
    return response.status_code, repr(fault[1]) if fault else response.get("Location", "")


def listed(wrong: list[str]) -> str:
    return "\n" + "\n".join(wrong)


@cache
def first_alike(role: Role) -> Role:
    """The first role that holds exactly the same permissions."""
    held = {
        other: frozenset(
            a.permission
            for a in INSIDE
            if a.permission and {other, Role.STAFF} & permission(a.permission).roles
        )
        for other in Role
        if (other == Role.INSPECTOR) == (role == Role.INSPECTOR)
    }
    return next(other for other, codes in held.items() if codes == held[role])


def methods(address: Address, member: Member, role: Role) -> tuple[str, ...]:
    """Every role is refused everywhere it should be and opens every page; what is sent by a form
    or concerns one row is asked once for all roles that hold the same permissions."""
    code = address.permission
    is_denied = code is not None and not member.roles & permission(code).roles
    if is_denied or first_alike(role) == role:
        return METHODS
    return () if address.parameters else ("get",)


def expected(address: Address, member: Member, method: str) -> set[HTTPStatus]:
    if method == "post" and member.is_read_only and not address.by_token:
        return {HTTPStatus.FORBIDDEN}
    if address.by_token:
        return ABOUT_A_ROW | {HTTPStatus.UNAUTHORIZED}
    if address.permission is None:
        return ABOUT_A_ROW
    if not member.roles & permission(address.permission).roles:
        return {HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED}
    return ABOUT_A_ROW if address.parameters else ANSWERED


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_each_role_gets_what_the_permission_table_says(world, institution, role):
    member = make_member(institution, role)
    client = browser(member)
    wrong = []
    for address, path, _exists in world.addresses:
        for method in methods(address, member, role):
            status, where = ask(client, method, at(institution, path))
            if status not in expected(address, member, method):
                wrong.append(f"{method} {address}: {status} {where}")
            elif "/accounts/login" in where:
                wrong.append(f"{method} {address}: sent to sign in")
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_the_director_of_each_kind_opens_every_page_that_needs_no_row(kind):
    institution = make_institution(kind)
    client = browser(make_member(institution, Role.DIRECTOR, Role.ADMINISTRATOR, Role.PRINCIPAL))
    fine = {*GOOD, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FORBIDDEN}
    if kind != Kind.SCHOOL:
        fine.add(HTTPStatus.NOT_FOUND)  # a hospital has no classes
    wrong = []
    for address in INSIDE:
        if not address.parameters and not address.by_token:
            status, where = ask(client, "get", at(institution, address.path()))
            if status not in fine:
                wrong.append(f"get {address}: {status} {where}")
    assert not wrong, listed(wrong)


def test_a_stranger_finds_nothing_in_another_institution(world, institution, stranger):
    client = browser(stranger)
    wrong = []
    for address, path, _exists in world.addresses:
        for method in METHODS:
            status, where = ask(client, method, at(institution, path))
            if status != HTTPStatus.NOT_FOUND:
                wrong.append(f"{method} {address}: {status} {where}")
    assert not wrong, listed(wrong)


def test_the_rows_of_one_institution_do_not_exist_in_another(world, institution, stranger):
    """The stranger asks at home, with the number of a row that belongs elsewhere."""
    client = browser(stranger)
    shown = []
    for address, path, exists in world.addresses:
        if not (address.parameters and exists):
            continue
        for method in METHODS:
            status, where = ask(client, method, at(stranger.institution, path))
            if status in GOOD or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                shown.append(f"{method} {address}: {status} {where}")
    assert not shown, listed(shown)


def test_who_is_not_signed_in_is_sent_to_sign_in(client, world, institution):
    client.raise_request_exception = False
    wrong = []
    for address, path, _exists in world.addresses:
        for method in METHODS:
            status, where = ask(client, method, at(institution, path))
            leads = ON_LABELS.get(address.name, "/accounts/login/")
            to_sign_in = status == HTTPStatus.FOUND and where.startswith(leads)
            refused = address.by_token and status in REFUSED_BY_TOKEN
            described = address.by_token and address.name in PUBLIC
            if not to_sign_in and not refused and not described:
                wrong.append(f"{method} {address}: {status} {where}")
    assert not wrong, listed(wrong)


def test_outside_the_institutions_only_public_pages_answer_anybody(client):
    client.raise_request_exception = False
    wrong = []
    for address in outside_addresses():
        if "(?P" in address.route:
            continue
        path, _exists = fill(address, {})
        for method in METHODS:
            status, where = ask(client, method, f"/{path}")
            open_page = address.name in PUBLIC or address.name.startswith("account_")
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                wrong.append(f"{method} {address}: {status} {where}")
            elif status == HTTPStatus.OK and not open_page:
                wrong.append(f"{method} {address}: open to anybody")
    assert not wrong, listed(wrong)
