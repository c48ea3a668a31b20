"""Photos go to the test's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from houqin.org.member import Member
from houqin.org.models import Institution
from houqin.org.testing import make_member


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def cook(institution: Institution) -> Member:
    return make_member(institution, "canteen_manager")


@pytest.fixture
def clerk(institution: Institution) -> Member:
    return make_member(institution, "clerk")
