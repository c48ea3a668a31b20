"""What other rooms may call: open a case, take its steps, ask about cases."""

from __future__ import annotations

from datetime import datetime

from houqin.cases.following import PublicCase, by_follow_code, public_view
from houqin.cases.models import Case, Source
from houqin.cases.numbers import Numbers, numbers
from houqin.cases.policy import Step, mine, steps_for, visible, waiting
from houqin.cases.services.keeping import (
    answer_extension,
    ask_extension,
    assign,
    change_grade,
    conclude,
    merge,
    set_cooperators,
)
from houqin.cases.services.opening import Outside, open_case
from houqin.cases.services.stepping import take
from houqin.cases.services.talking import comment
from houqin.org.models import Place

__all__ = [
    "Case",
    "Numbers",
    "Outside",
    "PublicCase",
    "Source",
    "Step",
    "answer_extension",
    "ask_extension",
    "assign",
    "by_follow_code",
    "change_grade",
    "comment",
    "conclude",
    "earlier_at",
    "likely_same",
    "merge",
    "mine",
    "numbers",
    "open_case",
    "public_view",
    "set_cooperators",
    "steps_for",
    "take",
    "visible",
    "waiting",
]


def likely_same(flow: str, place: Place, now: datetime, kind: str = "") -> list[Case]:
    """Open cases at the same place that a report may repeat, the newest first; at most five."""
    rows = Case.objects.filter(place=place, flow=flow, is_open=True, opened_at__lte=now)
    if kind:
        rows = rows.filter(kind__in=["", kind])
    return list(rows.defer("search").order_by("-pk")[:5])


def earlier_at(case: Case) -> list[Case]:
    """Cases of the same place, flow and kind before this one: it keeps coming back."""
    if case.place_id is None:
        return []
    same = Case.objects.filter(
        place=case.place_id, flow=case.flow, kind=case.kind, finding_path=case.finding_path,
        pk__lt=case.pk, merged_into=None,
    )  # fmt: skip
    return list(same.defer("search").order_by("-pk")[:10])
