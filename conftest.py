"""Fixtures for every room: an institution with its people, and the program's own database role."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from tests import template

from houqin.core import clock
from houqin.core.postgres.roles import APP_ROLE
from houqin.core.tenancy import institution_scope
from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.org.testing import make_institution, make_member

_DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Only what the run is for: see the two functions."""
    if os.environ.get("HOUQIN_ONLY_DATABASE") == "1":
        _leave_out_what_asks_no_database(config, items)
    _skip_without_chromium(items)


def _leave_out_what_asks_no_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second server only those tests say something new that ask it."""
    without = [
        item
        for item in items
        if not item.get_closest_marker("django_db")
        and not _DATABASE & set(getattr(item, "fixturenames", ()))
    ]
    config.hook.pytest_deselected(items=without)
    left_out = set(without)
    items[:] = [item for item in items if item not in left_out]


def _skip_without_chromium(items: list[pytest.Item]) -> None:
    """Without Chromium the browser tests are skipped, loudly; where CI=true they fail instead."""
    if shutil.which("chromium") or os.environ.get("CI") == "true":
        return
    skipped = [item for item in items if item.get_closest_marker("browser")]
    for item in skipped:
        item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
    if skipped:
        said = f"NO CHROMIUM: {len(skipped)} browser tests are skipped (apt install chromium)"
        warnings.warn(said, stacklevel=1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """Let the test database be a copy of a migrated one."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template.migrated()


@pytest.fixture(autouse=True)
def _as_the_program(request: pytest.FixtureRequest) -> None:
    """Tests run as the role the program runs as, so that row-level security binds them too.

    The test's own rollback takes the SET ROLE back.
    """
    if "db" in request.fixturenames:
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {APP_ROLE}")


@pytest.fixture
def institution(db: None) -> Iterator[Institution]:
    """A primary school; the scope is entered for the test."""
    made = make_institution()
    with institution_scope(made.pk):
        yield made


@pytest.fixture
def director(institution: Institution) -> Member:
    return make_member(institution, "director")


@pytest.fixture
def principal(institution: Institution) -> Member:
    return make_member(institution, "principal")


@pytest.fixture
def technician(institution: Institution, director: Member) -> Member:
    return make_member(institution, "technician", superior=director.staff)


@pytest.fixture
def administrator(institution: Institution) -> Member:
    return make_member(institution, "administrator")


@pytest.fixture
def stranger(db: None) -> Member:
    """A director of another institution."""
    other = make_institution()
    with institution_scope(other.pk):
        return make_member(other, "director")


@pytest.fixture
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Now is the moment of planning's samples."""
    from houqin.planning.testing import NOW, TODAY

    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
