"""What the tests about books share."""

from __future__ import annotations

import pytest

from houqin.core import clock
from houqin.ledgers.testing import make_book
from houqin.org.testing import make_member
from houqin.planning.testing import NOW, TODAY


@pytest.fixture
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def cook(institution, director):
    return make_member(institution, "canteen_manager", superior=director.staff)


@pytest.fixture
def book(institution):
    return make_book(code="samples", title="食品留样记录")
