"""The drafts as a table for a terminal, aligned where Chinese characters are two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from houqin.planning.reading.draft import PlanDraft
from houqin.planning.reading.wording import (
    KINDS,
    cadence_words,
    domain_name,
    institution_name,
    owner_name,
)

_HEADER = ("序号", "工作", "时程", "领域", "责任人", "佐证", "性质", "提醒")
_WIDEST = (16, 50, 34, 4, 14, 24, 6, 60)


def to_table(plans: Sequence[PlanDraft]) -> str:
    return "\n\n".join(_plan(plan) for plan in plans)


def _plan(plan: PlanDraft) -> str:
    rows = [
        (
            item.number,
            item.title,
            cadence_words(item),
            domain_name(item),
            owner_name(item, plan),
            item.ledger or "",
            KINDS[item.kind],
            ";".join(item.flags),
        )
        for item in plan.items
    ]
    columns = list(zip(_HEADER, *rows, strict=True))
    widths = [
        min(limit, max(map(width, column))) for column, limit in zip(columns, _WIDEST, strict=True)
    ]
    lines = [
        f"{plan.title}({institution_name(plan)},{len(plan.items)} 条,目标 {len(plan.goals)} 个)"
    ]
    lines += [_row(row, widths) for row in (_HEADER, *rows)]
    lines += [f"! {flag}" for flag in plan.flags]
    return "\n".join(lines)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(_fit(cell, size) for cell, size in zip(cells, widths, strict=True)).rstrip()


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in text)


def _fit(text: str, size: int) -> str:
    text = " ".join(text.split())
    while width(text) > size:
        text = text.rstrip("…")[:-1] + "…"
    return text + " " * (size - width(text))
