"""What waits for a member, for Today and for the menu: one query compiled once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window

from houqin.cases.flow import Party, flow_of
from houqin.cases.models import Case
from houqin.cases.policy import managed
from houqin.core.prepared import PreparedRows
from houqin.org.member import Member
from houqin.ui.addresses import addresses

SHOWN = 8
_SHOWN = ("id", "number", "title", "flow", "state", "due_at", "paused_at")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of Today: what, how it stands, where it leads."""

    number: str
    title: str
    flow: str
    state: str
    word: str
    due_at: datetime | None
    url: str


def rows_waiting(me: Any, codes: tuple[str, ...]) -> QuerySet[Case]:
    """Open ones that wait for the person, or for who manages the flows of these codes."""
    managing = Q(waits_for=Party.MANAGER, flow__in=codes)
    return Case.objects.filter(Q(waiter=me) | managing if codes else Q(waiter=me), is_open=True)


@cache
def _rows(codes: tuple[str, ...]) -> PreparedRows:
    return PreparedRows(
        lambda me: (
            rows_waiting(me, codes)
            .annotate(total=Window(Count("pk")))
            .order_by(F("due_at").asc(nulls_last=True), "pk")
            .values("id", "number", "title", "flow", "state", "due_at", "paused_at", "total")[
                :SHOWN
            ]
        )
    )


def waiting_for(member: Member, now: datetime) -> tuple[list[Waiting], int]:
    """The most urgent of what waits for the member, and how much there is in all."""
    if member.is_read_only:
        return [], 0
    rows: list[Any] = _rows(tuple(managed(member)))(me=member.staff.pk)
    page = addresses("cases:case")
    return [_line(row, page(row.id), now) for row in rows], rows[0].total if rows else 0


def _line(row: Any, url: str, now: datetime) -> Waiting:
    flow = flow_of(row.flow)
    state = flow.state_of[row.state]
    late = row.due_at is not None and row.due_at < now and row.paused_at is None
    word = "late" if late else state.word
    return Waiting(row.number, row.title, flow.name, state.name, word, row.due_at, url)
