"""What the tests about books share."""

from __future__ import annotations

import pytest

from houqin.ledgers.testing import make_book
from houqin.org.testing import make_member


@pytest.fixture
def cook(institution, director):
    return make_member(institution, "canteen_manager", superior=director.staff)


@pytest.fixture
def book(institution):
    return make_book(code="samples", title="食品留样记录")
