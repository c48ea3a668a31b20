"""Typed factories for tests of this room."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from houqin.core import clock
from houqin.org.member import Member
from houqin.publicity.models import Announcement
from houqin.publicity.services import publish


def make_notice(actor: Member, title: str = "周五停水", **given: Any) -> Announcement:
    fields: dict[str, Any] = {
        "text": "周五上午 9 点到 11 点停水，请提前接水。",
        "token": uuid4(),
        "now": clock.now(),
    }
    return publish(actor=actor, title=title, **(fields | given))


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, of rows the member may see, for the test that walks them."""
    row = make_notice(member, "走查用的通知", must_confirm=True)
    of_row = ("notice", "confirm", "receipts", "remind", "withdraw", "archive")
    return {f"publicity:{name}": (row.pk,) for name in of_row}
