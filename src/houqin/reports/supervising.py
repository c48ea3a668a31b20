"""What the supervision found of the work that was given: in a month's and a half year's report."""

from __future__ import annotations

from typing import Any

from houqin.reports.rules import Period
from houqin.voice.numbers import Supervised, supervised

_MOST = 30


def collect(period: Period) -> dict[str, Any] | None:
    """Given, checked and carried out, in all, by department and by leader; three queries, or one
    where nothing was given."""
    total = supervised(period.first, period.last, "plan__sort")
    if not total:
        return None
    named = {"departments": "department__name", "leaders": "assignee__superior__name"}
    return {
        "total": _as_json(total[0]),
        **{
            key: [_as_json(row) for row in supervised(period.first, period.last, path)[:_MOST]]
            for key, path in named.items()
        },
    }


def _as_json(row: Supervised) -> dict[str, Any]:
    return {
        "name": row.name, "given": row.given, "checked": row.checked, "done": row.done,
        "rate": round(row.rate * 100, 1),
    }  # fmt: skip
