"""Files go to the test's own folder; places stand for the rows of an upper room."""

from __future__ import annotations

from pathlib import Path

import pytest

from houqin.core.permissions import may
from houqin.files.public import owner_rule


def _may_see_place(member, _place_id: int) -> bool:
    return bool(may(member, "org.keep"))


owner_rule("org.place", _may_see_place)


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT
