"""Typed factories for tests of this room and of the rooms above it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from houqin.cases.approvals.chain import file_request
from houqin.cases.models import Case
from houqin.cases.public import open_case
from houqin.core import clock
from houqin.org.member import Member
from houqin.org.testing import make_member


def make_case(actor: Member | None, *, now: datetime | None = None, **given: Any) -> Case:
    given = {"flow": "matter", "title": "三楼走廊灯不亮"} | given
    return open_case(actor=actor, now=now or clock.now(), **given)


def url_samples(member: Member) -> dict[str, tuple[Any, ...]]:
    """Arguments of this room's urls, for the test that walks them."""
    case = make_case(member)
    make_member(member.institution, "principal")
    asked = file_request(actor=member, type="general", title="买扫把", now=clock.now())
    names = (
        "case", "comment", "mention", "cooperators", "merge", "ask_extension", "answer_extension",
        "conclude", "paper",
    )  # fmt: skip
    return {
        **{f"cases:{name}": (case.pk,) for name in names},
        "cases:decision": (asked.pk,),
        "cases:step": (case.pk, "take_on"),
        # A flow is no row: every institution has the same ones, so cases:new is not among these.
    }
